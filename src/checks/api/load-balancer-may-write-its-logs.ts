import { objectsIn } from "../../synthesized/buckets";
import type { Check } from "../check";
import { unless } from "../check";
import type { Statement } from "../../synthesized/policy-documents";
import { identifiersOf, statementsOf } from "../../synthesized/policy-documents";
import type { Block, JsonObject, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { dependsOn, nested, reference, text } from "../../synthesized/synthesized-stack";

const SERVICE = "logdelivery.elasticloadbalancing.amazonaws.com";
/** Regions from before August 2022, where load balancers write by an account of AWS's too (AWS, Enable access logs). */
const HAS_ELB_ACCOUNT =
  /^(?:af-south-1|ap-east-1|ap-northeast-[123]|ap-south-1|ap-southeast-[123]|ca-central-1|eu-central-1|eu-north-1|eu-south-1|eu-west-[123]|me-south-1|sa-east-1|us-(?:east|west)-[12])$/;

/** Whether a statement allows writing the logs of one prefix and one account, and nothing else. */
function admits(stack: SynthesizedStack, statement: Statement, bucket: Block, prefix: string): boolean {
  const path = prefix === "" ? "AWSLogs" : `${prefix}/AWSLogs`;
  return (
    statement.allows &&
    statement.conditions.length === 0 &&
    statement.actions.join() === "s3:PutObject" &&
    statement.resources.join() === objectsIn(bucket).replace(/\*$/, `${path}/${stack.accountId}/*`)
  );
}

function faultsOfPolicy(
  stack: SynthesizedStack,
  loadBalancer: Block,
  bucket: Block,
  prefix: string,
): string[] {
  const statements = stack
    .attached("aws_s3_bucket_policy", "bucket", bucket)
    .flatMap(({ body }) => statementsOf(stack, body.policy))
    .filter((statement) => admits(stack, statement, bucket, prefix));
  const writers = statements.flatMap(identifiersOf);
  const admitsAccount = writers.some((writer) => stack.isAttribute(writer, "aws_elb_service_account", "arn"));
  const region = stack.regionOf(loadBalancer);
  return [
    ...unless(writers.includes(SERVICE), `${bucket.address} does not let ${SERVICE} write there`),
    ...unless(
      admitsAccount === HAS_ELB_ACCOUNT.test(region),
      `${bucket.address} ${admitsAccount ? "admits" : "does not admit"} an account of Elastic Load Balancing, which ${region} ${admitsAccount ? "does not have" : "has"}`,
    ),
  ];
}

function faults(stack: SynthesizedStack, loadBalancer: Block, settings: JsonObject): string[] {
  const { address, body } = loadBalancer;
  const bucket = stack.target(settings.bucket);
  if (bucket?.type !== "aws_s3_bucket" || settings.bucket !== reference(bucket, "bucket"))
    return [`${address} logs to ${text(settings.bucket)}, which is no bucket of the stack by name`];

  const attached = (type: string) => stack.attached(type, "bucket", bucket);
  const algorithms = attached("aws_s3_bucket_server_side_encryption_configuration")
    .flatMap((encryption) => nested(encryption.body, "rule"))
    .flatMap((rule) => nested(rule, "apply_server_side_encryption_by_default"))
    .map(({ sse_algorithm }) => text(sse_algorithm));
  const prefix = text(settings.prefix ?? "");
  return [
    ...unless(
      algorithms.join() === "AES256",
      `${bucket.address} is encrypted by ${algorithms.join() || "nothing"}, not by AES256 (SSE-S3)`,
    ),
    ...unless(!prefix.includes("AWSLogs"), `${address} has AWSLogs in its prefix, which AWS adds itself`),
    ...faultsOfPolicy(stack, loadBalancer, bucket, prefix),
    ...attached("aws_s3_bucket_policy")
      .filter((policy) => !dependsOn(body).includes(policy.address))
      .map((policy) => `${address} does not wait for ${policy.address}, without which its first write fails`),
  ];
}

export const loadBalancerMayWriteItsLogs: Check = {
  id: "load-balancer-may-write-its-logs",
  rule: "A load balancer logs to a bucket with SSE-S3 whose policy lets the log delivery service, and in older regions the account of Elastic Load Balancing, write there and do nothing else; the load balancer waits for that policy.",
  why: "A load balancer tests its first write when its logs are turned on, and the apply fails if the bucket refuses it (AWS, Enable access logs for your Application Load Balancer).",
  findings: (stack) =>
    stack.resources("aws_lb").flatMap((loadBalancer) =>
      nested(loadBalancer.body, "access_logs")
        .filter(({ enabled }) => enabled === true)
        .flatMap((settings) => faults(stack, loadBalancer, settings)),
    ),
};
