import { loadBalancerMayWriteItsLogs } from "../../../src/checks/api/load-balancer-may-write-its-logs";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, statementIn, testCheck } from "../../helpers/broken";

const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
const NO_SERVICE =
  "aws_s3_bucket.LogBucket~ does not let logdelivery.elasticloadbalancing.amazonaws.com write there";
const NO_ACCOUNT =
  "aws_s3_bucket.LogBucket~ does not admit an account of Elastic Load Balancing, which eu-west-1 has";

const logsIn = (json: Mutable) => onlyIn(json, "aws_lb").access_logs;
const writeIn = (json: Mutable) =>
  statementIn(onlyIn(json, "aws_s3_bucket_policy", "LogBucket").policy, "LoadBalancerWrite");
const useRegion = (json: Mutable, region: string) => (json.provider.aws[0].region = region);

const logsTo = (bucket: string): Case => [
  `logs to ${bucket}`,
  (json) => (logsIn(json).bucket = bucket),
  `aws_lb.~ logs to ${bucket}, which is no bucket of the stack by name`,
];
/** A statement after which neither the service nor the account may write. */
const statementThat = (what: string, change: (statement: Mutable) => unknown): Case => [
  `a statement that ${what}`,
  (json) => change(writeIn(json)),
  NO_SERVICE,
  NO_ACCOUNT,
];
const replaceResource = (statement: Mutable, part: RegExp | string, by: string) =>
  (statement.Resource[0] = statement.Resource[0].replace(part, by));

testCheck(loadBalancerMayWriteItsLogs, {
  "careflowai-hardened-balanced": [
    [
      "logs that are off, without a policy,",
      (json) => {
        logsIn(json).enabled = false;
        delete json.resource.aws_s3_bucket_policy;
      },
    ],
    logsTo("another-bucket"),
    logsTo("${aws_s3_bucket.Nowhere.bucket}"),
    [
      "logs to another resource",
      (json) => (logsIn(json).bucket = `\${${addressIn(json, "aws_vpc")}.id}`),
      "aws_lb.~ logs to ${aws_vpc.~.id}, which is no bucket of the stack by name",
    ],
    [
      "a bucket given by ARN",
      (json) => (logsIn(json).bucket = logsIn(json).bucket.replace(".bucket}", ".arn}")),
      "aws_lb.~ logs to ${aws_s3_bucket.~.arn}, which is no bucket of the stack by name",
    ],
    [
      "a bucket encrypted with a key",
      (json) =>
        (onlyIn(json, ENCRYPTION, "LogBucket").rule[0].apply_server_side_encryption_by_default.sse_algorithm =
          "aws:kms"),
      "aws_s3_bucket.LogBucket~ is encrypted by aws:kms, not by AES256 (SSE-S3)",
    ],
    [
      "a bucket without encryption",
      (json) => Reflect.deleteProperty(json.resource, ENCRYPTION),
      "aws_s3_bucket.LogBucket~ is encrypted by nothing, not by AES256 (SSE-S3)",
    ],
    [
      "AWSLogs in the prefix",
      (json) => {
        logsIn(json).prefix = "load-balancer/AWSLogs";
        replaceResource(writeIn(json), "/AWSLogs/", "/AWSLogs/AWSLogs/");
      },
      "aws_lb.~ has AWSLogs in its prefix, which AWS adds itself",
    ],
    ["a policy without the delivery service", (json) => delete writeIn(json).Principal.Service, NO_SERVICE],
    ["a policy without the region's account", (json) => delete writeIn(json).Principal.AWS, NO_ACCOUNT],
    [
      "the account in a region that has none",
      (json) => useRegion(json, "eu-central-2"),
      "aws_s3_bucket.LogBucket~ admits an account of Elastic Load Balancing, which eu-central-2 does not have",
    ],
    [
      "the service alone in a region that has no account",
      (json) => {
        useRegion(json, "eu-central-2");
        delete writeIn(json).Principal.AWS;
      },
    ],
    statementThat("denies", (statement) => (statement.Effect = "Deny")),
    statementThat("allows more than writing", ({ Action }) => Action.push("s3:GetObject")),
    statementThat("is for another prefix", (statement) => replaceResource(statement, "load-b", "b")),
    statementThat("is for another account", (statement) => replaceResource(statement, "1111", "2222")),
    statementThat("is for everything", (statement) => replaceResource(statement, /\/.*/, "/*")),
    statementThat(
      "has a condition that AWS does not meet",
      (statement) => (statement.Condition = { StringEquals: { "aws:SourceVpc": "vpc-1" } }),
    ),
    [
      "a load balancer that moves to another prefix",
      (json) => delete logsIn(json).prefix,
      NO_SERVICE,
      NO_ACCOUNT,
    ],
    [
      "a load balancer that does not wait for the policy",
      (json) => (onlyIn(json, "aws_lb").depends_on = []),
      "aws_lb.~ does not wait for aws_s3_bucket_policy.LogBucket~, without which its first write fails",
    ],
  ],
});
