import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { EnvironmentNames } from "../config/names";
import type { Action } from "./permissions";
import { PERMISSIONS } from "./permissions";

/**
 * What CI's roles may do, made from the table of permissions: statements by service, in policies by groups of
 * services, because AWS limits a policy to 6,144 characters.
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

/** AWS's own parameters, which anybody may read: the image's id is one. */
const PUBLIC_PARAMETERS = "arn:aws:ssm:*::parameter/aws/service/*";

/** What every role of CI may read: settings, never content. */
export function readStatements(
  policy: PolicyName,
  bucketPrefix: string,
): DataAwsIamPolicyDocumentStatement[] {
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

/** What a role deploys. */
export interface DeployTarget {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
  readonly names: EnvironmentNames;
  /** The hosted zone of the environment's own names, if it has any. */
  readonly hostedZoneId: string | undefined;
  readonly permissionsBoundaryArn: string;
}

/** What a role may change to deploy an environment; nothing that carries the tag of another one. */
export function writeStatements(
  policy: PolicyName,
  target: DeployTarget,
): DataAwsIamPolicyDocumentStatement[] {
  const grants = grantsOf(target);
  return statements(
    actionsOf(policy, "write").flatMap((action) => {
      const grant = grants.find(({ actions }) => actions.test(action));
      if (!grant) throw new Error(`no grant says on what ${action} is allowed`);
      return grant.on.length === 0 ? [] : [{ action, grant }];
    }),
  );
}

interface Grant {
  readonly sid: string;
  readonly on: readonly string[];
  readonly condition?: DataAwsIamPolicyDocumentStatement["condition"];
}

/** On what an environment's role may act: for each action the first that matches. */
function grantsOf(target: DeployTarget): (Grant & { readonly actions: RegExp })[] {
  const { environment, accountId, region, names, hostedZoneId } = target;
  const arn = (service: string, ...resources: readonly string[]) =>
    resources.map((resource) => `arn:aws:${service}:${region}:${accountId}:${resource}`);
  const named = (suffix: "Bucket" | "LogGroup") =>
    Object.entries(names)
      .filter(([key]) => key.endsWith(suffix))
      .map(([, name]) => name);
  const roles = [`arn:aws:iam::${accountId}:role/${names.resource}-*`];

  const notAnothers = {
    // Where a resource has no such tag, or AWS tells of none, the condition holds.
    condition: [
      {
        test: "StringEqualsIfExists",
        variable: "aws:ResourceTag/Environment",
        values: [environment],
      },
    ],
  };
  const equals = (variable: string, ...values: readonly string[]) => ({
    condition: [{ test: "StringEquals", variable, values: [...values] }],
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
      // AWS grants these on everything or not at all.
      sid: "Everything",
      actions:
        /^(?:acm:RequestCertificate|cloudfront:CreateOriginAccessControl|kms:CreateKey|logs:\w*(?:LogDelivery|LogDeliveries|ResourcePolicy|ResourcePolicies|QueryDefinition)|sns:(?:SetSubscriptionAttributes|Unsubscribe))$/,
      on: ["*"],
    },
    {
      sid: "Network",
      actions: /^ec2:/,
      on: [...arn("ec2", "*"), `arn:aws:ec2:${region}::image/*`, `arn:aws:ec2:${region}::snapshot/*`],
      ...notAnothers,
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
      sid: "LoadBalancers",
      actions: /^elasticloadbalancing:/,
      on: arn("elasticloadbalancing", "*"),
      ...notAnothers,
    },
    {
      sid: "Apis",
      actions: /^apigateway:/,
      on: [`arn:aws:apigateway:${region}::/*`],
      ...notAnothers,
    },
    {
      // CloudFront's stands in us-east-1.
      sid: "Certificates",
      actions: /^acm:/,
      on: [`arn:aws:acm:*:${accountId}:certificate/*`],
      ...notAnothers,
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
      ...notAnothers,
    },
    {
      sid: "WebAcls",
      actions: /^wafv2:/,
      on: [
        `arn:aws:wafv2:us-east-1:${accountId}:global/webacl/${names.resource}/*`,
        `arn:aws:wafv2:us-east-1:${accountId}:global/managedruleset/*`,
      ],
    },
    {
      sid: "Alarms",
      actions: /^cloudwatch:/,
      on: [...arn("cloudwatch", "alarm:*"), `arn:aws:cloudwatch::${accountId}:dashboard/*`],
      ...notAnothers,
    },
    { sid: "Keys", actions: /^kms:/, on: arn("kms", "key/*", `alias/${names.resource}*`), ...notAnothers },
    {
      sid: "LogGroups",
      actions: /^logs:/,
      on: arn(
        "logs",
        "anomaly-detector:*",
        ...named("LogGroup").flatMap((name) => [`log-group:${name}`, `log-group:${name}:*`]),
      ),
    },
    { sid: "Buckets", actions: /^s3:/, on: named("Bucket").map((name) => `arn:aws:s3:::${name}`) },
    { sid: "Topics", actions: /^sns:/, on: arn("sns", `${names.resource}-*`), ...notAnothers },
  ];
}

/** One statement for each grant, with all of its actions. */
function statements(
  granted: readonly { readonly action: Action; readonly grant: Grant }[],
): DataAwsIamPolicyDocumentStatement[] {
  return [...new Set(granted.map(({ grant }) => grant.sid))].map((sid) => {
    const own = granted.filter(({ grant }) => grant.sid === sid);
    const [{ on, condition } = { on: [] }] = own.map(({ grant }) => grant);
    return {
      sid,
      actions: own.map(({ action }) => action),
      resources: [...on],
      ...(condition && { condition }),
    };
  });
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
