import { PERMISSIONS } from "../../src/account/permissions";
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { text } from "../../src/synthesized/synthesized-stack";
import { authorizedTypes } from "../../src/synthesized/service-authorization";
import { hardenedStack } from "../helpers/broken";
import type { Context, Request } from "./evaluator";
import { isAllowed } from "./evaluator";
import { ACCOUNT, arnOf, policiesOf } from "./principals";

const PAIRS = [
  ["hardened-single", "single's deploy role", "hardened-balanced"],
  ["hardened-balanced", "balanced's deploy role", "hardened-single"],
] as const;

/** The ARNs of resources whose ids AWS chooses, by service and type. */
function chosenByAws(region: string): Readonly<Record<string, string>> {
  const ids = (service: string, separator: string, ...types: string[]) =>
    types.map((type) => [
      `${service}:${type}`,
      `arn:aws:${service}:${region}:${ACCOUNT}:${type}${separator}1`,
    ]);
  const global = (service: string, ...types: string[]) =>
    types.map((type) => [`${service}:${type}`, `arn:aws:${service}::${ACCOUNT}:${type}/1`]);
  return {
    ...Object.fromEntries([
      ...ids(
        "ec2",
        "/",
        "elastic-ip",
        "instance",
        "instance-connect-endpoint",
        "internet-gateway",
        "launch-template",
        "natgateway",
        "network-interface",
        "route-table",
        "security-group",
        "security-group-rule",
        "subnet",
        "volume",
        "vpc",
        "vpc-endpoint",
        "vpc-flow-log",
      ),
      ...ids("kms", "/", "key"),
      ...ids("logs", ":", "anomaly-detector"),
      ...global(
        "cloudfront",
        "distribution",
        "cache-policy",
        "origin-access-control",
        "response-headers-policy",
      ),
    ]),
    "acm:certificate": `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/1`,
    "ec2:image": `arn:aws:ec2:${region}::image/ami-1`,
    "ec2:key-pair": `arn:aws:ec2:${region}:${ACCOUNT}:key-pair/operators`,
    ...Object.fromEntries(
      [
        ["listener/app", "listener/app/x/1/2"],
        ["loadbalancer", "loadbalancer/app/x/1"],
        ["loadbalancer/app/", "loadbalancer/app/x/1"],
        ["targetgroup", "targetgroup/x/1"],
      ].map(([type = "", resource = ""]) => [
        `elasticloadbalancing:${type}`,
        `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:${resource}`,
      ]),
    ),
    "logs:delivery": `arn:aws:logs:us-east-1:${ACCOUNT}:delivery:1`,
    "route53:hostedzone": "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ",
    "wafv2:managedruleset": `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/managedruleset/x/1`,
  };
}

/** The types whose ARNs contain a name, by resource type. */
const NAMED: Readonly<Record<string, string>> = {
  aws_autoscaling_group: "autoscaling:autoScalingGroup",
  aws_cloudfront_function: "cloudfront:function",
  aws_cloudwatch_composite_alarm: "cloudwatch:alarm",
  aws_cloudwatch_dashboard: "cloudwatch:dashboard",
  aws_cloudwatch_log_delivery_destination: "logs:delivery-destination",
  aws_cloudwatch_log_delivery_source: "logs:delivery-source",
  aws_cloudwatch_log_group: "logs:log-group",
  aws_cloudwatch_metric_alarm: "cloudwatch:alarm",
  aws_iam_instance_profile: "iam:instance-profile",
  aws_iam_role: "iam:role",
  aws_kms_alias: "kms:alias",
  // What a web ACL is attached to.
  aws_lb: "wafv2:loadbalancer/app/",
  aws_s3_bucket: "s3:bucket",
  aws_scheduler_schedule: "scheduler:schedule",
  aws_sns_topic: "sns:topic",
  aws_wafv2_web_acl: "wafv2:webacl",
};

