import type { Check } from "../check";
import { unless } from "../check";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, stringsIn, text } from "../../synthesized/synthesized-stack";

/** AWS WAF writes to no log group with another name (AWS, Sending protection pack logs to CloudWatch Logs). */
const PREFIX = "aws-waf-logs-";
const SECRET_HEADERS = ["authorization", "cookie"];

function isAttached(stack: SynthesizedStack, webAcl: Block): boolean {
  if (webAcl.body.scope === "CLOUDFRONT")
    return stack.attached("aws_cloudfront_distribution", "web_acl_id", webAcl).length > 0;
  return stack
    .attached("aws_wafv2_web_acl_association", "web_acl_arn", webAcl)
    .some(({ body }) => stack.isAttribute(body.resource_arn, "aws_lb", "arn"));
}

function faultsOfLogging(stack: SynthesizedStack, webAcl: Block, logging: Block): string[] {
  const { address, body } = logging;
  const groups = stringsIn(body.log_destination_configs).map((arn) => stack.target(arn));
  const redacted = nested(body, "redacted_fields");
  const headers = redacted.flatMap((field) => nested(field, "single_header").map(({ name }) => name));
  return [
    ...groups
      .filter((group) => !text(group?.body.name).startsWith(PREFIX))
      .map(
        (group) => `${address} logs to ${group?.address ?? "no log group of the stack"}, not to ${PREFIX}*`,
      ),
    ...[logging, ...groups.filter((group) => group !== undefined)]
      .filter((block) => stack.regionOf(block) !== stack.regionOf(webAcl))
      .map((block) => `${block.address} is not in the region of ${webAcl.address}`),
    ...unless(
      redacted.some(({ query_string }) => query_string !== undefined),
      `${address} logs query strings`,
    ),
    ...SECRET_HEADERS.filter((header) => !headers.includes(header)).map(
      (header) => `${address} logs the header ${header}`,
    ),
  ];
}

export const webAclsAreAttachedAndLogged: Check = {
  id: "web-acls-are-attached-and-logged",
  rule: "A web ACL protects a distribution or a load balancer of the stack, and logs to a log group in its region, without query strings, cookies and Authorization headers.",
  why: "A web ACL without a resource costs money and blocks nothing; without a log no one can tell an attack from a blocked user; and its log holds every request's headers unless they are redacted (AWS, Logging AWS WAF protection pack traffic; decision 48).",
  findings: (stack) =>
    stack.resources("aws_wafv2_web_acl").flatMap((webAcl) => {
      const loggings = stack.attached("aws_wafv2_web_acl_logging_configuration", "resource_arn", webAcl);
      return [
        ...unless(isAttached(stack, webAcl), `${webAcl.address} protects nothing`),
        ...unless(loggings.length > 0, `${webAcl.address} has no log`),
        ...loggings.flatMap((logging) => faultsOfLogging(stack, webAcl, logging)),
      ];
    }),
};
