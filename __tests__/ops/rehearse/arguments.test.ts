import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Options } from "../../../src/ops/rehearse/arguments";
import { readArguments } from "../../../src/ops/rehearse/arguments";
import { inPosture } from "../../../src/ops/rehearse/configurations";
import { config } from "../../helpers/documented";

const NONE = { to: undefined, keep: false, endpoint: undefined, providerDir: undefined };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const refusal = (environments: string[], options: Options): string => {
  try {
    readArguments(environments, options, config);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

test("without arguments, every environment and the account are rehearsed", () => {
  const stacks = ["careflowai-dev", "careflowai-staging", "careflowai-prod", "careflowai-account"];
  expect(readArguments([], {}, config)).toEqual({ ...NONE, stacks });
});

test("environments are named once", () => {
  expect(readArguments(["dev", "account", "dev"], {}, config).stacks).toEqual([
    "careflowai-dev",
    "careflowai-account",
  ]);
});

test("--to takes a posture", () => {
  expect(readArguments([], { to: "hardened" }, config).to).toEqual({
    label: "hardened",
    config: inPosture(config, "hardened"),
  });
});

test("--to takes a file that exports a configuration", () => {
  const file = join(folder, "config.ts");
  writeFileSync(file, `export const config = ${JSON.stringify(inPosture(config, "hardened"))};`);
  expect(readArguments([], { to: file }, config).to).toEqual({
    label: file,
    config: inPosture(config, "hardened"),
  });
});

test("--keep, --endpoint and --provider-dir are taken", () => {
  mkdirSync(join(folder, "registry.terraform.io/hashicorp/aws"), { recursive: true });
  const options: Options = { keep: true, endpoint: "http://localhost:4566", providerDir: folder };
  expect(readArguments([], options, config)).toMatchObject(options);
});

test("every problem is reported", () => {
  const options = { to: "strict", endpoint: "https://aws.example.com", providerDir: folder };
  expect(refusal(["pord"], options).split("\n")).toEqual([
    "environment: pord. Did you mean prod? Allowed: dev, staging, prod, account. To fix: name some of these, or none for all.",
    "--endpoint: https://aws.example.com. Allowed: the URL of an emulator on this machine. To fix: use its address on 127.0.0.1, such as http://127.0.0.1:4566.",
    `--provider-dir: ${folder}. Allowed: a folder that contains registry.terraform.io/hashicorp/aws. To fix: name a folder that terraform providers mirror has written.`,
    "--to: strict. Allowed: documented, hardened, or a TypeScript file that exports config, with the same environments. To fix: name a posture, or copy src/config/config.ts and change the copy.",
  ]);
});

test("an environment with another spelling is suggested", () => {
  expect(refusal(["stagin"], {})).toBe(
    `environment: stagin. Did you mean staging? Allowed: dev, staging, prod, account. To fix: name some of these, or none for all.`,
  );
});

test.each([
  ["http://127.0.0.1.example.com", false],
  ["ftp:/127.0.0.1", false],
  ["not a url", false],
  ["http://127.0.0.1:5000", true],
  ["http://[::1]:5000", true],
])("an endpoint at %s is allowed: %s", (endpoint, allowed) => {
  expect(refusal([], { endpoint }) === "").toBe(allowed);
});

test("a file without one of the environments is refused", () => {
  const file = join(folder, "config.ts");
  writeFileSync(file, "export const config = { environments: {} };");
  expect(refusal([], { to: file })).toContain("with the same environments");
});
