import { distributionMayWriteItsLogs } from "../../../src/checks/frontend/distribution-may-write-its-logs";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

const CONTROLS = "aws_s3_bucket_ownership_controls";
const NO_ACLS = "aws_s3_bucket.LogBucket~ is not BucketOwnerPreferred, so it accepts no ACLs";

const logsIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").logging_config;
const logsTo = (bucket: string): Case => [
  `logs to ${bucket}`,
  (json) => (logsIn(json).bucket = bucket),
  `aws_cloudfront_distribution.~ logs to ${bucket}, which is no bucket of the stack by domain name`,
];

testCheck(distributionMayWriteItsLogs, {
  "careflowai-hardened-single": [
    logsTo("another-bucket.s3.amazonaws.com"),
    [
      "logs to another resource",
      (json) => (logsIn(json).bucket = `\${${addressIn(json, "aws_vpc")}.id}`),
      "aws_cloudfront_distribution.~ logs to ${aws_vpc.~.id}, which is no bucket of the stack by domain name",
    ],
    [
      "a bucket by its bare name",
      (json) => (logsIn(json).bucket = logsIn(json).bucket.replace(".bucket_domain_name}", ".bucket}")),
      "aws_cloudfront_distribution.~ logs to ~.bucket}, which is no bucket of the stack by domain name",
    ],
    [
      "a bucket that enforces its owner",
      (json) => (onlyIn(json, CONTROLS).rule.object_ownership = "BucketOwnerEnforced"),
      NO_ACLS,
    ],
    ["a bucket without ownership controls", (json) => (json.resource[CONTROLS] = {}), NO_ACLS],
    [
      "a distribution that does not wait",
      (json) => {
        const distribution = onlyIn(json, "aws_cloudfront_distribution");
        distribution.depends_on = distribution.depends_on.filter(
          (name: string) => !name.startsWith(CONTROLS),
        );
      },
      `aws_cloudfront_distribution.~ does not wait for ${CONTROLS}.LogBucket~`,
    ],
    [
      "a bucket in a region that CloudFront does not deliver to",
      (json) => (json.provider.aws[0].region = "eu-south-1"),
      "aws_s3_bucket.LogBucket~ is in eu-south-1, where CloudFront delivers no logs",
    ],
  ],
});
