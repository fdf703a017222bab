import { exposure, objectsIn, originsOf } from "../../synthesized/buckets";
import type { Check } from "../check";
import { unless } from "../check";
import type { Statement } from "../../synthesized/policy-documents";
import {
  admits,
  covers,
  identifiersOf,
  isForEveryone,
  isOnlyFor,
  statementsOf,
} from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { reference } from "../../synthesized/synthesized-stack";

const CLOUDFRONT = "cloudfront.amazonaws.com";

/** Whether a principal is a service, or the account that load balancers write logs by; load-balancer-may-write-its-logs judges their actions. */
function isAws(stack: SynthesizedStack, identifier: string): boolean {
  return (
    identifier.endsWith(".amazonaws.com") || stack.isAttribute(identifier, "aws_elb_service_account", "arn")
  );
}

function refusesPlainHttp(statement: Statement, bucket: Block): boolean {
  return (
    !statement.allows &&
    isForEveryone(statement) &&
    statement.actions.includes("s3:*") &&
    [reference(bucket, "arn"), objectsIn(bucket)].every((arn) => statement.resources.includes(arn)) &&
    statement.conditions.some(
      ({ variable, values }) => variable === "aws:SecureTransport" && values.includes("false"),
    )
  );
}

/** Whether CloudFront is let in on behalf of that distribution only, not of any other. */
const isBoundTo = (statement: Statement, distribution: Block) =>
  isOnlyFor(statement, "aws:SourceArn", reference(distribution, "arn"));

function faultsOfPublic(statements: readonly Statement[], bucket: Block): string[] {
  const allowed = statements.filter((statement) => statement.allows && isForEveryone(statement));
  return [
    ...allowed
      .filter(
        ({ actions, resources }) =>
          actions.join() !== "s3:GetObject" || resources.join() !== objectsIn(bucket),
      )
      .map(({ sid }) => `${bucket.address}: ${sid} lets everyone do more than read objects`),
    ...unless(allowed.length > 0, `${bucket.address}: no visitor may read the public website`),
    ...statements
      .filter((statement) => refusesPlainHttp(statement, bucket))
      .map(({ sid }) => `${bucket.address}: ${sid} shuts out CloudFront, which reads websites by plain HTTP`),
  ];
}

function faultsOfPrivate(stack: SynthesizedStack, statements: readonly Statement[], bucket: Block): string[] {
  const distributions = originsOf(stack, bucket).map(({ distribution }) => distribution);
  const allowed = statements.filter((statement) => statement.allows);
  const forCloudFront = allowed.filter((statement) => admits(statement, CLOUDFRONT));
  return [
    ...unless(
      statements.some((statement) => refusesPlainHttp(statement, bucket)),
      `${bucket.address}: plain HTTP is not refused`,
    ),
    ...allowed
      .filter((statement) => isForEveryone(statement))
      .map(({ sid }) => `${bucket.address}: ${sid} admits everyone, though the bucket is private`),
    ...allowed.flatMap((statement) =>
      identifiersOf(statement)
        .filter((identifier) => identifier !== "*" && !isAws(stack, identifier))
        .map(
          (identifier) => `${bucket.address}: ${statement.sid} admits ${identifier}, which is no AWS service`,
        ),
    ),
    ...forCloudFront
      .filter(({ actions }) => actions.join() !== "s3:GetObject")
      .map(({ sid }) => `${bucket.address}: ${sid} lets CloudFront do more than read objects`),
    ...forCloudFront
      .filter((statement) => !distributions.some((distribution) => isBoundTo(statement, distribution)))
      .map(({ sid }) => `${bucket.address}: ${sid} is not bound to a distribution that serves the bucket`),
    ...distributions
      .filter(
        (distribution) =>
          !forCloudFront.some(
            (statement) => covers(statement, "s3:GetObject") && isBoundTo(statement, distribution),
          ),
      )
      .map(({ address }) => `${bucket.address}: ${address} may not read objects`),
  ];
}

export const bucketPoliciesAreNarrow: Check = {
  id: "bucket-policies-are-narrow",
  rule: "The policy of a public website lets everyone read objects and do nothing else; the policy of a private bucket refuses plain HTTP and admits AWS services only, CloudFront to read objects for its own distribution.",
  why: "A policy for all of CloudFront admits any customer's distribution (AWS, Restrict access to an Amazon S3 origin; Security Hub control S3.5).",
  findings: (stack) =>
    stack.resources("aws_s3_bucket").flatMap((bucket) => {
      const statements = stack
        .attached("aws_s3_bucket_policy", "bucket", bucket)
        .flatMap(({ body }) => statementsOf(stack, body.policy));
      return exposure(stack, bucket) === "public"
        ? faultsOfPublic(statements, bucket)
        : faultsOfPrivate(stack, statements, bucket);
    }),
};
