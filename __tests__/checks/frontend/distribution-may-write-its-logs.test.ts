import { distributionMayWriteItsLogs } from "../../../src/checks/frontend/distribution-may-write-its-logs";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const DELIVERY = "aws_cloudwatch_log_delivery";
const delivery = (json: Mutable) => onlyIn(json, DELIVERY);
const destination = (json: Mutable) =>
  onlyIn(json, `${DELIVERY}_destination`).delivery_destination_configuration[0];
const write = (json: Mutable) =>
  statementIn(onlyIn(json, "aws_s3_bucket_policy", "LogBucket").policy, "AWSLogDeliveryWrite1");
const REFUSED =
  "aws_s3_bucket.LogBucket~ does not let delivery.logs.amazonaws.com write ${aws_s3_bucket.LogBucket~.arn}/cloudfront/* for this account, and nothing else";

testCheck(distributionMayWriteItsLogs, {
  "careflowai-hardened-single": [
    [
      "legacy logs",
      (json) => (onlyIn(json, "aws_cloudfront_distribution").logging_config = { bucket: "logs" }),
      "aws_cloudfront_distribution.~ has legacy logs, which contain query strings",
    ],
    [
      "a source that is no distribution",
      (json) => (onlyIn(json, `${DELIVERY}_source`).resource_arn = "arn:aws:cloudfront::1:distribution/E"),
      `${DELIVERY}_source.~ is no distribution of the stack`,
    ],
    [
      "a source without a delivery",
      (json) => (json.resource[DELIVERY] = {}),
      `${DELIVERY}_source.~ is delivered nowhere`,
    ],
    [
      "a delivery without chosen fields",
      (json) => delete delivery(json).record_fields,
      `${DELIVERY}.~ chooses no fields, so that it logs all`,
    ],
    ...["cs-uri-query", "cs(Cookie)", "cs(Referer)"].map((field): Case => [
      field,
      (json) => delivery(json).record_fields.push(field),
      `${DELIVERY}.~ logs ${field}`,
    ]),
    ...["", "_source", "_destination"].map((part): Case => [
      `a ${DELIVERY}${part} in the environment's region`,
      (json) => delete onlyIn(json, `${DELIVERY}${part}`).region,
      `${DELIVERY}${part}.~ is in eu-west-1, not in us-east-1`,
    ]),
    [
      "a destination outside the stack",
      (json) => (delivery(json).delivery_destination_arn = "arn:elsewhere"),
      `${DELIVERY}.~ has no destination of the stack`,
    ],
    [
      "a bucket outside the stack",
      (json) => (destination(json).destination_resource_arn = "arn:aws:s3:::elsewhere"),
      `${DELIVERY}_destination.~ is arn:aws:s3:::elsewhere, no bucket of the stack`,
    ],
    ["a policy for another prefix", (json) => (write(json).Resource = ["arn:aws:s3:::elsewhere/*"]), REFUSED],
    ["a policy for every action", (json) => (write(json).Action = ["s3:*"]), REFUSED],
    [
      "a policy for any account",
      (json) => delete write(json).Condition.StringEquals["aws:SourceAccount"],
      REFUSED,
    ],
    [
      "a policy for another service",
      (json) => (write(json).Principal.Service = ["cloudfront.amazonaws.com"]),
      REFUSED,
    ],
    [
      "a delivery that does not wait",
      (json) => delete delivery(json).depends_on,
      `${DELIVERY}.~ does not wait for aws_s3_bucket_policy.LogBucket~`,
    ],
  ],
});
