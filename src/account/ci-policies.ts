import type { EnvironmentNames } from "../config/names";
import { CLOUDFRONT_REGION } from "../config/regions";
import type { PolicyCondition, PolicyStatement } from "../iam/policy-document";
import type { Action } from "./permissions";
import { PERMISSIONS } from "./permissions";

/**
 * The services of each policy that lets a role deploy. AWS limits a policy to 6,144 characters and a role to 10 policies
 * (AWS, IAM and AWS STS quotas), so that the services of one group share a policy, with one statement per grant.
 */
export const WRITE_POLICIES = {
  network: ["ec2"],
  compute: ["autoscaling", "elasticloadbalancing", "scheduler", "ssm"],
  traffic: ["apigateway", "cloudfront", "route53", "wafv2"],
  identity: [
    "access-analyzer",
    "acm",
    "budgets",
    "ce",
    "cloudtrail",
    "events",
    "guardduty",
    "iam",
    "sqs",
    "states",
  ],
  data: ["cloudwatch", "kms", "s3", "sns"],
  logs: ["logs"],
} as const satisfies Record<string, readonly string[]>;

/** The services of each policy that lets a role read settings. */
export const READ_POLICIES = {
  serving: [...WRITE_POLICIES.network, ...WRITE_POLICIES.compute, ...WRITE_POLICIES.traffic],
  watching: [...WRITE_POLICIES.identity, ...WRITE_POLICIES.data, ...WRITE_POLICIES.logs],
} as const satisfies Record<string, readonly string[]>;

const serviceOf = (action: Action) => action.slice(0, action.indexOf(":"));

/** The distinct actions of services in the table of permissions. */
function actionsOf(services: readonly string[], kind: "read" | "write"): Action[] {
  const all = Object.values(PERMISSIONS).flatMap((permissions) => permissions[kind] ?? []);
  return [...new Set(all)].filter((action) => services.includes(serviceOf(action))).sort();
}

/** AWS's public parameters, such as the id of the image. */
const PUBLIC_PARAMETERS = "arn:aws:ssm:*::parameter/aws/service/*";

/** Paths of HTTP APIs. Among the others are the values of API keys, which `GET` also reads. */
const HTTP_API_PATHS = ["/apis", "/apis/*", "/domainnames/*", "/tags/*", "/vpclinks/*"];

/** The preferences of Session Manager, which the account's stack sets. */
const SESSION_PREFERENCES = "arn:aws:ssm:*:*:document/SSM-SessionManagerRunShell";

