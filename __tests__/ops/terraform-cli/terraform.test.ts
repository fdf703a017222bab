import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processes } from "../../../src/ops/terraform-cli/processes";
import { Terraform } from "../../../src/ops/terraform-cli/terraform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Terraform, replaced by a shell script. */
function terraformThat(script: string): Terraform {
  const program = join(folder, "terraform");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return new Terraform(folder, { PATH: `${folder}:${process.env.PATH ?? ""}` }, new Processes());
}
const prints = (...messages: readonly object[]) =>
  `cat <<'END'\n${messages.map((message) => JSON.stringify(message)).join("\n")}\nEND`;

const summary = { type: "change_summary", changes: { add: 2, change: 1, remove: 0 } };

test.each([
  [0, true],
  [2, false],
])("a plan that exits with %i is empty: %s", async (code, isEmpty) => {
  const terraform = terraformThat(`${prints(summary)}\nexit ${String(code)}`);
  expect(await terraform.plan("file")).toEqual({ add: 2, change: 1, remove: 0, isEmpty });
});

test("a failure has a line per error, with its resource", async () => {
  const diagnostics = [
    {
      severity: "error",
      summary: "creating Role",
      detail: "denied\n\n  by policy",
      address: "aws_iam_role.R",
    },
    { severity: "warning", summary: "deprecated", detail: "" },
    { severity: "error", summary: "no credentials", detail: "" },
  ];
  const messages = diagnostics.map((diagnostic) => ({ type: "diagnostic", diagnostic }));
  await expect(terraformThat(`${prints(...messages)}\nexit 1`).apply("file")).rejects.toMatchObject({
    command: "apply",
    lines: ["aws_iam_role.R: creating Role: denied by policy", "no credentials"],
  });
});

test("validate names the resource, or else the file", async () => {
  const at = { range: { filename: "cdk.tf.json" } };
  const diagnostics = [
    {
      severity: "error",
      summary: "bad",
      detail: "value",
      ...at,
      snippet: { context: "resource.aws_vpc.Vpc" },
    },
    { severity: "error", summary: "Cycle: a, b", detail: "", ...at },
    { severity: "warning", summary: "old", detail: "" },
  ];
  await expect(terraformThat(`${prints({ diagnostics })}\nexit 1`).validate()).rejects.toMatchObject({
    command: "validate",
    lines: ["aws_vpc.Vpc: bad: value", "cdk.tf.json: Cycle: a, b"],
  });
  await expect(terraformThat(prints({ diagnostics: [] })).validate()).resolves.toBeUndefined();
});

test.each([
  ["echo 'no such command' >&2; exit 1", "no such command"],
  ["echo 'Error: no backend' >&2; exit 1", "no backend"],
  [
    String.raw`printf '╷\n│ Warning: no file\n╵\n\033[31m╷\n│\033[0m Error: no provider\n│ \n│ in the\n│ mirror\n╵\n' >&2; exit 1`,
    "no provider in the mirror",
  ],
  ["exit 3", "It exited with 3."],
  ["kill -9 $$", "A signal ended it."],
])("a failure without messages says what is known: %s", async (script, line) => {
  await expect(terraformThat(script).init()).rejects.toMatchObject({
    command: "init",
    lines: [line],
  });
});

test.each([
  [
    "No valid credential sources found",
    "To fix: sign in to AWS, until aws sts get-caller-identity names the account.",
  ],
  [
    'S3 bucket "states" does not exist.',
    "To fix: deploy the state bucket first, see First-time set-up in README.md.",
  ],
  [
    "Error acquiring the state lock",
    "To fix: wait until the other command has ended; if none runs, see Interrupted deployments in docs/operations.md.",
  ],
])("an error that newcomers meet has its fix: %s", async (text, fix) => {
  const message = { type: "diagnostic", diagnostic: { severity: "error", summary: text } };
  await expect(terraformThat(`${prints(message)}\nexit 1`).init()).rejects.toThrow(
    `terraform init failed\n${text.replace(/\.?$/, ".")} ${fix}`,
  );
});

test("messages arrive as Terraform writes them", async () => {
  const types: string[] = [];
  await terraformThat(`${prints({ type: "apply_start" })}\necho text`).apply("file", ({ type }) =>
    types.push(type),
  );
  expect(types).toEqual(["apply_start", "text"]);
});
