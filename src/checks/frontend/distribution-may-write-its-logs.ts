import { objectsIn } from "../../synthesized/buckets";
import type { Check } from "../check";
import { unless } from "../check";
import { admits, isOnlyFor, statementsOf } from "../../synthesized/policy-documents";
import type { Statement } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { dependsOn, nested, reference, stringsIn, text } from "../../synthesized/synthesized-stack";

const SERVICE = "delivery.logs.amazonaws.com";
/** Where CloudFront's deliveries are, whatever the stack's region. */
const REGION = "us-east-1";
/** Fields with what browsers and proxies put into URLs and headers. */
const SECRET_FIELDS = ["cs-uri-query", "cs(Cookie)", "cs(Referer)"];

const isWrite = (stack: SynthesizedStack, statement: Statement) =>
  statement.allows &&
  admits(statement, SERVICE) &&
  statement.actions.join() === "s3:PutObject" &&
  isOnlyFor(statement, "aws:SourceAccount", stack.accountId);

function faultsOfBucket(stack: SynthesizedStack, delivery: Block, destination: Block): string[] {
  const [configuration = {}] = nested(destination.body, "delivery_destination_configuration");
  const [arn = "", ...path] = text(configuration.destination_resource_arn).split("/");
  const bucket = stack.target(arn);
  if (bucket?.type !== "aws_s3_bucket" || arn !== reference(bucket, "arn"))
    return [
      `${destination.address} is ${text(configuration.destination_resource_arn)}, no bucket of the stack`,
    ];

  const objects = objectsIn(bucket).replace(/\*$/, [...path, "*"].join("/"));
  const policies = stack.attached("aws_s3_bucket_policy", "bucket", bucket);
  return [
    ...unless(
      policies
        .flatMap(({ body }) => statementsOf(stack, body.policy))
        .some((statement) => isWrite(stack, statement) && statement.resources.join() === objects),
      `${bucket.address} does not let ${SERVICE} write ${objects} for this account, and nothing else`,
    ),
    ...policies
      .filter((policy) => !dependsOn(delivery.body).includes(policy.address))
      .map((policy) => `${delivery.address} does not wait for ${policy.address}`),
  ];
}

function faultsOfDelivery(stack: SynthesizedStack, source: Block, delivery: Block): string[] {
  const destination = stack.target(delivery.body.delivery_destination_arn);
  const fields = stringsIn(delivery.body.record_fields);
  return [
    ...unless(fields.length > 0, `${delivery.address} chooses no fields, so that it logs all`),
    ...SECRET_FIELDS.filter((field) => fields.includes(field)).map(
      (field) => `${delivery.address} logs ${field}`,
    ),
    ...[source, delivery, ...(destination ? [destination] : [])]
      .filter((block) => stack.regionOf(block) !== REGION)
      .map((block) => `${block.address} is in ${stack.regionOf(block)}, not in ${REGION}`),
    ...(destination
      ? faultsOfBucket(stack, delivery, destination)
      : [`${delivery.address} has no destination of the stack`]),
  ];
}

export const distributionMayWriteItsLogs: Check = {
  id: "distribution-may-write-its-logs",
  rule: "The access logs of a distribution are delivered in us-east-1, with chosen fields and without query strings, cookies and referers, to a bucket of the stack whose policy admits the delivery first.",
  why: "CloudFront's logs can be delivered from us-east-1 only, a bucket without the policy gets none, and the older kind of logs contains query strings and needs ACLs (AWS, Configure standard logging (v2); decision 48).",
  findings: (stack) => [
    ...stack
      .resources("aws_cloudfront_distribution")
      .filter(({ body }) => nested(body, "logging_config").length > 0)
      .map(({ address }) => `${address} has legacy logs, which contain query strings`),
    ...stack.resources("aws_cloudwatch_log_delivery_source").flatMap((source) => {
      const deliveries = stack.attached("aws_cloudwatch_log_delivery", "delivery_source_name", source);
      return [
        ...unless(
          stack.isAttribute(source.body.resource_arn, "aws_cloudfront_distribution", "arn"),
          `${source.address} is no distribution of the stack`,
        ),
        ...unless(deliveries.length > 0, `${source.address} is delivered nowhere`),
        ...deliveries.flatMap((delivery) => faultsOfDelivery(stack, source, delivery)),
      ];
    }),
  ],
};
