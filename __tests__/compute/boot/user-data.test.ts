import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  ["plain text", "#cloud-config\n", '${base64encode("#cloud-config\\n")}'],
  ["quotes and backslashes", '"\\n"', String.raw`\${base64encode("\"\\n\"")}`.slice(1)],
  ["template markers", "${a}%{b}", '${base64encode("$${a}%%{b}")}'],
  ["the two escapes that Terraform lacks", "\b\f", '${base64encode("\\u0008\\u000c")}'],
  ["the same letters after a backslash", "\\b\\f", '${base64encode("\\\\b\\\\f")}'],
  // "e" and a combining accent: as a string, Terraform would make one letter of them.
  ["text that Terraform would compose", "e\u0301", "ZcyB"],
])("%s: %j", (_what, text, expression) => {
  expect(userDataExpression(text)).toBe(expression);
});

describe("EC2's limit of 16 KB", () => {
  test("is kept by exactly 16384 bytes", () => {
    expect(userDataExpression("x".repeat(16_384))).toBe(`\${base64encode("${"x".repeat(16_384)}")}`);
  });

  test.each([
    ["bytes", "x".repeat(16_385), 16_385],
    ["characters of several bytes", "é".repeat(8193), 16_386],
  ])("is passed by more %s", (_what, text, bytes) => {
    expect(() => userDataExpression(text)).toThrow(
      new RangeError(
        `user data: ${String(bytes)} bytes. Allowed: at most 16384, EC2's limit. To fix: shorten the settings of the backend, or move content into its repository.`,
      ),
    );
  });
});

/** The bytes that Terraform makes of expressions: all in one run, which needs neither provider nor network. */
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

  const texts = [...scripts, ...hostile, ...generated];
  const templates = environments.map(({ name }) =>
    text(only(soundStack(`careflowai-${name}`), LaunchTemplate).body.user_data),
  );
  let bytes: Buffer[];
  beforeAll(() => {
    bytes = evaluate([...templates, ...[...hostile, ...generated].map(userDataExpression)]);
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
