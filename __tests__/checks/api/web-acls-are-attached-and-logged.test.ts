import { webAclsAreAttachedAndLogged } from "../../../src/checks/api/web-acls-are-attached-and-logged";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const LOGGING = "aws_wafv2_web_acl_logging_configuration";
const logging = (json: Mutable, of: string) => onlyIn(json, LOGGING, of);
const group = (json: Mutable, of: string) => onlyIn(json, "aws_cloudwatch_log_group", `${of}_WebAcl`);

const faultsOf = (of: string): Case[] => [
  [
    `no log of the ${of}'s web ACL`,
    (json) => (logging(json, of).resource_arn = "arn:elsewhere"),
    `aws_wafv2_web_acl.${of}~ has no log`,
  ],
  [
    `a name of the ${of}'s log group that AWS WAF does not write to`,
    (json) => (group(json, of).name = "waf"),
    `${LOGGING}.${of}~ logs to aws_cloudwatch_log_group.~, not to aws-waf-logs-*`,
  ],
  [
    `a log of the ${of}'s web ACL outside the stack`,
    (json) => (logging(json, of).log_destination_configs = ["arn:aws:s3:::aws-waf-logs-elsewhere"]),
    `${LOGGING}.${of}~ logs to no log group of the stack, not to aws-waf-logs-*`,
  ],
  [
    `query strings in the ${of}'s log`,
    (json) => logging(json, of).redacted_fields.shift(),
    `${LOGGING}.${of}~ logs query strings`,
  ],
  [
    `tokens in the ${of}'s log`,
    (json) => (logging(json, of).redacted_fields = [{ query_string: {} }]),
    `${LOGGING}.${of}~ logs the header authorization`,
    `${LOGGING}.${of}~ logs the header cookie`,
  ],
];

testCheck(webAclsAreAttachedAndLogged, {
  "careflowai-hardened-balanced": [
    ...faultsOf("Frontend"),
    ...faultsOf("LoadBalanced_LoadBalancer"),
    [
      "a distribution without its web ACL",
      (json) => delete onlyIn(json, "aws_cloudfront_distribution").web_acl_id,
      "aws_wafv2_web_acl.Frontend~ protects nothing",
    ],
    [
      "a load balancer without its web ACL",
      (json) => (json.resource.aws_wafv2_web_acl_association = {}),
      "aws_wafv2_web_acl.~LoadBalancer~ protects nothing",
    ],
    [
      "a log group in another region than CloudFront's web ACL",
      (json) => delete group(json, "Frontend").region,
      "aws_cloudwatch_log_group.Frontend~ is not in the region of aws_wafv2_web_acl.Frontend~",
    ],
  ],
});
