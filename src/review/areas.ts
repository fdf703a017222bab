/** Areas with the types of resources in them: a type belongs to the first area that matches. */
const AREAS: readonly (readonly [area: string, types: RegExp])[] = [
  [
    "Account",
    /^aws_(?:accessanalyzer|cloudtrail|guardduty|budgets|ce_|sfn_|scheduler_|cloudwatch_event_|ebs_encryption|iam_openid|s3_account|sqs_|ssm_document)/,
  ],
  ["Permissions", /^aws_(?:iam|kms)_/],
  ["Frontend", /^aws_(?:cloudfront|wafv2)_/],
  ["DNS and certificates", /^aws_(?:acm|route53)_/],
  ["API and load balancer", /^aws_(?:apigatewayv2|lb)(?:_|$)/],
  ["Compute", /^aws_(?:instance|launch_template|autoscaling_\w+|eip_association)$/],
  ["Observability", /^aws_(?:cloudwatch|sns)_/],
  ["Storage", /^aws_s3_/],
  [
    "Network",
    /^aws_(?:vpc|subnet|route|eip|nat_gateway|internet_gateway|security_group|default_|flow_log|ec2_)/,
  ],
];

export function areaOf(type: string): string {
  return AREAS.find(([, types]) => types.test(type))?.[0] ?? "Other";
}
