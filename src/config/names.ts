import { arnOf } from "./regions";

/**
 * Every physical name, state key and tag. Terraform addresses are not names: they come from construct ids.
 *
 * A name that must be unique contains the environment's name. A resource that is created before its predecessor is
 * destroyed (security groups, target group) has a prefix instead, to which AWS adds a random suffix.
 */

const PROJECT = "careflowai";
/** The document's spelling, for names that the document gives ("7. Monitoring", API Gateway's log group). */
const PRODUCT = "CareFlowAI";

/** Parameter Store path of all environments. */
export const PARAMETER_ROOT = `/${PROJECT}`;

/** The namespace of every metric that the CloudWatch agent publishes. Environments differ by dimension. */
export const AGENT_NAMESPACE = PRODUCT;

interface Limit {
  readonly maxLength: number;
  readonly of: string;
  /** The only topology that has such a resource. */
  readonly topology?: "load-balanced";
}

/** AWS's length limits, each from the service's API reference. */
const LIMITS = {
  loadBalancer: { maxLength: 32, of: "an Application Load Balancer's name", topology: "load-balanced" },
  loadBalancerWebAcl: { maxLength: 128, of: "a web ACL's name", topology: "load-balanced" },
  targetGroupPrefix: { maxLength: 6, of: "a target group's name prefix", topology: "load-balanced" },
  resource: { maxLength: 128, of: "a launch template's name" },
  instanceRole: { maxLength: 64, of: "an IAM role's name" },
  flowLogsRole: { maxLength: 64, of: "an IAM role's name" },
  offHoursRole: { maxLength: 64, of: "an IAM role's name" },
  iamPath: { maxLength: 512, of: "an IAM path" },
  permissionsBoundary: { maxLength: 128, of: "an IAM policy's name" },
  frontendBucket: { maxLength: 63, of: "an S3 bucket's name" },
  logBucket: { maxLength: 63, of: "an S3 bucket's name" },
  spaRouterFunction: { maxLength: 64, of: "a CloudFront function's name" },
  backendLogGroup: { maxLength: 512, of: "a CloudWatch Logs group's name" },
  flowLogGroup: { maxLength: 512, of: "a CloudWatch Logs group's name" },
  apiLogGroup: { maxLength: 512, of: "a CloudWatch Logs group's name", topology: "load-balanced" },
  frontendWebAclLogGroup: { maxLength: 512, of: "a CloudWatch Logs group's name" },
  loadBalancerWebAclLogGroup: {
    maxLength: 512,
    of: "a CloudWatch Logs group's name",
    topology: "load-balanced",
  },
  api: { maxLength: 128, of: "an API Gateway API's name", topology: "load-balanced" },
  parameterPath: { maxLength: 1011, of: "a Parameter Store path" },
  criticalTopic: { maxLength: 256, of: "an SNS topic's name" },
  warningTopic: { maxLength: 256, of: "an SNS topic's name" },
  infoTopic: { maxLength: 256, of: "an SNS topic's name" },
  notificationsKeyAlias: { maxLength: 256, of: "a KMS alias" },
  dataKeyAlias: { maxLength: 256, of: "a KMS alias" },
  metricNamespace: { maxLength: 255, of: "a CloudWatch namespace" },
  dashboard: { maxLength: 255, of: "a CloudWatch dashboard's name" },
  alarmPrefix: { maxLength: 230, of: "the beginning of a CloudWatch alarm's name" },
} as const satisfies Record<string, Limit>;

/** The physical names of one environment. */
export type EnvironmentNames = Readonly<Record<keyof typeof LIMITS, string>>;

/** The part of an environment from which its names follow. */
interface Named {
  readonly name: string;
  /** True for the one environment per account that has the document's literal names (decision 5). */
  readonly documentNames: boolean;
  readonly loadBalancer?: { readonly scheme: string };
}

