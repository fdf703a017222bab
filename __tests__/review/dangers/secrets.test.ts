import { gzipSync } from "node:zlib";
import type { Case } from "../plans";
import { create, findingsIn, plan, update } from "../plans";

const userData = (content: string) =>
  gzipSync(`#cloud-config\nwrite_files:\n - path: /etc/app.env\n   content: |\n    ${content}\n`).toString(
    "base64",
  );
const found = (path: string) =>
  `A secret appears in ${path}. Store it in Parameter Store instead, and change it: it is in this plan.`;

const CASES: readonly Case[] = [
  [
    "a password in user data",
    [
      update(
        "aws_launch_template.T",
        { user_data: userData("REF='v1'") },
        { user_data: userData("MONGODB_PASSWORD='hunter2hunter2'") },
      ),
    ],
    [`secret aws_launch_template.T: ${found("user_data.write_files.content")}`],
  ],
  [
    "a URI with a password in a new resource",
    [
      create("aws_ssm_parameter.P", {
        name: "/careflowai/dev/MONGODB_URI",
        value: "mongodb+srv://user:hunter2@cluster.example.net",
      }),
    ],
    [`secret aws_ssm_parameter.P: ${found("value")}`],
  ],
  [
    "an access key",
    [create("aws_cloudwatch_event_target.T", { input: JSON.stringify({ key: "AKIAIOSFODNN7EXAMPLE" }) })],
    [`secret aws_cloudwatch_event_target.T: ${found("input.key")}`],
  ],
  [
    "a value whose key says so",
    [create("aws_cloudwatch_event_target.T", { input: JSON.stringify({ apiToken: "1234567890" }) })],
    [`secret aws_cloudwatch_event_target.T: ${found("input.apiToken")}`],
  ],
  [
    "a secret that was there before",
    [update("aws_launch_template.T", { user_data: userData("A_TOKEN=abcdefgh"), name: "a" }, { name: "b" })],
    [],
  ],
  [
    "the name of a parameter",
    [
      update(
        "aws_launch_template.T",
        { user_data: userData("A=1") },
        { user_data: userData("TOKEN_PARAMETER='/careflowai/dev/token'") },
      ),
    ],
    [],
  ],
  ["the user of a URL", [create("aws_x.Y", { url: "ssh://git@git.example.com/backend.git" })], []],
  [
    "a sensitive value, which Terraform hides",
    [create("aws_x.Y", { password: "hunter2hunter2" }, { after_sensitive: { password: true } })],
    [],
  ],
];

test.each(CASES)("secrets: %s", (_name, changes, findings) => {
  expect(findingsIn(plan(changes))).toEqual(findings);
});
