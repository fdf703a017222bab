import { loadBalancerMayWriteItsLogs } from "../../src/checks/load-balancer-may-write-its-logs";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const SERVICE = "logdelivery.elasticloadbalancing.amazonaws.com";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(loadBalancerMayWriteItsLogs, "careflowai-hardened-balanced", change);
const logsIn = (json: Mutable) => onlyIn(json, "aws_lb").access_logs;
const statementIn = (json: Mutable) =>
  onlyIn(json, "aws_iam_policy_document", "LogBucket").statement.find(
    ({ sid }: Mutable) => sid === "LoadBalancerWrite",
  );
const afterStatement = (change: (statement: Mutable) => void) =>
  after((json) => {
    change(statementIn(json));
  });
const nobodyMayWrite = [
  expect.stringMatching(new RegExp(`^aws_s3_bucket\\.LogBucket\\S+ does not let ${SERVICE} write there$`)),
  expect.stringMatching(
    /^aws_s3_bucket\.LogBucket\S+ does not admit an account of Elastic Load Balancing, which eu-west-1 has$/,
  ),
];

test("every load balancer that logs may write", () => {
  expect(findingsOnSound(loadBalancerMayWriteItsLogs)).toEqual([]);
});

test("logs that are off need nothing", () => {
  const findings = after((json) => {
    logsIn(json).enabled = false;
    delete json.resource.aws_s3_bucket_policy;
  });
  expect(findings).toEqual([]);
});

test.each(["somebody-elses", "${aws_s3_bucket.Nowhere.bucket}", "${aws_vpc.Network_Vpc_FAC8F4A5.id}"])(
  "logs to %s are found",
  (bucket) => {
    const findings = after((json) => {
      logsIn(json).bucket = bucket;
    });
    expect(findings).toEqual([
      expect.stringMatching(/^aws_lb\.\S+ logs to \S+, which is no bucket of the stack by name$/),
    ]);
  },
);

test("a bucket given by ARN is found", () => {
  const findings = after((json) => {
    logsIn(json).bucket = logsIn(json).bucket.replace(".bucket}", ".arn}");
  });
  expect(findings).toEqual([expect.stringMatching(/\.arn\}, which is no bucket of the stack by name$/)]);
});

test("a bucket encrypted by a key, or by nothing that is said, is found", () => {
  const byKey = after((json) => {
    const [rule] = onlyIn(json, "aws_s3_bucket_server_side_encryption_configuration").rule;
    rule.apply_server_side_encryption_by_default.sse_algorithm = "aws:kms";
  });
  const unsaid = after((json) => {
    delete json.resource.aws_s3_bucket_server_side_encryption_configuration;
  });
  const found = (algorithm: string) => [
    expect.stringMatching(
      new RegExp(`^aws_s3_bucket\\.LogBucket\\S+ is encrypted by ${algorithm}, not by AES256 \\(SSE-S3\\)$`),
    ),
  ];
  expect(byKey).toEqual(found("aws:kms"));
  expect(unsaid).toEqual(found("nothing"));
});

test("AWSLogs in the prefix is found", () => {
  const findings = after((json) => {
    const { resources } = statementIn(json);
    logsIn(json).prefix = "load-balancer/AWSLogs";
    resources[0] = resources[0].replace("/AWSLogs/", "/AWSLogs/AWSLogs/");
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb\.\S+ has AWSLogs in its prefix, which AWS adds itself$/),
  ]);
});

test("a policy without the delivery service is found", () => {
  const findings = afterStatement(({ principals }) => {
    principals.shift();
  });
  expect(findings).toEqual(nobodyMayWrite.slice(0, 1));
});

test("a policy without the region's account is found", () => {
  const findings = afterStatement(({ principals }) => {
    principals.pop();
  });
  expect(findings).toEqual(nobodyMayWrite.slice(1));
});

test("a region that has no such account may not ask for it", () => {
  const findings = after((json) => {
    json.provider.aws[0].region = "eu-central-2";
  });
  expect(findings).toEqual([
    expect.stringMatching(/ admits an account of Elastic Load Balancing, which eu-central-2 does not have$/),
  ]);
});

test("a region that has no such account needs the service only", () => {
  const findings = after((json) => {
    json.provider.aws[0].region = "eu-central-2";
    statementIn(json).principals.pop();
  });
  expect(findings).toEqual([]);
});

test.each<[string, (statement: Mutable) => void]>([
  ["denies", (statement) => (statement.effect = "Deny")],
  ["allows more than writing", ({ actions }) => actions.push("s3:GetObject")],
  ["is for another prefix", ({ resources }) => (resources[0] = resources[0].replace("load-b", "b"))],
  ["is for another account", ({ resources }) => (resources[0] = resources[0].replace("1111", "2222"))],
  ["is for everything", ({ resources }) => (resources[0] = resources[0].replace(/\/.*/, "/*"))],
  [
    "has a condition that AWS does not meet",
    (statement) =>
      (statement.condition = [{ test: "StringEquals", variable: "aws:SourceVpc", values: ["vpc-1"] }]),
  ],
])("a statement that %s is found", (_, change) => {
  expect(afterStatement(change)).toEqual(nobodyMayWrite);
});

test("a load balancer that moves to another prefix is found", () => {
  const findings = after((json) => {
    delete logsIn(json).prefix;
  });
  expect(findings).toEqual(nobodyMayWrite);
});

test("a load balancer that does not wait for the policy is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_lb").depends_on = [];
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_lb\.\S+ does not wait for aws_s3_bucket_policy\.LogBucket\S+, without which its first write fails$/,
    ),
  ]);
});
