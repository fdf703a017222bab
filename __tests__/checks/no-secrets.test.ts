import { noSecrets } from "../../src/checks/no-secrets";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) => findingsAfter(noSecrets, "careflowai-dev", change);
/** Findings if an instance's user data holds a text. */
const inUserData = (text: string) =>
  after((json) => {
    const literal = JSON.stringify(text).replaceAll("${", "$${");
    onlyIn(json, "aws_launch_template").user_data = `\${base64encode(${literal})}`;
  });
const inUserDataFound = (what: string) => [
  expect.stringMatching(new RegExp(`^aws_launch_template\\.\\S+\\.user_data holds ${what}$`)),
];
const base64 = (text: string) => Buffer.from(text).toString("base64");

test("no stack holds a secret", () => {
  expect(findingsOnSound(noSecrets)).toEqual([]);
});

test.each([
  "export DB_PASSWORD=correct-horse",
  "Environment=JWT_SECRET=0123456789abcdef",
  "gemini_api_key: 0123456789abcdef",
  'TOKEN = "0123456789abcdef"',
  '{"secretKey": "0123456789abcdef"}',
  "AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG'",
])("user data that sets %s is found", (line) => {
  expect(inUserData(`#!/bin/bash\n${line}\n`)).toEqual(inUserDataFound("a secret in plain text"));
});

test.each([
  'TOKEN="$(curl -s http://169.254.169.254/latest/api/token)"',
  "DB_PASSWORD=${DB_PASSWORD}",
  'curl -H "X-aws-ec2-metadata-token: $TOKEN"',
  "tokenParameter: /careflowai/dev/token",
  "token = session.get(url)",
  '{"tokenParameter": "/careflowai/dev/token"}',
  "MONGODB_URI=mongodb+srv://${USER}:${PASSWORD}@cluster.example.net",
  "uv pip install secrets-client",
])("user data with %s holds no secret", (line) => {
  expect(inUserData(`#!/bin/bash\n${line}\n`)).toEqual([]);
});

test.each([
  ["a URI with a password", "mongodb+srv://careflow:hunter22@cluster.example.net/app"],
  ["an AWS access key id", "AKIAIOSFODNN7EXAMPLE"],
  ["a GitHub token", `ghp_${"a1".repeat(18)}`],
  ["a Google API key", `AIza${"x".repeat(35)}`],
  ["a private key", "-----BEGIN RSA PRIVATE KEY-----"],
])("%s in user data is found", (what, text) => {
  expect(inUserData(`# ${text}\n`)).toEqual(inUserDataFound(what));
});

test("a secret in base64 user data is found, and in a base64 file inside it", () => {
  const holds = (userData: string) =>
    after((json) => {
      onlyIn(json, "aws_launch_template").user_data = userData;
    });
  const script = base64("#!/bin/bash\nexport DB_PASSWORD=correct-horse\n");
  expect(holds(script)).toEqual(inUserDataFound("a secret in plain text"));
  expect(holds(base64(`write_files:\n  - encoding: b64\n    content: ${script}\n`))).toEqual(
    inUserDataFound("a secret in plain text"),
  );
});

test("a secret that only its key tells is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_cloudfront_distribution").origin[1].custom_header = [
      { name: "X-Origin-Secret", value: "0123456789abcdef" },
    ];
    json.resource.aws_db_instance = { Added: { password: "correct-horse" } };
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+\.origin\.1\.custom_header\.0\.X-Origin-Secret holds a secret in plain text$/,
    ),
    "aws_db_instance.Added.password holds a secret in plain text",
  ]);
});

test("a secret in an output, a provider or a data source is found", () => {
  const findings = after((json) => {
    json.output.Added = { value: "mongodb://careflow:hunter22@10.0.1.4" };
    json.provider.aws[0].access_key = "AKIAIOSFODNN7EXAMPLE";
    json.data.aws_lambda_invocation = { Added: { input: '{"password":"correct-horse"}' } };
  });
  expect([...findings].sort()).toEqual([
    "data.aws_lambda_invocation.Added.input holds a secret in plain text",
    "output.Added.value holds a URI with a password",
    "provider.aws.0.access_key holds a secret in plain text",
    "provider.aws.0.access_key holds an AWS access key id",
  ]);
});

test("a parameter that is read into the state is found", () => {
  const findings = after((json) => {
    json.data.aws_ssm_parameter.Added = { name: "/careflowai/dev/mongodb-uri" };
    json.data.aws_secretsmanager_secret_version = { Added: { secret_id: "careflowai" } };
  });
  expect(findings).toEqual([
    "data.aws_secretsmanager_secret_version.Added reads secrets",
    "data.aws_ssm_parameter.Added reads /careflowai/dev/mongodb-uri, which is not AWS's",
  ]);
});

test("a parameter whose value passes through the state is found, a write-only one is not", () => {
  const withParameter = (value: Mutable) =>
    after((json) => {
      json.resource.aws_ssm_parameter = { Added: { type: "SecureString", ...value } };
    });
  expect(withParameter({ value: "${var.mongodb_uri}" })).toEqual([
    "aws_ssm_parameter.Added keeps its value in the state",
  ]);
  expect(withParameter({ value_wo: "${var.mongodb_uri}", value_wo_version: 1 })).toEqual([]);
});
