import type { Context } from "./evaluator";
import { isAllowed } from "./evaluator";
import type { PrincipalName } from "./principals";
import { ACCOUNT, PRINCIPALS, policiesOf, roleNames } from "./principals";

/**
 * What a principal tries, and whether AWS lets it. A deploy role's chain is tried in both directions: `{own}` is the
 * environment that the role deploys, `{other}` the other one.
 */
type Chain = readonly [
  effect: "denied" | "allowed",
  what: string,
  principal: PrincipalName | "a deploy role",
  action: string,
  resource: string,
  context?: Context,
];

const REGION = "eu-west-1";
const at =
  (service: string, region = REGION) =>
  (resource: string) =>
    `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
const ec2 = at("ec2");
const elb = at("elasticloadbalancing");
const logs = at("logs");
const ssm = at("ssm");
const sns = at("sns");
const kms = at("kms");
const alarms = at("cloudwatch");
const schedules = at("scheduler");
const groups = at("autoscaling");
const certificate = at("acm", "us-east-1")("certificate/1");
const cloudfront = at("cloudfront", "");
const dashboards = at("cloudwatch", "");
const iam = at("iam", "");
const api = (path: string) => `arn:aws:apigateway:${REGION}::${path}`;
const apiTags = (id: string) => api(`/tags/arn%3Aaws%3Aapigateway%3A${REGION}%3A%3A%2Fapis%2F${id}`);
const s3 = (path: string) => `arn:aws:s3:::${ACCOUNT}-careflowai-${path}`;
const ZONE = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ";

const OF_OWN: Context = { "aws:ResourceTag/Environment": "{own}" };
const OF_OTHER: Context = { "aws:ResourceTag/Environment": "{other}" };
const OF_ACCOUNT: Context = { "aws:ResourceTag/Environment": "account" };
const UNTAGGED: Context = {};
const KEYS = ["Environment", "ManagedBy", "Project"];
const AS_OWN: Context = { "aws:RequestTag/Environment": "{own}", "aws:TagKeys": KEYS };
const AS_OTHER: Context = { "aws:RequestTag/Environment": "{other}", "aws:TagKeys": KEYS };
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/careflowai-account/careflowai-{own}-permissions-boundary`;
const BOUNDED: Context = { "iam:PermissionsBoundary": BOUNDARY };
const record = (...names: string[]): Context => ({
  "route53:ChangeResourceRecordSetsNormalizedRecordNames": names,
});

const deploy = "a deploy role";
const instances = "single's instances";

