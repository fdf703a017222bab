import type { EnvironmentNames } from "../config/names";
import { CLOUDFRONT_REGION } from "../config/regions";
import type { PolicyCondition, PolicyStatement } from "../iam/policy-document";
import type { Action } from "./permissions";
import { PERMISSIONS } from "./permissions";

/**
 * The policies of CI's roles, derived from the table of permissions: one statement per grant, in one policy per group of
 * services, because AWS limits a policy to 6,144 characters (AWS, IAM and AWS STS quotas).
 */
export const POLICIES = {
  compute: ["autoscaling", "ec2", "scheduler", "ssm"],
  traffic: ["acm", "apigateway", "cloudfront", "elasticloadbalancing", "route53", "wafv2"],
  data: ["cloudwatch", "kms", "logs", "s3", "sns"],
  identity: ["budgets", "ce", "cloudtrail", "events", "guardduty", "iam", "states"],
} as const satisfies Record<string, readonly string[]>;

export type PolicyName = keyof typeof POLICIES;

const serviceOf = (action: Action) => action.slice(0, action.indexOf(":"));

/** The distinct actions of a policy's services. */
function actionsOf(policy: PolicyName, kind: "read" | "write"): Action[] {
  const services: readonly string[] = POLICIES[policy];
  const all = Object.values(PERMISSIONS).flatMap((permissions) => permissions[kind] ?? []);
  return [...new Set(all)].filter((action) => services.includes(serviceOf(action))).sort();
}

/** AWS's public parameters, such as the id of the image. */
const PUBLIC_PARAMETERS = "arn:aws:ssm:*::parameter/aws/service/*";

/** Statements that let every role of CI read settings, never content. */
export function readStatements(policy: PolicyName, bucketPrefix: string): PolicyStatement[] {
  const only: Readonly<Record<string, string>> = {
    s3: `arn:aws:s3:::${bucketPrefix}*`,
    ssm: PUBLIC_PARAMETERS,
  };
  return statements(
    actionsOf(policy, "read").map((action) => ({
      action,
      grant: { sid: `Read${capitalized(serviceOf(action))}`, on: [only[serviceOf(action)] ?? "*"] },
    })),
  );
}

/** An environment that a role deploys. */
export interface DeployTarget {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
  readonly names: EnvironmentNames;
  /** The hosted zone of the environment's custom domain names, if it has any. */
  readonly hostedZoneId: string | undefined;
  readonly permissionsBoundaryArn: string;
}

/** Statements that let a role deploy an environment, and change no resource that has another environment's tag. */
export function writeStatements(policy: PolicyName, target: DeployTarget): PolicyStatement[] {
  const grants = grantsOf(target);
  return statements(
    actionsOf(policy, "write").flatMap((action) => {
      const grant = grants.find(({ actions }) => actions.test(action));
      if (!grant) throw new Error(`no grant covers ${action}`);
      return grant.on.length === 0 ? [] : [{ action, grant }];
    }),
  );
}

interface Grant {
  readonly sid: string;
  readonly on: readonly string[];
  readonly condition?: PolicyCondition;
}