/** API Gateway's actions are the verbs of its paths. An id of one character is that of a resource not yet created. */
const API_PATHS: Readonly<Record<string, readonly string[]>> = {
  POST: [
    ...["/apis", "/vpclinks", "/domainnames", "/apis/a1b2c3d4e5/routes", "/apis/a1b2c3d4e5/integrations"],
    ...["/apis/a1b2c3d4e5/stages", "/domainnames/api.example.com/apimappings"],
    "/tags/arn%3Aaws%3Aapigateway%3Aeu-west-1%3A%3A%2Fapis%2F*",
  ],
  PUT: ["/tags/arn%3Aaws%3Aapigateway%3Aeu-west-1%3A%3A%2Fvpclinks%2F*"],
  ...Object.fromEntries(
    ["PATCH", "DELETE"].map((verb) => [
      verb,
      [
        ...["/apis/a1b2c3d4e5", "/apis/a1b2c3d4e5/routes/r1", "/apis/a1b2c3d4e5/integrations/i1"],
        ...["/apis/a1b2c3d4e5/stages/$default", "/vpclinks/abc123", "/domainnames/api.example.com"],
        "/domainnames/api.example.com/apimappings/m1",
      ],
    ]),
  ),
};

interface Call {
  readonly action: string;
  /** Service and type. */
  readonly type: string;
  readonly resource: string;
  readonly keys: readonly string[];
}

