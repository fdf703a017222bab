import { textOf } from "../documents";
import type { Resource } from "../resources";
import type { Kind, Rule } from "./rule";

/** A type of resource whose destruction is a danger. */
interface Loss {
  readonly type: string;
  /** What people call it. */
  readonly noun: string;
  readonly kind: Kind;
  /** What is lost, as a sentence. */
  readonly lost: string | ((resource: Resource) => string);
  readonly why: string;
  /** When its destruction is one; by default also when a replacement is created first. */
  readonly if?: (resource: Resource) => boolean;
}

const isGoneFirst = ({ isGoneFirst: isGone }: Resource) => isGone;
const isDeleted = ({ action }: Resource) => action === "delete";

const SECONDS_BETWEEN = {
  kind: "interruption",
  why: "Terraform destroys the old resource before it creates the new one; nothing answers in between.",
  if: isGoneFirst,
} as const;

export const LOSSES: readonly Loss[] = [
  {
    type: "aws_s3_bucket",
    noun: "bucket",
    kind: "data",
    lost: ({ before }) =>
      before?.force_destroy === true
        ? "All its objects and their versions are deleted."
        : "The apply fails while it contains objects; then only an empty bucket is lost.",
    why: "Deleted objects and versions cannot be restored, and another account can take the name of a deleted bucket (AWS, Deleting a bucket).",
  },
  {
    type: "aws_cloudwatch_log_group",
    noun: "log group",
    kind: "data",
    lost: "All its log events are deleted.",
    why: "Deleted log events cannot be restored (AWS, DeleteLogGroup).",
    if: ({ before }) => before?.skip_destroy !== true,
  },
  {
    type: "aws_kms_key",
    noun: "key",
    kind: "data",
    lost: ({ before }) =>
      `It is deleted after ${textOf(before?.deletion_window_in_days ?? 30)} days; then AWS can no longer decrypt what it encrypted.`,
    why: "Data encrypted with a deleted key is lost (AWS, Deleting AWS KMS keys). Until then the deletion can be cancelled.",
  },
  {
    type: "aws_eip",
    noun: "Elastic IP",
    kind: "address",
    lost: ({ before }) =>
      `AWS releases the address ${textOf(before?.public_ip)} and does not give it back. A service that admits only this address, such as MongoDB Atlas, refuses another.`,
    why: "Firewalls, IP access lists and DNS records outside this stack name the address (decision 7).",
  },
  {
    type: "aws_nat_gateway",
    noun: "NAT gateway",
    kind: "interruption",
    lost: "Instances behind it have no internet access until another gateway serves their subnets.",
    why: "The backend reaches MongoDB Atlas and Gemini through it.",
  },
  {
    type: "aws_apigatewayv2_vpc_link",
    noun: "VPC Link",
    kind: "address",
    lost: "The API reaches the load balancer only through a VPC Link; a new one takes minutes to become available.",
    why: "Integrations name the VPC Link by its id, and fail while it does not exist (AWS, Working with VPC links).",
  },
  {
    type: "aws_apigatewayv2_api",
    noun: "API",
    kind: "address",
    lost: "Its endpoint stops answering; a new API has another URL.",
    why: "Open pages and other clients call the old URL.",
  },
  {
    type: "aws_apigatewayv2_domain_name",
    noun: "domain name",
    kind: "address",
    lost: "Clients that call the API by this name get no answer.",
    why: "A custom domain has another target name after it is recreated; DNS answers with the old one until its TTL ends.",
  },
  {
    type: "aws_apigatewayv2_api_mapping",
    noun: "API mapping",
    ...SECONDS_BETWEEN,
    lost: "The custom domain answers 403 until a mapping exists.",
  },
  {
    type: "aws_s3_bucket_website_configuration",
    noun: "website of the bucket",
    kind: "interruption",
    lost: "Pages that CloudFront has not cached fail for minutes, until it reads them from the bucket itself.",
    why: "Access, distribution and bucket policy change one after the other (docs/plan-guide.md).",
    if: isDeleted,
  },
  {
    type: "aws_lb",
    noun: "load balancer",
    kind: "address",
    lost: "Its DNS name stops answering; a new load balancer has another.",
    why: "The integration of the API and DNS records name the load balancer; requests fail until they name the new one.",
  },
  {
    type: "aws_cloudfront_distribution",
    noun: "distribution",
    kind: "address",
    lost: "Its domain name stops answering; a new distribution has another, and takes minutes to deploy.",
    why: "Users open the web app, and DNS records point to it, by that name.",
  },
  {
    type: "aws_acm_certificate",
    noun: "certificate",
    kind: "address",
    lost: "The names in it are served with another certificate, or no longer by HTTPS.",
    why: "A certificate has to be validated by DNS before it is issued; browsers refuse a site without one.",
  },
  {
    type: "aws_route53_record",
    noun: "record",
    kind: "address",
    lost: ({ before }) =>
      textOf(before?.name).startsWith("_")
        ? "ACM can no longer renew the certificate that this record validates."
        : "The name no longer resolves to this stack.",
    why: "Resolvers keep the old answer for the TTL, and a missing name for the zone's negative TTL.",
  },
  {
    type: "aws_instance",
    noun: "instance",
    kind: "interruption",
    lost: "Requests fail until another instance has booted: several minutes. Files on its disk are lost.",
    why: "A single instance serves all requests of its environment.",
  },
  {
    type: "aws_autoscaling_group",
    noun: "Auto Scaling group",
    kind: "interruption",
    lost: "All its instances are terminated; requests fail until a new group's instances have booted.",
    why: "The group's instances serve all requests of the environment.",
    if: isGoneFirst,
  },
  {
    type: "aws_lb_target_group",
    noun: "target group",
    ...SECONDS_BETWEEN,
    lost: "The load balancer has no targets meanwhile.",
  },
  {
    type: "aws_lb_listener",
    noun: "listener",
    ...SECONDS_BETWEEN,
    lost: ({ before }) => `The load balancer does not answer on port ${textOf(before?.port)} meanwhile.`,
    if: (resource) => isGoneFirst(resource) && !isDeleted(resource),
  },
  {
    type: "aws_lb_listener",
    noun: "listener",
    kind: "encryption",
    lost: "The load balancer no longer answers by HTTPS.",
    why: "Requests with health data are sent in plain text inside the VPC (decision 16).",
    if: (resource) => isDeleted(resource) && resource.before?.protocol === "HTTPS",
  },
  {
    type: "aws_apigatewayv2_stage",
    noun: "stage",
    ...SECONDS_BETWEEN,
    lost: "The API answers 404 meanwhile.",
  },
  {
    type: "aws_internet_gateway",
    noun: "internet gateway",
    kind: "interruption",
    lost: "Nothing in the VPC reaches the internet or is reached from it.",
    why: "Instances reach MongoDB Atlas and Gemini, and CloudFront reaches a single instance, through it.",
  },
  {
    type: "aws_cloudtrail",
    noun: "trail",
    kind: "logging",
    lost: "Calls of AWS APIs are no longer recorded, and no alert is sent for them.",
    why: "Without a trail, investigators cannot tell which principal did what in the account (Security Hub control CloudTrail.1).",
  },
  {
    type: "aws_flow_log",
    noun: "flow log",
    kind: "logging",
    lost: "The VPC's traffic is no longer recorded.",
    why: "Flow logs show who connected to what after an incident (Security Hub control EC2.6).",
    if: isGoneFirst,
  },
  {
    type: "aws_cloudwatch_log_delivery",
    noun: "log delivery",
    kind: "logging",
    lost: "Requests to CloudFront are no longer logged.",
    why: "Access logs show who asked for what after an incident (Security Hub control CloudFront.5).",
    if: isDeleted,
  },
  {
    type: "aws_wafv2_web_acl_logging_configuration",
    noun: "log of the web ACL",
    kind: "logging",
    lost: "No one can tell which requests AWS WAF blocked or let through.",
    why: "The log shows attacks and blocked users (Security Hub control WAF.11).",
    if: isDeleted,
  },
  {
    type: "aws_wafv2_web_acl_association",
    noun: "association of the web ACL",
    kind: "exposure",
    lost: "Requests that it blocks at the load balancer today are admitted.",
    why: "The web ACL keeps known attacks away from the app.",
    if: isDeleted,
  },
  {
    type: "aws_guardduty_detector",
    noun: "GuardDuty detector",
    kind: "logging",
    lost: "Threats are no longer detected, and the findings so far are deleted.",
    why: "Findings of a deleted detector cannot be restored (AWS, DeleteDetector).",
  },
  {
    type: "aws_wafv2_web_acl",
    noun: "web ACL",
    kind: "exposure",
    lost: "Requests that it blocks today are admitted.",
    why: "The web ACL keeps known attacks and request floods away from the app.",
    if: isDeleted,
  },
  {
    type: "aws_cloudwatch_event_rule",
    noun: "rule",
    kind: "alarm",
    lost: "Operators are not notified of the events that it matches.",
    why: "Security alerts of the account are event rules (decision 38).",
    if: isDeleted,
  },
  {
    type: "aws_sns_topic",
    noun: "topic",
    kind: "alarm",
    lost: ({ action }) =>
      action === "delete"
        ? "Its subscribers are no longer notified."
        : "Its subscriptions are lost; each address has to confirm a new one before it is notified again.",
    why: "An e-mail subscription sends nothing until its recipient has confirmed it (AWS, SNS e-mail notifications).",
  },
  {
    type: "aws_budgets_budget",
    noun: "budget",
    kind: "alarm",
    lost: "Operators are not notified when costs exceed the limit.",
    why: "A compromised or misconfigured account is often noticed by its costs first.",
    if: isDeleted,
  },
  {
    type: "aws_ce_anomaly_subscription",
    noun: "anomaly subscription",
    kind: "alarm",
    lost: "Operators are not notified of unusual costs.",
    why: "A compromised or misconfigured account is often noticed by its costs first.",
    if: isDeleted,
  },
];

/** A rule per type of resource that holds data, addresses or traffic. */
export const LOSS_RULES: readonly Rule[] = LOSSES.map(
  ({ type, noun, kind, lost, why, if: applies = () => true }) => ({
    kind,
    why,
    findings: (resource) => {
      if (resource.type !== type || !resource.isLost || !applies(resource)) return [];
      const how = resource.action === "delete" ? "destroyed" : "replaced";
      const order =
        resource.action === "replace" && !resource.isGoneFirst ? " (the new one is created first)" : "";
      return [
        `The ${noun} ${resource.label} is ${how}${order}. ${typeof lost === "string" ? lost : lost(resource)}`,
      ];
    },
  }),
);