/** The physical names of one environment, of any length: {@link namesPastLimit} finds those that are too long. */
export function environmentNames(
  account: { readonly id: string },
  { name, documentNames, loadBalancer }: Named,
): EnvironmentNames {
  const infix = documentNames ? "" : `${name}-`;
  const suffix = documentNames ? "" : `-${name}`;
  const segment = documentNames ? "" : `/${name}`;
  const internetFacing = loadBalancer?.scheme === "internet-facing";
  return {
    // A change of scheme creates the new load balancer and target group before it destroys the old ones.
    loadBalancer: `${PROJECT}-${name}${internetFacing ? "-public" : ""}`,
    loadBalancerWebAcl: `${PROJECT}-${name}-load-balancer`,
    targetGroupPrefix: internetFacing ? "cfaip-" : "cfai-",
    resource: `${PROJECT}-${name}`,
    instanceRole: `${PROJECT}-${name}-instance`,
    flowLogsRole: `${PROJECT}-${name}-flow-logs`,
    offHoursRole: `${PROJECT}-${name}-off-hours`,
    iamPath: `/${PROJECT}/${name}/`,
    permissionsBoundary: `${PROJECT}-${name}-permissions-boundary`,
    frontendBucket: `${account.id}-${PROJECT}-${infix}frontend`,
    logBucket: `${account.id}-${PROJECT}-${infix}logs`,
    spaRouterFunction: `${PROJECT}-${name}-spa-router`,
    backendLogGroup: `/${PROJECT}${segment}/backend`,
    flowLogGroup: `/${PROJECT}${segment}/vpc-flow-logs`,
    apiLogGroup: `/aws/apigateway/${PRODUCT}${suffix}`,
    // AWS WAF writes to no log group without this prefix.
    frontendWebAclLogGroup: `aws-waf-logs-${PROJECT}-${name}-frontend`,
    loadBalancerWebAclLogGroup: `aws-waf-logs-${PROJECT}-${name}-load-balancer`,
    api: `${PRODUCT}${suffix}`,
    parameterPath: `${PARAMETER_ROOT}/${name}`,
    criticalTopic: `${PROJECT}-${name}-critical`,
    warningTopic: `${PROJECT}-${name}-warning`,
    infoTopic: `${PROJECT}-${name}-info`,
    notificationsKeyAlias: `alias/${PROJECT}-${name}-notifications`,
    dataKeyAlias: `alias/${PROJECT}-${name}-data`,
    metricNamespace: `${PRODUCT}/${name}`,
    dashboard: `${PROJECT}-${name}`,
    alarmPrefix: `${PROJECT}-${name}`,
  };
}

/** Names that no other environment of the account may have, in a fixed order. */
export function uniqueNames(names: EnvironmentNames): readonly string[] {
  return Object.entries(names).flatMap(([key, name]) => (key === "targetGroupPrefix" ? [] : [name]));
}

/** The physical names of resources that exist once per account. They are fixed, so none is too long. */
export function accountNames(account: { readonly id: string }) {
  const resource = `${PROJECT}-account`;
  return {
    trail: PROJECT,
    trailBucket: `${account.id}-${PROJECT}-trail`,
    trailKeyAlias: `alias/${PROJECT}-trail`,
    /** Prefix of the name of each of the project's buckets. */
    bucketPrefix: `${account.id}-${PROJECT}-`,
    trailLogGroup: `/${PROJECT}/account/trail`,
    /** Log group of Session Manager's sessions, to which instances of every environment in its region write. */
    sessionLogGroup: `/${PROJECT}/account/sessions`,
    /** Prefix of the names of rules, alarms, roles and the state machine. */
    resource,
    criticalTopic: `${resource}-critical`,
    infoTopic: `${resource}-info`,
    /** Queue of the alerts that were not delivered, and its alarm. */
    undelivered: `${resource}-undelivered`,
    notificationsKeyAlias: `alias/${resource}-notifications`,
    metricNamespace: `${PRODUCT}/Account`,
    budget: `${PROJECT}-monthly`,
    costAnomalies: `${PROJECT}-cost-anomalies`,
    /** Prefix of the names of CI's roles and policies. */
    ci: `${PROJECT}-ci`,
  } as const;
}

/**
 * IAM path of the account stack's roles and policies, which is part of their ARN. A deploy role may change the roles in the
 * path of its environment; no environment has this path.
 */
export const ACCOUNT_IAM_PATH = `/${PROJECT}-account/`;

/** The permissions boundary of every role of an environment that CI may deploy; the account's stack creates it. */
export function permissionsBoundaryArn(account: { readonly id: string }, environment: Named): string {
  const { permissionsBoundary } = environmentNames(account, environment);
  return arnOf("iam", `policy${ACCOUNT_IAM_PATH}${permissionsBoundary}`, { accountId: account.id });
}

/** The names of a topology's resources that are longer than AWS accepts. */
export function namesPastLimit(
  names: EnvironmentNames,
  topology: string,
): readonly (Limit & { readonly name: string })[] {
  return Object.entries<Limit>(LIMITS)
    .map(([key, limit]) => ({ name: names[key as keyof EnvironmentNames], ...limit }))
    .filter((limit) => limit.topology === undefined || limit.topology === topology)
    .filter(({ name, maxLength }) => name.length > maxLength);
}

/** The stack's id, which is also its folder below `cdktf.out/stacks` and its name on the command line. */
export function stackName(part: string): string {
  return `${PROJECT}-${part}`;
}

/** The bucket that holds the state of every other stack. */
export function stateBucketName(accountId: string): string {
  return `${accountId}-${PROJECT}-tfstate`;
}

/** The key of a stack's state in that bucket, unless the environment sets another. */
export function defaultStateKey(part: string): string {
  return `${part}/terraform.tfstate`;
}

/** Instances may invoke only Lambda functions with this name prefix (document, section 8; decision 10). */
export const LAMBDA_FUNCTION_PREFIX = `${PROJECT}-`;

/** Tags of every resource, instance and volume of one part: an environment, or the account or state stack. */
export function standardTags(
  part: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { Project: PRODUCT, Environment: part, ManagedBy: "Terraform", ...extra };
}