/** Every authorization of every write call that Terraform can make for an environment's resources. */
function callsOf(stack: SynthesizedStack): Call[] {
  const region = stack.regionOf({ address: "", type: "", body: {} });
  const arns = new Map(Object.entries(chosenByAws(region)).map(([type, arn]) => [type, [arn]]));
  for (const block of stack.resources()) {
    const type = NAMED[block.type];
    const arn =
      block.type === "aws_cloudfront_function"
        ? `arn:aws:cloudfront::${ACCOUNT}:function/${text(block.body.name)}`
        : arnOf(stack, block);
    if (type !== undefined) arns.set(type, [...(arns.get(type) ?? []), arn]);
  }
  const reads = new Set(Object.values(PERMISSIONS).flatMap(({ read }) => read));
  const actions = new Set(stack.resources().flatMap(({ type }) => PERMISSIONS[type]?.write ?? []));
  return [...actions]
    .filter((action) => !reads.has(action))
    .flatMap((action): Call[] => {
      const [service = "", name = ""] = action.split(":");
      if (action === "iam:CreateServiceLinkedRole") {
        const resource = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/x`;
        return [{ action, type: "iam:service-linked-role", resource, keys: [] }];
      }
      if (service === "apigateway") {
        const paths = API_PATHS[name] ?? [];
        return paths.map((path) => {
          const resource = `arn:aws:apigateway:${region}::${path}`;
          const isNew = /\/(?:apis|vpclinks|domainnames|tags\/.*)$/.test(path);
          return { action, type: `apigateway:${path}`, resource, keys: isNew ? [] : ["aws:ResourceTag/"] };
        });
      }
      let calls = authorizedTypes(action).flatMap(({ name: type, keys }) =>
        (type === "*" ? ["*"] : (arns.get(`${service}:${type}`) ?? [])).map((resource) => ({
          action,
          type: `${service}:${type}`,
          resource,
          keys,
        })),
      );
      // CI tags no image, and the provider no function.
      if (/[Tt]ag/.test(action))
        calls = calls.filter(({ type }) => !/^(?:ec2:image|cloudfront:function)$/.test(type));
      if (calls.length === 0) throw new Error(`${action}: no resource of ${stack.name}`);
      // A resource that has a type of its own need not also be authorized without one.
      return calls.length > 1 ? calls.filter(({ resource }) => resource !== "*") : calls;
    });
}

const DOMAINS: Readonly<Record<string, string>> = {
  "hardened-single": "single.example.com",
  "hardened-balanced": "app.example.com",
};

/** What a role sends that deploys `own`; AWS reports of it what it reports for the call. */
function sentBy(own: string, action: string, domain = DOMAINS[own] ?? ""): Context {
  return {
    "aws:RequestTag/Environment": own,
    "aws:TagKeys": /:(?:Untag|DeleteTags|RemoveTags)/.test(action) ? ["Owner"] : ["Environment"],
    "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/careflowai-account/careflowai-${own}-permissions-boundary`,
    "iam:PassedToService": "ec2.amazonaws.com",
    "iam:AWSServiceName": "autoscaling.amazonaws.com",
    "kms:ViaService": "ec2.eu-west-1.amazonaws.com",
    "kms:GrantIsForAWSResource": "true",
    "acm:DomainNames": [domain],
    "route53:ChangeResourceRecordSetsNormalizedRecordNames": [domain],
  };
}

const CREATION: Context = {
  "ec2:CreateAction": "CreateVpc",
  "elasticloadbalancing:CreateAction": "CreateListener",
};
const isTagCall = (action: string) => /:(?:CreateTags|AddTags|TagResource)/.test(action);

/** Calls on what does not exist yet, or is not a part of any environment. */
const isOfNoEnvironment = ({ action, type, resource, keys }: Call) =>
  resource === "*" ||
  // A new resource has tags in the request only.
  (keys.includes("aws:RequestTag/") && !keys.includes("aws:ResourceTag/")) ||
  /^elasticloadbalancing:Create(?:LoadBalancer|TargetGroup)$/.test(action) ||
  /^(?:ec2:(?:image|key-pair)|wafv2:managedruleset|iam:service-linked-role)$/.test(type) ||
  (action === "logs:CreateDelivery" && type === "logs:delivery") ||
  (action === "ec2:CreateNetworkInterface" && type === "ec2:network-interface") ||
  (type.startsWith("apigateway:") && !keys.includes("aws:ResourceTag/"));

/** Accepted, with the reason in docs/security.md: types that have neither name nor tags. */
const BY_ID = [
  "cloudfront:cache-policy",
  "cloudfront:origin-access-control",
  "cloudfront:response-headers-policy",
];
/** Accepted, with the reason in docs/security.md: an untagged resource of others may be tagged, and then changed. */
const ADOPTABLE = [
  "acm:AddTagsToCertificate acm:certificate",
  "cloudfront:TagResource cloudfront:distribution",
  "ec2:CreateTags ec2:security-group",
  "kms:TagResource kms:key",
  "logs:TagResource logs:anomaly-detector",
  "logs:TagResource logs:delivery",
];

const stackOf = (environment: string) => hardenedStack(`careflowai-${environment}`);
const named = ({ action, type, resource }: Call) => `${action} ${type} ${resource}`;

describe.each(PAIRS)("a deploy of %s", (own, role, other) => {
  const may = (call: Call, context: Context) =>
    isAllowed(policiesOf(role), { ...call, context } satisfies Request);

  test("is allowed every call on the environment's resources", () => {
    const calls = callsOf(stackOf(own));
    const ownTags = { "aws:ResourceTag/Environment": own };
    expect(calls.length).toBeGreaterThan(250);
    expect(
      calls.filter((call) => !may(call, { ...sentBy(own, call.action), ...ownTags })).map(named),
    ).toEqual([]);
    // AWS makes a call of its own to tag what a call creates, on a resource without tags.
    expect(
      calls
        .filter(({ action }) => isTagCall(action))
        .filter((call) => !may(call, { ...sentBy(own, call.action), ...CREATION }))
        .map(named),
    ).toEqual([]);
  });

  test("is allowed no call on the other environment's resources", () => {
    const calls = callsOf(stackOf(other)).filter((call) => !isOfNoEnvironment(call));
    const otherTags = { "aws:ResourceTag/Environment": other };
    expect(calls.length).toBeGreaterThan(200);
    const allowed = calls.filter((call) =>
      may(call, { ...sentBy(own, call.action, DOMAINS[other]), ...otherTags }),
    );
    expect([...new Set(allowed.map(({ type }) => type))].sort()).toEqual(BY_ID);
  });

  test("is allowed no call on resources without tags", () => {
    const calls = callsOf(stackOf(other)).filter((call) => !isOfNoEnvironment(call));
    const allowed = calls
      .filter(({ type }) => !BY_ID.includes(type))
      .filter((call) => may(call, sentBy(own, call.action, "example.com")));
    expect([...new Set(allowed.map(({ action, type }) => `${action} ${type}`))].sort()).toEqual(ADOPTABLE);
  });

  test("is allowed no call on the account's resources", () => {
    const account = hardenedStack("careflowai-account");
    const resources = account.resources().flatMap((block) => {
      const type = NAMED[block.type];
      return type === undefined ? [] : [{ type, resource: arnOf(account, block) }];
    });
    expect(resources.length).toBeGreaterThan(10);
    const calls = callsOf(stackOf(other)).flatMap((call) =>
      resources.filter(({ type }) => type === call.type).map(({ resource }) => ({ ...call, resource })),
    );
    expect(calls.length).toBeGreaterThan(100);
    const tags = { "aws:ResourceTag/Environment": "account" };
    expect(calls.filter((call) => may(call, { ...sentBy(own, call.action), ...tags })).map(named)).toEqual(
      [],
    );
  });
});