// prettier-ignore
const CHAINS: readonly Chain[] = [
  // CloudFront
  ["denied", "change another environment's function", deploy, "cloudfront:UpdateFunction", cloudfront("function/careflowai-{other}-spa-router")],
  ["denied", "publish another environment's function", deploy, "cloudfront:PublishFunction", cloudfront("function/careflowai-{other}-spa-router")],
  ["denied", "delete another environment's function", deploy, "cloudfront:DeleteFunction", cloudfront("function/careflowai-{other}-spa-router")],
  ["allowed", "publish its function", deploy, "cloudfront:PublishFunction", cloudfront("function/careflowai-{own}-spa-router")],
  ["denied", "change another environment's distribution", deploy, "cloudfront:UpdateDistribution", cloudfront("distribution/E1"), OF_OTHER],
  ["denied", "change an untagged distribution", deploy, "cloudfront:UpdateDistribution", cloudfront("distribution/E1"), UNTAGGED],
  ["allowed", "change its distribution", deploy, "cloudfront:UpdateDistribution", cloudfront("distribution/E1"), OF_OWN],
  ["denied", "create a distribution tagged with another environment", deploy, "cloudfront:CreateDistribution", "*", AS_OTHER],
  ["denied", "create an untagged distribution", deploy, "cloudfront:CreateDistribution", "*"],
  ["denied", "take over another environment's distribution by its tag", deploy, "cloudfront:TagResource", cloudfront("distribution/E1"), { ...OF_OTHER, ...AS_OWN }],
  ["denied", "give its distribution to another environment", deploy, "cloudfront:TagResource", cloudfront("distribution/E1"), { ...OF_OWN, ...AS_OTHER }],
  ["denied", "remove its distribution's tag Environment", deploy, "cloudfront:UntagResource", cloudfront("distribution/E1"), { ...OF_OWN, "aws:TagKeys": ["Environment"] }],
  ["allowed", "remove another tag of its distribution", deploy, "cloudfront:UntagResource", cloudfront("distribution/E1"), { ...OF_OWN, "aws:TagKeys": ["Owner"] }],

  // API Gateway
  ["denied", "change another environment's API", deploy, "apigateway:PATCH", api("/apis/a1b2c3d4e5"), OF_OTHER],
  ["denied", "change another environment's integration", deploy, "apigateway:PATCH", api("/apis/a1b2c3d4e5/integrations/i1"), OF_OTHER],
  ["denied", "change an untagged API", deploy, "apigateway:PATCH", api("/apis/a1b2c3d4e5"), UNTAGGED],
  ["denied", "take over another environment's API by its tag", deploy, "apigateway:POST", apiTags("a1b2c3d4e5"), AS_OWN],
  ["denied", "remove the tags of another environment's API", deploy, "apigateway:DELETE", apiTags("a1b2c3d4e5"), { "aws:TagKeys": ["Environment"] }],
  ["denied", "replace the tags of another environment's API", deploy, "apigateway:PUT", apiTags("a1b2c3d4e5"), AS_OWN],
  ["denied", "create an API tagged with another environment", deploy, "apigateway:POST", api("/apis"), AS_OTHER],
  ["denied", "create a REST API", deploy, "apigateway:POST", api("/restapis"), AS_OWN],
  ["allowed", "create an API", "balanced's deploy role", "apigateway:POST", api("/apis"), { "aws:RequestTag/Environment": "hardened-balanced" }],
  ["allowed", "tag a new API", "balanced's deploy role", "apigateway:POST", apiTags("*"), { "aws:RequestTag/Environment": "hardened-balanced" }],
  ["allowed", "add a route to its API", "balanced's deploy role", "apigateway:POST", api("/apis/a1b2c3d4e5/routes"), { "aws:ResourceTag/Environment": "hardened-balanced" }],
  ["denied", "read the values of API keys", "the plan role", "apigateway:GET", api("/apikeys")],
  ["allowed", "read an API", "the plan role", "apigateway:GET", api("/apis/a1b2c3d4e5")],

  // DNS and certificates
  ["denied", "change another environment's record", deploy, "route53:ChangeResourceRecordSets", ZONE, record("{other-domain}")],
  ["denied", "change the record at the zone's apex", deploy, "route53:ChangeResourceRecordSets", ZONE, record("example.com")],
  ["denied", "change its record together with another", deploy, "route53:ChangeResourceRecordSets", ZONE, record("{own-domain}", "mail.example.com")],
  ["denied", "validate another name for a certificate", deploy, "route53:ChangeResourceRecordSets", ZONE, record("_0123456789abcdef0123456789abcdef.{other-domain}")],
  ["denied", "send no name", deploy, "route53:ChangeResourceRecordSets", ZONE],
  ["denied", "change a record of another zone", deploy, "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z9", record("{own-domain}")],
  ["allowed", "change its record", deploy, "route53:ChangeResourceRecordSets", ZONE, record("{own-domain}")],
  ["allowed", "validate its name for a certificate", deploy, "route53:ChangeResourceRecordSets", ZONE, record("_0123456789abcdef0123456789abcdef.{own-domain}")],
  ["denied", "request a certificate for another name", deploy, "acm:RequestCertificate", "*", { "acm:DomainNames": ["{other-domain}"], ...AS_OWN }],
  ["denied", "request a certificate for its name and another", deploy, "acm:RequestCertificate", "*", { "acm:DomainNames": ["{own-domain}", "example.com"], ...AS_OWN }],
  ["denied", "request a certificate tagged with another environment", deploy, "acm:RequestCertificate", "*", { "acm:DomainNames": ["{own-domain}"], ...AS_OTHER }],
  ["allowed", "request a certificate for its name", deploy, "acm:RequestCertificate", "*", { "acm:DomainNames": ["{own-domain}"], ...AS_OWN }],
  ["denied", "delete another environment's certificate", deploy, "acm:DeleteCertificate", certificate, OF_OTHER],
  ["denied", "delete an untagged certificate", deploy, "acm:DeleteCertificate", certificate, UNTAGGED],

  // Instances and network
  ["denied", "stop another environment's instance", deploy, "ec2:StopInstances", ec2("instance/i-1"), OF_OTHER],
  ["denied", "terminate an untagged instance", deploy, "ec2:TerminateInstances", ec2("instance/i-1"), UNTAGGED],
  ["denied", "launch an instance tagged with another environment", deploy, "ec2:RunInstances", ec2("instance/i-1"), AS_OTHER],
  ["denied", "launch an untagged instance", deploy, "ec2:RunInstances", ec2("instance/i-1")],
  ["denied", "launch an instance in another environment's subnet", deploy, "ec2:RunInstances", ec2("subnet/subnet-1"), { ...OF_OTHER, ...AS_OWN }],
  ["denied", "launch an instance with another environment's security group", deploy, "ec2:RunInstances", ec2("security-group/sg-1"), OF_OTHER],
  ["allowed", "launch an instance", deploy, "ec2:RunInstances", ec2("instance/i-1"), AS_OWN],
  ["allowed", "launch an instance with its security group", deploy, "ec2:RunInstances", ec2("security-group/sg-1"), OF_OWN],
  ["denied", "create a subnet in another environment's VPC", deploy, "ec2:CreateSubnet", ec2("vpc/vpc-1"), OF_OTHER],
  ["denied", "route another environment's traffic", deploy, "ec2:CreateRoute", ec2("route-table/rtb-1"), OF_OTHER],
  ["denied", "open another environment's security group", deploy, "ec2:AuthorizeSecurityGroupIngress", ec2("security-group/sg-1"), OF_OTHER],
  ["denied", "open an untagged security group", deploy, "ec2:AuthorizeSecurityGroupIngress", ec2("security-group/sg-1"), UNTAGGED],
  ["denied", "take over another environment's VPC by its tag", deploy, "ec2:CreateTags", ec2("vpc/vpc-1"), { ...OF_OTHER, ...AS_OWN }],
  ["denied", "take over an untagged VPC by its tag", deploy, "ec2:CreateTags", ec2("vpc/vpc-1"), AS_OWN],
  ["denied", "give its instance to another environment", deploy, "ec2:CreateTags", ec2("instance/i-1"), { ...OF_OWN, ...AS_OTHER }],
  ["denied", "remove its instance's tag Environment", deploy, "ec2:DeleteTags", ec2("instance/i-1"), { ...OF_OWN, "aws:TagKeys": ["Environment"] }],
  ["denied", "remove all tags of its instance", deploy, "ec2:DeleteTags", ec2("instance/i-1"), OF_OWN],
  ["allowed", "add a tag to its instance", deploy, "ec2:CreateTags", ec2("instance/i-1"), { ...OF_OWN, "aws:RequestTag/Owner": "team", "aws:TagKeys": ["Owner"] }],
  ["allowed", "tag a new VPC", deploy, "ec2:CreateTags", ec2("vpc/vpc-1"), { ...AS_OWN, "ec2:CreateAction": "CreateVpc" }],
  ["denied", "release an untagged address", deploy, "ec2:ReleaseAddress", ec2("elastic-ip/eipalloc-1"), UNTAGGED],
  ["denied", "change another environment's user data", deploy, "ec2:ModifyInstanceAttribute", ec2("instance/i-1"), OF_OTHER],
  ["denied", "add a version to another environment's launch template", deploy, "ec2:CreateLaunchTemplateVersion", ec2("launch-template/lt-1"), OF_OTHER],
  ["denied", "change another environment's group", deploy, "autoscaling:UpdateAutoScalingGroup", groups("autoScalingGroup:uuid:autoScalingGroupName/careflowai-{other}"), OF_OTHER],

  // Load balancers
  ["denied", "change another environment's listener", deploy, "elasticloadbalancing:ModifyListener", elb("listener/app/careflowai-{other}/1/2"), OF_OTHER],
  ["denied", "delete an untagged load balancer", deploy, "elasticloadbalancing:DeleteLoadBalancer", elb("loadbalancer/app/other/1"), UNTAGGED],
  ["denied", "take over another environment's target group by its tag", deploy, "elasticloadbalancing:AddTags", elb("targetgroup/cfai-1/1"), { ...OF_OTHER, ...AS_OWN }],

  // Names
  ["denied", "replace another environment's dashboard", deploy, "cloudwatch:PutDashboard", dashboards("dashboard/careflowai-{other}"), AS_OWN],
  ["denied", "delete another environment's dashboard", deploy, "cloudwatch:DeleteDashboards", dashboards("dashboard/careflowai-{other}")],
  ["denied", "delete another environment's alarm", deploy, "cloudwatch:DeleteAlarms", alarms("alarm:careflowai-{other}-cpu"), OF_OTHER],
  ["denied", "replace an untagged alarm", deploy, "cloudwatch:PutMetricAlarm", alarms("alarm:others"), AS_OWN],
  ["denied", "delete an alarm of the account", deploy, "cloudwatch:DeleteAlarms", alarms("alarm:careflowai-account-denied-calls"), OF_ACCOUNT],
  ["denied", "delete another environment's topic", deploy, "sns:DeleteTopic", sns("careflowai-{other}-critical"), OF_OTHER],
  ["denied", "subscribe to the account's topic", deploy, "sns:Subscribe", sns("careflowai-account-critical"), OF_ACCOUNT],
  ["denied", "end a subscription of the account's topic", deploy, "sns:Unsubscribe", sns("careflowai-account-critical"), OF_ACCOUNT],
  ["denied", "change another environment's web ACL", deploy, "wafv2:UpdateWebACL", `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/careflowai-{other}/1`],
  ["denied", "delete another environment's log group", deploy, "logs:DeleteLogGroup", logs("log-group:/careflowai/{other}/backend"), OF_OTHER],
  ["denied", "delete the trail's log group", deploy, "logs:DeleteLogGroup", logs("log-group:/careflowai/account/trail")],
  ["denied", "delete another environment's schedule", deploy, "scheduler:DeleteSchedule", schedules("schedule/default/careflowai-{other}-off-hours-stop")],
  ["denied", "delete another environment's bucket", deploy, "s3:DeleteBucket", s3("{other}-frontend")],
  ["denied", "open another environment's bucket", deploy, "s3:PutBucketPolicy", s3("{other}-frontend")],
  ["denied", "change the trail's bucket", deploy, "s3:PutLifecycleConfiguration", s3("trail")],
  ["denied", "change the state bucket", deploy, "s3:PutBucketPolicy", s3("tfstate")],

  // Keys
  ["denied", "change another environment's key policy", deploy, "kms:PutKeyPolicy", kms("key/1"), OF_OTHER],
  ["denied", "change an untagged key's policy", deploy, "kms:PutKeyPolicy", kms("key/1"), UNTAGGED],
  ["denied", "delete the trail's key", deploy, "kms:ScheduleKeyDeletion", kms("key/1"), OF_ACCOUNT],
  ["denied", "take over another environment's key by its tag", deploy, "kms:TagResource", kms("key/1"), { ...OF_OTHER, ...AS_OWN }],
  ["denied", "create a key tagged with another environment", deploy, "kms:CreateKey", "*", AS_OTHER],
  ["denied", "decrypt with its key", deploy, "kms:Decrypt", kms("key/1"), OF_OWN],

  // Identities
  ["denied", "create a role without a boundary", deploy, "iam:CreateRole", iam("role/careflowai/{own}/careflowai-{own}-x")],
  ["denied", "create a role with another boundary", deploy, "iam:CreateRole", iam("role/careflowai/{own}/careflowai-{own}-x"), { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" }],
  ["denied", "create a role outside its path", deploy, "iam:CreateRole", iam("role/careflowai-{own}-x"), BOUNDED],
  ["denied", "create a role of another environment", deploy, "iam:CreateRole", iam("role/careflowai/{other}/careflowai-{other}-x"), BOUNDED],
  ["denied", "remove a boundary", deploy, "iam:DeleteRolePermissionsBoundary", iam("role/careflowai/{own}/careflowai-{own}-instance"), BOUNDED],
  ["denied", "let others assume another environment's role", deploy, "iam:UpdateAssumeRolePolicy", iam("role/careflowai/{other}/careflowai-{other}-instance")],
  ["denied", "let others assume a role outside its path", deploy, "iam:UpdateAssumeRolePolicy", iam("role/careflowai-{own}-x")],
  ["denied", "let others assume a role of CI", deploy, "iam:UpdateAssumeRolePolicy", iam("role/careflowai-account/careflowai-ci-deploy-{other}")],
  ["denied", "delete a role outside its path", deploy, "iam:DeleteRole", iam("role/careflowai-{own}-x")],
  ["denied", "pass a role outside its path", deploy, "iam:PassRole", iam("role/careflowai-{own}-x"), { "iam:PassedToService": "ec2.amazonaws.com" }],
  ["denied", "pass another environment's role", deploy, "iam:PassRole", iam("role/careflowai/{other}/careflowai-{other}-instance"), { "iam:PassedToService": "ec2.amazonaws.com" }],
  ["denied", "pass a role to another service", deploy, "iam:PassRole", iam("role/careflowai/{own}/careflowai-{own}-instance"), { "iam:PassedToService": "lambda.amazonaws.com" }],
  ["denied", "widen a role of CI", deploy, "iam:PutRolePolicy", iam("role/careflowai-account/careflowai-ci-deploy-{own}"), BOUNDED],
  ["denied", "create a user", deploy, "iam:CreateUser", iam("user/x")],
  ["denied", "change the boundary", deploy, "iam:CreatePolicyVersion", BOUNDARY],
  ["allowed", "create a role with the boundary", deploy, "iam:CreateRole", iam("role/careflowai/{own}/careflowai-{own}-x"), { ...BOUNDED, ...AS_OWN }],
  ["allowed", "pass its instances' role", deploy, "iam:PassRole", iam("role/careflowai/{own}/careflowai-{own}-instance"), { "iam:PassedToService": "ec2.amazonaws.com" }],

  // States, plans and content
  ["denied", "read another environment's state", deploy, "s3:GetObject", s3("tfstate/{other}/terraform.tfstate")],
  ["denied", "write another environment's state", deploy, "s3:PutObject", s3("tfstate/{other}/terraform.tfstate")],
  ["denied", "write another environment's lock", deploy, "s3:PutObject", s3("tfstate/{other}/terraform.tfstate.tflock")],
  ["denied", "read another environment's plan", deploy, "s3:GetObject", s3("tfstate/{other}/terraform.tfstate.tfplan")],
  ["denied", "replace its plan", deploy, "s3:PutObject", s3("tfstate/{own}/terraform.tfstate.tfplan")],
  ["denied", "delete its state", deploy, "s3:DeleteObject", s3("tfstate/{own}/terraform.tfstate")],
  ["allowed", "write its state", deploy, "s3:PutObject", s3("tfstate/{own}/terraform.tfstate")],
  ["allowed", "release its lock", deploy, "s3:DeleteObject", s3("tfstate/{own}/terraform.tfstate.tflock")],
  ["denied", "read a secret", deploy, "ssm:GetParameter", ssm("parameter/careflowai/{own}/database")],
  ["denied", "read the web app's files", deploy, "s3:GetObject", s3("{own}-frontend/index.html")],
  ["denied", "run a command on an instance", deploy, "ssm:SendCommand", ec2("instance/i-1"), OF_OWN],

  // The plan role
  ["denied", "write a state", "the plan role", "s3:PutObject", s3("tfstate/hardened-single/terraform.tfstate")],
  ["denied", "write a lock", "the plan role", "s3:PutObject", s3("tfstate/hardened-single/terraform.tfstate.tflock")],
  ["denied", "release a lock", "the plan role", "s3:DeleteObject", s3("tfstate/hardened-single/terraform.tfstate.tflock")],
  ["denied", "read a stored plan", "the plan role", "s3:GetObject", s3("tfstate/hardened-single/terraform.tfstate.tfplan")],
  ["denied", "store a plan of the account", "the plan role", "s3:PutObject", s3("tfstate/account/terraform.tfstate.tfplan")],
  ["denied", "read a secret", "the plan role", "ssm:GetParameter", ssm("parameter/careflowai/hardened-single/database")],
  ["denied", "read log events", "the plan role", "logs:GetLogEvents", logs("log-group:/careflowai/hardened-single/backend:log-stream:1")],
  ["denied", "read the web app's files", "the plan role", "s3:GetObject", s3("hardened-single-frontend/index.html")],
  ["denied", "launch an instance", "the plan role", "ec2:RunInstances", ec2("instance/i-1"), { "aws:RequestTag/Environment": "hardened-single" }],
  ["allowed", "read a state", "the plan role", "s3:GetObject", s3("tfstate/hardened-single/terraform.tfstate")],
  ["allowed", "store a plan", "the plan role", "s3:PutObject", s3("tfstate/hardened-single/terraform.tfstate.tfplan")],

  // Instances and the roles of services
  ["denied", "read another environment's secret", instances, "ssm:GetParameter", ssm("parameter/careflowai/hardened-balanced/database")],
  ["denied", "read a parameter of others", instances, "ssm:GetParameters", ssm("parameter/others")],
  ["allowed", "read its secret", instances, "ssm:GetParameter", ssm("parameter/careflowai/hardened-single/database")],
  ["allowed", "find its secrets", instances, "ssm:GetParametersByPath", ssm("parameter/careflowai/hardened-single")],
  ["denied", "read the web app's files", instances, "s3:GetObject", s3("hardened-single-frontend/index.html")],
  ["denied", "read a state", instances, "s3:GetObject", s3("tfstate/hardened-single/terraform.tfstate")],
  ["denied", "assume a role", instances, "sts:AssumeRole", iam("role/careflowai-account/careflowai-ci-plan")],
  ["denied", "invoke a function of others", instances, "lambda:InvokeFunction", at("lambda")("function:others")],
  ["allowed", "invoke the project's function", instances, "lambda:InvokeFunction", at("lambda")("function:careflowai-report")],
  ["denied", "stop an instance", instances, "ec2:StopInstances", ec2("instance/i-1"), { "aws:ResourceTag/Environment": "hardened-single" }],
  ["denied", "decrypt outside Parameter Store", instances, "kms:Decrypt", kms("key/1"), { "kms:ViaService": "s3.eu-west-1.amazonaws.com" }],
  ["allowed", "write its log", instances, "logs:PutLogEvents", logs("log-group:/careflowai/hardened-single/backend:log-stream:i-1")],
  ["allowed", "write the log of a session", instances, "logs:PutLogEvents", logs("log-group:/careflowai/account/sessions:log-stream:i-1")],
  ["denied", "falsify the audit trail", instances, "logs:PutLogEvents", at("logs", "eu-central-1")("log-group:/careflowai/account/trail:log-stream:1")],
  ["denied", "shorten the audit trail", instances, "logs:PutRetentionPolicy", at("logs", "eu-central-1")("log-group:/careflowai/account/trail")],
  ["denied", "keep its own log for a shorter time", instances, "logs:PutRetentionPolicy", logs("log-group:/careflowai/hardened-single/backend")],
  ["denied", "stop another environment's instance", "single's off-hours role", "ec2:StopInstances", ec2("instance/i-hardened-balanced"), { "ec2:ResourceTag/Environment": "hardened-balanced", "aws:ResourceTag/Environment": "hardened-balanced" }],
  ["denied", "terminate its instance", "single's off-hours role", "ec2:TerminateInstances", ec2("instance/i-hardened-single"), { "ec2:ResourceTag/Environment": "hardened-single" }],
  ["denied", "write to another environment's flow logs", "single's flow-log role", "logs:PutLogEvents", logs("log-group:/careflowai/hardened-balanced/vpc-flow-logs:log-stream:1")],
  ["allowed", "write its flow logs", "single's flow-log role", "logs:PutLogEvents", logs("log-group:/careflowai/hardened-single/vpc-flow-logs:log-stream:1")],
  ["denied", "query another log group", "the summary's role", "logs:StartQuery", at("logs", "eu-central-1")("log-group:/careflowai/hardened-single/backend")],
  ["denied", "delete the trail's log group", "the summary's role", "logs:DeleteLogGroup", at("logs", "eu-central-1")("log-group:/careflowai/account/trail")],
];

const DOMAINS = { "hardened-single": "single.example.com", "hardened-balanced": "app.example.com" } as const;
type Environment = keyof typeof DOMAINS;
const DIRECTIONS: readonly (readonly [PrincipalName, Environment, Environment])[] = [
  ["single's deploy role", "hardened-single", "hardened-balanced"],
  ["balanced's deploy role", "hardened-balanced", "hardened-single"],
];

/** A chain with the environments' names filled in, once per direction. */
function inBothDirections([effect, what, principal, action, resource, context = {}]: Chain) {
  const fill = <T>(own: Environment, other: Environment, value: T): T =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll("{own}", own)
        .replaceAll("{other}", other)
        .replaceAll("{own-domain}", DOMAINS[own])
        .replaceAll("{other-domain}", DOMAINS[other]),
    ) as T;
  const directions = DIRECTIONS.filter(([name]) => principal === deploy || principal === name);
  const [name, own, other] = directions[0] ?? [
    principal as PrincipalName,
    "hardened-single",
    "hardened-balanced",
  ];
  return (directions.length > 0 ? directions : [[name, own, other] as const]).map(([by, mine, others]) => ({
    title: `${by}: ${what}`,
    effect,
    by,
    request: fill(mine, others, { action, resource, context }),
  }));
}

const cases = CHAINS.flatMap(inBothDirections);

test("there are at least 80 chains, and no role is left out", () => {
  expect(CHAINS.length).toBeGreaterThanOrEqual(80);
  expect(Object.keys(PRINCIPALS)).toEqual(expect.arrayContaining([...new Set(cases.map(({ by }) => by))]));
  expect(roleNames().length).toBeGreaterThan(Object.keys(PRINCIPALS).length);
});

test.each(cases)("$effect: $title", ({ effect, by, request }) => {
  expect(isAllowed(policiesOf(by), request) ? "allowed" : "denied").toBe(effect);
});