/** Statements that let every role of CI read settings, never content. */
export function readStatements(services: readonly string[], bucketPrefix: string): PolicyStatement[] {
  const limited = [
    {
      sid: "ReadApigateway",
      actions: /^apigateway:/,
      on: HTTP_API_PATHS.map((path) => `arn:aws:apigateway:*::${path}`),
    },
    { sid: "ReadS3Account", actions: /^s3:GetAccount/, on: ["*"] },
    { sid: "ReadS3", actions: /^s3:/, on: [`arn:aws:s3:::${bucketPrefix}*`] },
    { sid: "ReadSessionPreferences", actions: /^ssm:\w*Document/, on: [SESSION_PREFERENCES] },
    { sid: "ReadSsm", actions: /^ssm:/, on: [PUBLIC_PARAMETERS] },
  ];
  return statements(
    actionsOf(services, "read").map((action) => ({
      action,
      grant: limited.find(({ actions }) => actions.test(action)) ?? {
        sid: `Read${capitalized(serviceOf(action)).replaceAll("-", "")}`,
        on: ["*"],
      },
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
  /** The environment's custom domain names, in lower case. */
  readonly domainNames: readonly string[];
  /** The EC2 key pair of its instances, which a person created. */
  readonly keyName: string | undefined;
  readonly permissionsBoundaryArn: string;
}

/**
 * Statements that let a role deploy an environment, and change nothing else: by name where AWS authorizes by name, else by
 * the tag `Environment`, which creations have to set (decision 45).
 */
export function writeStatements(services: readonly string[], target: DeployTarget): PolicyStatement[] {
  const grants = grantsOf(target);
  return statements(
    actionsOf(services, "write").flatMap((action) => {
      const own = grants.filter(({ actions }) => actions.test(action));
      if (own.length === 0) throw new Error(`no grant covers ${action}`);
      return own.filter(({ on }) => on.length > 0).map((grant) => ({ action, grant }));
    }),
  );
}

interface Grant {
  readonly sid: string;
  readonly on: readonly string[];
  readonly condition?: PolicyCondition;
}

type ActionGrant = Grant & { readonly actions: RegExp };

const TAG = "aws:ResourceTag/Environment";
const NEW_TAG = "aws:RequestTag/Environment";

/** The resources on which an environment's role may act. An action has every grant that matches it. */
function grantsOf(target: DeployTarget): ActionGrant[] {
  const { environment, accountId, region, names, hostedZoneId, domainNames, keyName } = target;
  const arn = (service: string, ...resources: readonly string[]) =>
    resources.map((resource) => `arn:aws:${service}:${region}:${accountId}:${resource}`);
  const iam = (...resources: readonly string[]) =>
    resources.map((resource) => `arn:aws:iam::${accountId}:${resource}`);
  const apis = (...paths: readonly string[]) => paths.map((path) => `arn:aws:apigateway:${region}::${path}`);
  const throughEc2: PolicyCondition = {
    StringEquals: { [TAG]: environment, "kms:ViaService": `ec2.${region}.amazonaws.com` },
  };
  const groups = arn("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${names.resource}`);
  const named = (suffix: "Bucket" | "LogGroup") =>
    Object.entries(names)
      .filter(([key]) => key.endsWith(suffix))
      .map(([, name]) => name);
  const ofCloudFront = (...resources: readonly string[]) =>
    resources.map((resource) => `arn:aws:logs:${CLOUDFRONT_REGION}:${accountId}:${resource}`);
  const logGroups = [
    ...arn(
      "logs",
      ...named("LogGroup")
        .filter((name) => name !== names.frontendWebAclLogGroup)
        .map((name) => `log-group:${name}`),
    ),
    ...ofCloudFront(`log-group:${names.frontendWebAclLogGroup}`),
  ];
  const deliveryEnds = ofCloudFront(
    `delivery-source:${names.resource}`,
    `delivery-destination:${names.resource}`,
  );
  const deliveries = ofCloudFront("delivery:*");
  const certificateNames = domainNames.map(
    // The label that ACM puts in front of a name to validate it (AWS, ACM: DNS validation).
    (name) => `_${"?".repeat(32)}.${name}`,
  );

  const own: PolicyCondition = { StringEquals: { [TAG]: environment } };
  const asOwn: PolicyCondition = { StringEquals: { [NEW_TAG]: environment } };
  /** A change of tags names only those that change. */
  const notAsOther: PolicyCondition = { StringEqualsIfExists: { [NEW_TAG]: environment } };
  const untag: PolicyCondition = {
    "ForAllValues:StringNotEquals": { "aws:TagKeys": "Environment" },
    // Without keys, ForAllValues holds, and EC2 removes all tags.
    Null: { "aws:TagKeys": "false" },
  };
  const isSet = (key: string): PolicyCondition => ({ Null: { [key]: "false" } });
  const equals = (key: string, ...values: readonly string[]): PolicyCondition => ({
    StringEquals: { [key]: values },
  });

  /**
   * Grants to tag resources that only their tag tells apart. Where AWS reports in `creation` that a call tags what it
   * creates, nothing else without the environment's tag may be tagged.
   */
  const tagging = (service: string, on: readonly string[], creation?: string): ActionGrant[] => {
    const tag = new RegExp(`^${service}:(?:CreateTags|AddTags\\w*|TagResource)$`);
    return [
      creation === undefined
        ? {
            sid: "TagNew",
            actions: tag,
            on,
            condition: { ...asOwn, StringEqualsIfExists: { [TAG]: environment } },
          }
        : { sid: "TagCreated", actions: tag, on, condition: { ...asOwn, ...isSet(creation) } },
      { sid: "Tag", actions: tag, on, condition: { ...own, ...notAsOther } },
      {
        sid: "Untag",
        actions: new RegExp(`^${service}:(?:DeleteTags|RemoveTags\\w*|UntagResource)$`),
        on,
        condition: { ...own, ...untag },
      },
    ];
  };
  /** Grants on resources with the environment's name. `actions` is the beginning of a regular expression. */
  const byName = (sid: string, actions: string, on: readonly string[]): ActionGrant[] => [
    {
      sid,
      actions: new RegExp(`^${actions}(?!(?:CreateOrUpdateTags|DeleteTags|(?:Un)?[Tt]ag\\w+)$)`),
      on,
    },
    {
      sid: "TagByName",
      actions: new RegExp(`^${actions}(?:CreateOrUpdateTags|Tag\\w+)$`),
      on,
      condition: notAsOther,
    },
    { sid: "UntagByName", actions: new RegExp(`^${actions}(?:DeleteTags|Untag\\w+)$`), on, condition: untag },
  ];

  return [
    // Identities
    {
      sid: "BoundRoles",
      actions: /^iam:(?:CreateRole|PutRolePermissionsBoundary|(?:Put|Delete|Attach|Detach)RolePolicy)$/,
      on: iam(`role${names.iamPath}*`),
      condition: equals("iam:PermissionsBoundary", target.permissionsBoundaryArn),
    },
    {
      sid: "PassRoles",
      actions: /^iam:PassRole$/,
      on: iam(`role${names.iamPath}*`),
      condition: equals(
        "iam:PassedToService",
        "ec2.amazonaws.com",
        "scheduler.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
      ),
    },
    {
      sid: "ServiceLinkedRoles",
      actions: /^iam:CreateServiceLinkedRole$/,
      on: iam("role/aws-service-role/*"),
      condition: equals(
        "iam:AWSServiceName",
        "autoscaling.amazonaws.com",
        "ec2-instance-connect.amazonaws.com",
        "elasticloadbalancing.amazonaws.com",
        "ops.apigateway.amazonaws.com",
      ),
    },
    ...byName("InstanceProfiles", "iam:(?=\\w+InstanceProfile$)", iam(`instance-profile${names.iamPath}*`)),
    ...byName("Roles", "iam:(?=DeleteRole$|Update|(?:Tag|Untag)Role$)", iam(`role${names.iamPath}*`)),

    // Network and compute
    {
      sid: "CreateNetwork",
      actions:
        /^ec2:(?:AllocateAddress|AuthorizeSecurityGroup\w+|Create(?!Route$|Tags$|LaunchTemplateVersion$|NetworkInterface$)\w+|RunInstances)$/,
      on: arn("ec2", "*"),
      condition: asOwn,
    },
    {
      // Also what a creation puts its resource into.
      sid: "Network",
      actions: /^ec2:(?!(?:AllocateAddress|Create(?:InternetGateway|LaunchTemplate|Tags|Vpc)|DeleteTags)$)/,
      on: arn("ec2", "*"),
      condition: own,
    },
    ...tagging("ec2", arn("ec2", "*"), "ec2:CreateAction"),
    {
      // AWS creates a VPC's default security group, without tags. CI empties it once it has tagged it.
      sid: "AdoptDefaultSecurityGroup",
      actions: /^ec2:CreateTags$/,
      on: arn("ec2", "security-group/*"),
      condition: { ...asOwn, Null: { [TAG]: "true" } },
    },
    {
      // AWS tries this for an EC2 Instance Connect Endpoint. Its service-linked role creates the interface that counts.
      sid: "TryInterfaces",
      actions: /^ec2:CreateNetworkInterface$/,
      on: arn("ec2", "network-interface/*"),
    },
    {
      sid: "LaunchFrom",
      actions: /^ec2:RunInstances$/,
      on: [
        `arn:aws:ec2:${region}::image/*`,
        `arn:aws:ec2:${region}::snapshot/*`,
        ...(keyName === undefined ? [] : arn("ec2", `key-pair/${keyName}`)),
      ],
    },
    {
      // Instances inherit the group's tags.
      sid: "CreateGroups",
      actions: /^autoscaling:CreateAutoScalingGroup$/,
      on: groups,
      condition: asOwn,
    },
    ...byName("Groups", "autoscaling:(?!CreateAutoScalingGroup$)", groups),
    {
      sid: "Schedules",
      actions: /^scheduler:/,
      on: arn("scheduler", `schedule/default/${names.resource}-*`),
    },

    // Traffic
    {
      sid: "CreateLoadBalancers",
      actions: /^elasticloadbalancing:Create(?:LoadBalancer|TargetGroup)$/,
      on: arn("elasticloadbalancing", "*"),
      condition: asOwn,
    },
    {
      sid: "CreateListeners",
      actions: /^elasticloadbalancing:CreateListener$/,
      on: arn("elasticloadbalancing", "*"),
      condition: { StringEquals: { [NEW_TAG]: environment, [TAG]: environment } },
    },
    {
      sid: "LoadBalancers",
      actions: /^elasticloadbalancing:(?:Delete|Modify|Set(?!WebAcl$))/,
      on: arn("elasticloadbalancing", "*"),
      condition: own,
    },
    ...tagging("elasticloadbalancing", arn("elasticloadbalancing", "*"), "elasticloadbalancing:CreateAction"),
    {
      sid: "CreateApis",
      actions: /^apigateway:POST$/,
      on: apis("/apis", "/domainnames", "/vpclinks"),
      condition: asOwn,
    },
    {
      // The routes and integrations of an API have its tags (AWS, Tagging your API Gateway resources).
      sid: "Apis",
      actions: /^apigateway:/,
      on: apis("/apis/*", "/domainnames/*", "/vpclinks/*"),
      condition: own,
    },
    {
      // AWS reports no tag of a resource whose tags change. The resource of a creation ends in `*`, which one `?` matches,
      // and no id of an existing resource.
      sid: "TagNewApis",
      actions: /^apigateway:(?:POST|PUT)$/,
      on: apis("/tags/*%2F?"),
      condition: asOwn,
    },
    {
      sid: "RequestCertificates",
      actions: /^acm:RequestCertificate$/,
      on: domainNames.length === 0 ? [] : ["*"],
      condition: {
        ...asOwn,
        "ForAllValues:StringEquals": { "acm:DomainNames": domainNames },
        ...isSet("acm:DomainNames"),
      },
    },
    {
      // CloudFront's certificate is in us-east-1.
      sid: "Certificates",
      actions: /^acm:(?:Delete|Update)/,
      on: [`arn:aws:acm:*:${accountId}:certificate/*`],
      condition: own,
    },
    ...tagging("acm", [`arn:aws:acm:*:${accountId}:certificate/*`]),
    {
      sid: "Records",
      actions: /^route53:/,
      on: hostedZoneId === undefined ? [] : [`arn:aws:route53:::hostedzone/${hostedZoneId}`],
      condition: {
        "ForAllValues:StringLike": { [RECORD_NAMES]: [...domainNames, ...certificateNames] },
        ...isSet(RECORD_NAMES),
      },
    },
    {
      sid: "CreateDistributions",
      actions: /^cloudfront:CreateDistribution$/,
      on: ["*"],
      condition: asOwn,
    },
    {
      sid: "Distributions",
      actions: /^cloudfront:(?:(?:Delete|Update)Distribution|AllowVendedLogDeliveryForResource)$/,
      on: [`arn:aws:cloudfront::${accountId}:distribution/*`],
      condition: own,
    },
    ...tagging("cloudfront", [`arn:aws:cloudfront::${accountId}:distribution/*`]),
    {
      sid: "Functions",
      actions: /^cloudfront:(?:Delete|Publish|Update)Function$/,
      on: [`arn:aws:cloudfront::${accountId}:function/${names.resource}-*`],
    },
    {
      // These have an id and no tags, so that environments cannot be told apart: docs/security.md accepts it.
      sid: "CloudFrontById",
      actions: /^cloudfront:(?:Delete|Update)(?:CachePolicy|OriginAccessControl|ResponseHeadersPolicy)$/,
      on: [
        `arn:aws:cloudfront::${accountId}:cache-policy/*`,
        `arn:aws:cloudfront::${accountId}:origin-access-control/*`,
        `arn:aws:cloudfront::${accountId}:response-headers-policy/*`,
      ],
    },
    ...byName("WebAcls", "wafv2:", [
      ...arn("wafv2", `regional/webacl/${names.loadBalancerWebAcl}/*`, "regional/managedruleset/*"),
      ...arn("elasticloadbalancing", `loadbalancer/app/${names.loadBalancer}/*`),
      `arn:aws:wafv2:${CLOUDFRONT_REGION}:${accountId}:global/webacl/${names.resource}/*`,
      `arn:aws:wafv2:${CLOUDFRONT_REGION}:${accountId}:global/managedruleset/*`,
    ]),

    // Data and observability
    ...byName("Alarms", "cloudwatch:", [
      ...arn("cloudwatch", `alarm:${names.alarmPrefix}-*`),
      `arn:aws:cloudwatch::${accountId}:dashboard/${names.dashboard}`,
    ]),
    { sid: "CreateKeys", actions: /^kms:CreateKey$/, on: ["*"], condition: asOwn },
    {
      // EC2 uses the caller's permissions to encrypt the volume of an instance.
      sid: "UseVolumeKeys",
      actions: /^kms:(?:Decrypt|GenerateDataKeyWithoutPlaintext|ReEncrypt(?:From|To))$/,
      on: arn("kms", "key/*"),
      condition: throughEc2,
    },
    {
      sid: "GrantVolumeKeys",
      actions: /^kms:CreateGrant$/,
      on: arn("kms", "key/*"),
      condition: { ...throughEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    {
      sid: "Keys",
      actions:
        /^kms:(?!(?:Create(?:Grant|Key)|Decrypt|GenerateDataKeyWithoutPlaintext|ReEncrypt\w+|(?:Un)?[Tt]agResource)$)/,
      on: arn("kms", "key/*"),
      condition: own,
    },
    ...tagging("kms", arn("kms", "key/*")),
    { sid: "Aliases", actions: /^kms:\w+Alias$/, on: arn("kms", `alias/${names.resource}-*`) },
    {
      sid: "LogGroups",
      actions:
        /^logs:(?!\w*(?:Deliver|ResourcePolic|QueryDefinition)|(?:Delete|Update)LogAnomalyDetector$|(?:Tag|Untag)Resource$)/,
      on: logGroups.flatMap((group) => [group, `${group}:*`]),
    },
    ...byName("LogGroups", "logs:(?=(?:Tag|Untag)Resource$)", logGroups),
    ...byName(
      "DeliveryEnds",
      "logs:(?=(?:Put|Delete)Delivery(?:Source|Destination)$|(?:Tag|Untag)Resource$)",
      deliveryEnds,
    ),
    {
      sid: "CreateDeliveries",
      actions: /^logs:CreateDelivery$/,
      on: [...deliveryEnds, ...deliveries],
      condition: asOwn,
    },
    {
      sid: "Deliveries",
      actions: /^logs:(?:DeleteDelivery|UpdateDeliveryConfiguration)$/,
      on: [...deliveryEnds, ...deliveries],
      condition: own,
    },
    {
      sid: "Detectors",
      actions: /^logs:(?:Delete|Update)LogAnomalyDetector$/,
      on: arn("logs", "anomaly-detector:*"),
      condition: own,
    },
    ...tagging("logs", [...arn("logs", "anomaly-detector:*"), ...deliveries]),
    ...byName(
      "Buckets",
      "s3:",
      named("Bucket").map((name) => `arn:aws:s3:::${name}`),
    ),
    ...byName("Topics", "sns:", arn("sns", `${names.resource}-*`)),
    {
      // AWS authorizes these actions on no resource.
      sid: "Everything",
      actions:
        /^(?:cloudfront:Create(?:CachePolicy|Function|OriginAccessControl|ResponseHeadersPolicy)|elasticloadbalancing:SetWebAcl|logs:\w*(?:LogDelivery|LogDeliveries|ResourcePolicy|ResourcePolicies|QueryDefinition))$/,
      on: ["*"],
    },
  ];
}

const RECORD_NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames";

/** One statement per id, with all of its actions and resources. */
function statements(
  granted: readonly { readonly action: Action; readonly grant: Grant }[],
): PolicyStatement[] {
  return [...new Set(granted.map(({ grant }) => grant.sid))].map((sid) => {
    const own = granted.filter(({ grant }) => grant.sid === sid);
    const condition = own[0]?.grant.condition;
    return {
      Sid: sid,
      Effect: "Allow",
      Action: [...new Set(own.map(({ action }) => action))],
      Resource: [...new Set(own.flatMap(({ grant }) => grant.on))],
      ...(condition && { Condition: condition }),
    };
  });
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