/** The resources on which an environment's role may act. For each action, the first grant that matches it applies. */
function grantsOf(target: DeployTarget): (Grant & { readonly actions: RegExp })[] {
  const { environment, accountId, region, names, hostedZoneId } = target;
  const arn = (service: string, ...resources: readonly string[]) =>
    resources.map((resource) => `arn:aws:${service}:${region}:${accountId}:${resource}`);
  const named = (suffix: "Bucket" | "LogGroup") =>
    Object.entries(names)
      .filter(([key]) => key.endsWith(suffix))
      .map(([, name]) => name);
  const roles = [`arn:aws:iam::${accountId}:role/${names.resource}-*`];

  const notOfAnotherEnvironment = {
    // The condition also holds where a resource has no such tag, or where AWS does not report it.
    condition: { StringEqualsIfExists: { "aws:ResourceTag/Environment": environment } },
  };
  const equals = (key: string, ...values: readonly string[]) => ({
    condition: { StringEquals: { [key]: values } },
  });

  return [
    {
      sid: "BoundRoles",
      actions: /^iam:(?:CreateRole|PutRolePermissionsBoundary|(?:Put|Delete|Attach|Detach)RolePolicy)$/,
      on: roles,
      ...equals("iam:PermissionsBoundary", target.permissionsBoundaryArn),
    },
    {
      sid: "PassRoles",
      actions: /^iam:PassRole$/,
      on: roles,
      ...equals(
        "iam:PassedToService",
        "ec2.amazonaws.com",
        "scheduler.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
      ),
    },
    {
      sid: "ServiceLinkedRoles",
      actions: /^iam:CreateServiceLinkedRole$/,
      on: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
      ...equals(
        "iam:AWSServiceName",
        "autoscaling.amazonaws.com",
        "ec2-instance-connect.amazonaws.com",
        "elasticloadbalancing.amazonaws.com",
        "ops.apigateway.amazonaws.com",
      ),
    },
    {
      sid: "InstanceProfiles",
      actions: /^iam:\w*InstanceProfile$/,
      on: [`arn:aws:iam::${accountId}:instance-profile/${names.resource}-*`],
    },
    { sid: "Roles", actions: /^iam:/, on: roles },
    {
      // AWS authorizes these actions on no resource.
      sid: "Everything",
      actions:
        /^(?:acm:RequestCertificate|cloudfront:CreateOriginAccessControl|kms:CreateKey|logs:\w*(?:LogDelivery|LogDeliveries|ResourcePolicy|ResourcePolicies|QueryDefinition)|sns:(?:SetSubscriptionAttributes|Unsubscribe))$/,
      on: ["*"],
    },
    {
      sid: "Network",
      actions: /^ec2:/,
      on: [...arn("ec2", "*"), `arn:aws:ec2:${region}::image/*`, `arn:aws:ec2:${region}::snapshot/*`],
      ...notOfAnotherEnvironment,
    },
    {
      sid: "Groups",
      actions: /^autoscaling:/,
      on: arn("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${names.resource}`),
    },
    {
      sid: "Schedules",
      actions: /^scheduler:/,
      on: arn("scheduler", `schedule/default/${names.resource}-*`),
    },
    {
      // Before the load balancers' grant: to attach a web ACL is also an action of theirs.
      sid: "WebAcls",
      actions: /^(?:wafv2:|elasticloadbalancing:SetWebAcl$)/,
      on: [
        ...arn("wafv2", `regional/webacl/${names.loadBalancerWebAcl}/*`, "regional/managedruleset/*"),
        ...arn("elasticloadbalancing", `loadbalancer/app/${names.loadBalancer}/*`),
        `arn:aws:wafv2:${CLOUDFRONT_REGION}:${accountId}:global/webacl/${names.resource}/*`,
        `arn:aws:wafv2:${CLOUDFRONT_REGION}:${accountId}:global/managedruleset/*`,
      ],
    },
    {
      sid: "LoadBalancers",
      actions: /^elasticloadbalancing:/,
      on: arn("elasticloadbalancing", "*"),
      ...notOfAnotherEnvironment,
    },
    {
      sid: "Apis",
      actions: /^apigateway:/,
      on: [`arn:aws:apigateway:${region}::/*`],
      ...notOfAnotherEnvironment,
    },
    {
      // CloudFront's certificate is in us-east-1.
      sid: "Certificates",
      actions: /^acm:/,
      on: [`arn:aws:acm:*:${accountId}:certificate/*`],
      ...notOfAnotherEnvironment,
    },
    {
      sid: "Records",
      actions: /^route53:/,
      on: hostedZoneId === undefined ? [] : [`arn:aws:route53:::hostedzone/${hostedZoneId}`],
    },
    {
      sid: "Distributions",
      actions: /^cloudfront:/,
      on: [`arn:aws:cloudfront::${accountId}:*`],
      ...notOfAnotherEnvironment,
    },
    {
      sid: "Alarms",
      actions: /^cloudwatch:/,
      on: [...arn("cloudwatch", "alarm:*"), `arn:aws:cloudwatch::${accountId}:dashboard/*`],
      ...notOfAnotherEnvironment,
    },
    {
      sid: "Keys",
      actions: /^kms:/,
      on: arn("kms", "key/*", `alias/${names.resource}*`),
      ...notOfAnotherEnvironment,
    },
    {
      sid: "LogGroups",
      actions: /^logs:/,
      on: arn(
        "logs",
        "anomaly-detector:*",
        ...named("LogGroup").flatMap((name) => [`log-group:${name}`, `log-group:${name}:*`]),
      ).concat(
        [
          `log-group:${names.frontendWebAclLogGroup}`,
          `log-group:${names.frontendWebAclLogGroup}:*`,
          `delivery-source:${names.resource}`,
          `delivery-destination:${names.resource}`,
          // A delivery has only an id.
          "delivery:*",
        ].map((resource) => `arn:aws:logs:${CLOUDFRONT_REGION}:${accountId}:${resource}`),
      ),
    },
    { sid: "Buckets", actions: /^s3:/, on: named("Bucket").map((name) => `arn:aws:s3:::${name}`) },
    { sid: "Topics", actions: /^sns:/, on: arn("sns", `${names.resource}-*`), ...notOfAnotherEnvironment },
  ];
}

/** One statement per grant, with all of its actions. */
function statements(
  granted: readonly { readonly action: Action; readonly grant: Grant }[],
): PolicyStatement[] {
  return [...new Set(granted.map(({ grant }) => grant.sid))].map((sid) => {
    const own = granted.filter(({ grant }) => grant.sid === sid);
    const [{ on, condition } = { on: [] }] = own.map(({ grant }) => grant);
    return {
      Sid: sid,
      Effect: "Allow",
      Action: own.map(({ action }) => action),
      Resource: on,
      ...(condition && { Condition: condition }),
    };
  });
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
