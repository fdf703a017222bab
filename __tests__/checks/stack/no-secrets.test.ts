import { gzipSync } from "node:zlib";
import { noSecrets } from "../../../src/checks/stack/no-secrets";
import type { Case, Mutable } from "../../helpers/broken";
import { finding, findingsAfter, onlyIn, testCheck } from "../../helpers/broken";

const setUserData = (json: Mutable, userData: string) =>
  (onlyIn(json, "aws_launch_template").user_data = userData);
/** User data with a text. */
const userData = (text: string, ...secrets: string[]): Case => [
  `user data with ${text}`,
  (json) =>
    setUserData(json, `\${base64gzip(${JSON.stringify(`#!/bin/bash\n${text}\n`).replaceAll("${", "$${")})}`),
  ...secrets.map((secret) => `aws_launch_template.~.user_data holds ${secret}`),
];
const base64 = (text: string) => Buffer.from(text).toString("base64");
const LEAK = "#!/bin/bash\nexport DB_PASSWORD=correct-horse\n";
const SCRIPT = base64(LEAK);
const COMPRESSED_SCRIPT = gzipSync(LEAK).toString("base64");
const IN_USER_DATA = "aws_launch_template.~.user_data holds a secret in plain text";
const addParameter = (json: Mutable, value: Mutable) =>
  (json.resource.aws_ssm_parameter = { Added: { type: "SecureString", ...value } });

testCheck(noSecrets, {
  "careflowai-dev": [
    ...[
      "export DB_PASSWORD=correct-horse",
      "Environment=JWT_SECRET=0123456789abcdef",
      "gemini_api_key: 0123456789abcdef",
      'TOKEN = "0123456789abcdef"',
      '{"secretKey": "0123456789abcdef"}',
      "AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG'",
    ].map((line) => userData(line, "a secret in plain text")),
    ...[
      'TOKEN="$(curl -s http://169.254.169.254/latest/api/token)"',
      "DB_PASSWORD=${DB_PASSWORD}",
      'curl -H "X-aws-ec2-metadata-token: $TOKEN"',
      "tokenParameter: /careflowai/dev/token",
      "token = session.get(url)",
      '{"tokenParameter": "/careflowai/dev/token"}',
      "MONGODB_URI=mongodb+srv://${USER}:${PASSWORD}@cluster.example.net",
      "uv pip install secrets-client",
    ].map((line) => userData(line)),
    userData("# mongodb+srv://careflow:hunter22@cluster.example.net/app", "a URI with a password"),
    userData("# AKIAIOSFODNN7EXAMPLE", "an AWS access key id"),
    userData(`# ghp_${"a1".repeat(18)}`, "a GitHub token"),
    userData(`# AIza${"x".repeat(35)}`, "a Google API key"),
    userData("# -----BEGIN RSA PRIVATE KEY-----", "a private key"),
    ["a secret in base64 user data", (json) => setUserData(json, SCRIPT), IN_USER_DATA],
    ["a secret in compressed user data", (json) => setUserData(json, COMPRESSED_SCRIPT), IN_USER_DATA],
    [
      "a secret in a base64 file inside base64 user data",
      (json) => setUserData(json, base64(`write_files:\n  - encoding: b64\n    content: ${SCRIPT}\n`)),
      IN_USER_DATA,
    ],
    [
      "a secret that only its key shows",
      (json) => {
        onlyIn(json, "aws_cloudfront_distribution").origin[1].custom_header = [
          { name: "X-Origin-Secret", value: "0123456789abcdef" },
        ];
        json.resource.aws_db_instance = { Added: { password: "correct-horse" } };
      },
      "aws_cloudfront_distribution.~.origin.1.custom_header.0.X-Origin-Secret holds a secret in plain text",
      "aws_db_instance.Added.password holds a secret in plain text",
    ],
    [
      "a secret in a policy in JSON",
      (json) =>
        onlyIn(json, "aws_iam_role_policy").policy.Statement.push({
          Condition: { StringEquals: { "aws:PrincipalTag/token": "0123456789abcdef" } },
        }),
      "aws_iam_role_policy.~.policy holds a secret in plain text",
    ],
    [
      "a parameter or a secret that is read into the state",
      (json) => {
        json.data.aws_ssm_parameter.Added = { name: "/careflowai/dev/mongodb-uri" };
        json.data.aws_secretsmanager_secret_version = { Added: { secret_id: "careflowai" } };
      },
      "data.aws_secretsmanager_secret_version.Added reads secrets",
      "data.aws_ssm_parameter.Added reads /careflowai/dev/mongodb-uri, which is not AWS's",
    ],
    [
      "a parameter whose value passes through the state",
      (json) => addParameter(json, { value: "${var.mongodb_uri}" }),
      "aws_ssm_parameter.Added keeps its value in the state",
    ],
    [
      "a parameter whose value is write-only",
      (json) => addParameter(json, { value_wo: "${var.mongodb_uri}", value_wo_version: 1 }),
    ],
  ],
});

test("a secret in an output, a provider or a data source is found", () => {
  const findings = findingsAfter(noSecrets, "careflowai-dev", (json) => {
    json.output.Added = { value: "mongodb://careflow:hunter22@10.0.1.4" };
    json.provider.aws[0].access_key = "AKIAIOSFODNN7EXAMPLE";
    json.data.aws_lambda_invocation = { Added: { input: '{"password":"correct-horse"}' } };
  });
  expect([...findings].sort()).toEqual(
    [
      "data.aws_lambda_invocation.Added.input holds a secret in plain text",
      "output.Added.value holds a URI with a password",
      "provider.aws.0.access_key holds a secret in plain text",
      "provider.aws.0.access_key holds an AWS access key id",
    ].map(finding),
  );
});
