import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import fc from "fast-check";
import { cloudConfig } from "../../../src/compute/boot/cloud-config";
import { text } from "../../../src/synthesized/synthesized-stack";
import { userDataExpression } from "../../../src/compute/boot/user-data";
import { config } from "../../helpers/documented";
import { parseConfig } from "../../../src/config/parse";
import { only, soundStack } from "../../helpers/blocks";
import { BALANCED } from "../../helpers/boot";
jest.setTimeout(60_000);

test.each([
  ["plain text", "#cloud-config\n", '${base64gzip("#cloud-config\\n")}'],
  ["quotes and backslashes", '"\\n"', String.raw`\${base64gzip("\"\\n\"")}`.slice(1)],
  ["template markers", "${a}%{b}", '${base64gzip("$${a}%%{b}")}'],
  ["the two escapes that Terraform lacks", "\b\f", '${base64gzip("\\u0008\\u000c")}'],
  ["the same letters after a backslash", "\\b\\f", '${base64gzip("\\\\b\\\\f")}'],
  // "e" and a combining accent: as a string, Terraform would make one letter of them.
])("%s: %j", (_what, text, expression) => {
  expect(userDataExpression(text)).toBe(expression);
});

// "e" and a combining accent: as a string, Terraform would make one letter of them.
test("text that Terraform would compose is encoded at synth", () => {
  const encoded = userDataExpression("e\u0301");
  expect(gunzipSync(Buffer.from(encoded, "base64")).toString()).toBe("e\u0301");
});

describe("EC2's limit of 16 KB", () => {
  /** A text with a compressed size: of random digits, which compress to about half. */
  const textOf = (bytes: number) => {
    let text = randomBytes(bytes).toString("hex");
    for (let excess; (excess = gzipSync(text).length - bytes) > 0;) text = text.slice(0, -excess);
    return text;
  };

  test("is kept by 15360 bytes when compressed", () => {
    const text = textOf(15_360);
    expect(userDataExpression(text)).toBe(`\${base64gzip("${text}")}`);
  });

  test("is passed by more", () => {
    const text = textOf(15_361 + 64);
    const bytes = gzipSync(text).length;
    expect(() => userDataExpression(text)).toThrow(
      new RangeError(
        `user data: ${String(bytes)} bytes when compressed. Allowed: at most 15360, EC2's limit less a margin. To fix: shorten the settings of the backend, or move content into its repository.`,
      ),
    );
  });
});

/** What EC2 receives of expressions, still compressed: all in one run, which needs neither provider nor network. */
function evaluate(expressions: readonly string[]): Buffer[] {
  const cwd = mkdtempSync(join(tmpdir(), "careflowai-"));
  const terraform = (...args: string[]) =>
    execFileSync("terraform", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  try {
    const output = Object.fromEntries(
      expressions.map((value, index) => [`case_${String(index)}`, { value }]),
    );
    writeFileSync(join(cwd, "main.tf.json"), JSON.stringify({ output }));
    terraform("apply", "-auto-approve", "-input=false", "-no-color");
    const values = JSON.parse(terraform("output", "-json")) as Record<string, { value: string }>;
    return expressions.map((_, index) => Buffer.from(values[`case_${String(index)}`]?.value ?? "", "base64"));
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

describe("Terraform itself", () => {
  const environments = parseConfig(config).environments;
  const scripts = environments.map(({ name, documentNames, topology, backend }) =>
    cloudConfig({
      region: "us-east-1",
      backend,
      parameterPath: `/careflowai/${name}`,
      logGroupName: documentNames ? "/careflowai/backend" : `/careflowai/${name}/backend`,
      ...(topology === "load-balanced" ? BALANCED : { metricDimension: "InstanceId" }),
    }),
  );
  const hostile = [
    ...[
      "",
      "${x}",
      "%{if}",
      "$${",
      "$$${",
      "$$$${",
      "%%{",
      "%%%{",
      "${",
      "%{",
      "$",
      "$$",
      "%",
      "}",
      "${~ x ~}",
    ],
    ...['${"${x}"}', "\\${x}", "$\\{", '$"{', "%\n{", "#{x}", "$(x)", "`x`", "${aws:InstanceId}"],
    ...["\\", "\\\\", "\\n", "\\b", "\\\\b", "\\f", "\\u0041", '"', '\\"', "'", "\t", "\n", "\r\n", "\r"],
    ...["\b", "\f", "\v", "\u0001\u001f\u007f", "\0", "\u0085", "\u00a0", "\u2028\u2029", "\ufeff"],
    ...["é", "e\u0301", "\u2126", "가", "😀", "👩‍⚕️", "\u{10ffff}"],
  ];
  const markers = fc.string({ unit: fc.constantFrom(...Array.from("${}%~\\\"'\n bfnu0a😀")), maxLength: 24 });
  const anything = fc.string({ unit: "binary", maxLength: 40 });
  const generated = [markers, anything].flatMap((texts) => fc.sample(texts, { numRuns: 50, seed: 1 }));

  const longest = randomBytes(14_000).toString("hex");
  const texts = [...scripts, ...hostile, ...generated, longest];
  const templates = environments.map(({ name }) =>
    text(only(soundStack(`careflowai-${name}`), LaunchTemplate).body.user_data),
  );
  let sent: Buffer[];
  let bytes: Buffer[];
  beforeAll(() => {
    sent = evaluate([...templates, ...[...hostile, ...generated, longest].map(userDataExpression)]);
    bytes = sent.map((compressed) => gunzipSync(compressed));
  });

  test("compresses to about the size that the limit is measured by", () => {
    for (const [index, compressed] of sent.entries()) {
      expect(compressed.length - gzipSync(bytes[index] ?? "").length).toBeLessThan(512);
    }
    expect(sent.at(-1)?.length).toBeGreaterThan(14_000);
  });

  test("reads each launch template's expression as its cloud-config, byte for byte", () => {
    expect(scripts).toHaveLength(3);
    expect(bytes.slice(0, 3).map(String)).toEqual(scripts);
  });

  test("reads hostile and generated texts as they are, byte for byte", () => {
    const hex = (buffer: Buffer) => buffer.toString("hex");
    expect(bytes.map(hex)).toEqual(texts.map((text) => hex(Buffer.from(text))));
  });
});
