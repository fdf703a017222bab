/**
 * Every physical name, the state keys and the tags, in one place. Terraform addresses are not names: those
 * come from construct ids.
 *
 * Names that must be unique carry the environment's name. Where a resource is replaced while its successor
 * already stands (security groups, target group) AWS appends a random suffix to a prefix instead.
 */

const PROJECT = "careflowai";
/** The document's spelling, kept where it names a resource in it ("7. Monitoring", API Gateway's log group). */
const PRODUCT = "CareFlowAI";

/** Where the parameters of all environments are. */
export const PARAMETER_ROOT = `/${PROJECT}`;

interface Limit {
  readonly maxLength: number;
  readonly of: string;
}

/** AWS's length limits, each from the service's API reference. */
const LIMITS = {
  loadBalancer: { maxLength: 32, of: "an Application Load Balancer's name" },
  resource: { maxLength: 128, of: "a launch template's name" },
  instanceRole: { maxLength: 64, of: "an IAM role's name" },
  flowLogsRole: { maxLength: 64, of: "an IAM role's name" },
  offHoursRole: { maxLength: 64, of: "an IAM role's name" },
  permissionsBoundary: { maxLength: 128, of: "an IAM policy's name" },
  frontendBucket: { maxLength: 63, of: "an S3 bucket's name" },
  logBucket: { maxLength: 63, of: "an S3 bucket's name" },
  spaRouterFunction: { maxLength: 64, of: "a CloudFront function's name" },
  backendLogGroup: { maxLength: 512, of: "a CloudWatch Logs group's name" },
  flowLogGroup: { maxLength: 512, of: "a CloudWatch Logs group's name" },
  apiLogGroup: { maxLength: 512, of: "a CloudWatch Logs group's name" },
  api: { maxLength: 128, of: "an API Gateway API's name" },
  parameterPath: { maxLength: 1011, of: "a Parameter Store path" },
  criticalTopic: { maxLength: 256, of: "an SNS topic's name" },
  warningTopic: { maxLength: 256, of: "an SNS topic's name" },
  infoTopic: { maxLength: 256, of: "an SNS topic's name" },
  notificationsKeyAlias: { maxLength: 256, of: "a KMS alias" },
  metricNamespace: { maxLength: 255, of: "a CloudWatch namespace" },
  dashboard: { maxLength: 255, of: "a CloudWatch dashboard's name" },
  alarmPrefix: { maxLength: 230, of: "the beginning of a CloudWatch alarm's name" },
} as const satisfies Record<string, Limit>;

/** The physical names of one environment. */
export type EnvironmentNames = Readonly<Record<keyof typeof LIMITS, string>>;

/** What an environment's names are made of. */
interface Named {
  readonly name: string;
  /** True for the one environment of an account that carries the document's literal names (decision 5). */
  readonly documentNames: boolean;
  readonly loadBalancer?: { readonly scheme: string };
}

/** The physical names of one environment, whatever their length: {@link namesPastLimit} judges them. */
export function environmentNames(
  account: { readonly id: string },
  { name, documentNames, loadBalancer }: Named,
): EnvironmentNames {
  const infix = documentNames ? "" : `${name}-`;
  const suffix = documentNames ? "" : `-${name}`;
  const segment = documentNames ? "" : `/${name}`;
  return {
    // A change of scheme replaces the load balancer, and its successor stands first: it needs another name.
    loadBalancer: `${PROJECT}-${name}${loadBalancer?.scheme === "internet-facing" ? "-public" : ""}`,
    resource: `${PROJECT}-${name}`,
    instanceRole: `${PROJECT}-${name}-instance`,
    flowLogsRole: `${PROJECT}-${name}-flow-logs`,
    offHoursRole: `${PROJECT}-${name}-off-hours`,
    permissionsBoundary: `${PROJECT}-${name}-permissions-boundary`,
    frontendBucket: `${account.id}-${PROJECT}-${infix}frontend`,
    logBucket: `${account.id}-${PROJECT}-${infix}logs`,
    spaRouterFunction: `${PROJECT}-${name}-spa-router`,
    backendLogGroup: `/${PROJECT}${segment}/backend`,
    flowLogGroup: `/${PROJECT}${segment}/vpc-flow-logs`,
    apiLogGroup: `/aws/apigateway/${PRODUCT}${suffix}`,
    api: `${PRODUCT}${suffix}`,
    parameterPath: `${PARAMETER_ROOT}/${name}`,
    criticalTopic: `${PROJECT}-${name}-critical`,
    warningTopic: `${PROJECT}-${name}-warning`,
    infoTopic: `${PROJECT}-${name}-info`,
    notificationsKeyAlias: `alias/${PROJECT}-${name}-notifications`,
    metricNamespace: `${PRODUCT}/${name}`,
    dashboard: `${PROJECT}-${name}`,
    alarmPrefix: `${PROJECT}-${name}`,
  };
}

/** The physical names of what exists once an account. Fixed, so that none is ever too long. */
export function accountNames(account: { readonly id: string }) {
  const resource = `${PROJECT}-account`;
  return {
    /** Of the trail, its bucket and its log group. */
    trail: PROJECT,
    trailBucket: `${account.id}-${PROJECT}-trail`,
    /** What the name of each of the project's buckets begins with. */
    bucketPrefix: `${account.id}-${PROJECT}-`,
    trailLogGroup: `/${PROJECT}/account/trail`,
    /** Prefix of the names of rules, alarms, roles and the state machine. */
    resource,
    criticalTopic: `${resource}-critical`,
    infoTopic: `${resource}-info`,
    notificationsKeyAlias: `alias/${resource}-notifications`,
    metricNamespace: `${PRODUCT}/Account`,
    budget: `${PROJECT}-monthly`,
    costAnomalies: `${PROJECT}-cost-anomalies`,
    /** Prefix of the names of CI's roles and policies. */
    ci: `${PROJECT}-ci`,
  } as const;
}

/**
 * Path of the account's own roles and policies, which is part of their ARN. A deploy role may change roles of its
 * environment by name, and those have no path: so no environment's name can bring it near these.
 */
export const ACCOUNT_IAM_PATH = `/${PROJECT}-account/`;

/** The policy of the account's stack that bounds every role of an environment that CI may deploy. */
export function permissionsBoundaryArn(account: { readonly id: string }, environment: Named): string {
  const { permissionsBoundary } = environmentNames(account, environment);
  return `arn:aws:iam::${account.id}:policy${ACCOUNT_IAM_PATH}${permissionsBoundary}`;
}

/** The names that AWS would refuse for their length. */
export function namesPastLimit(names: EnvironmentNames): readonly (Limit & { readonly name: string })[] {
  return Object.entries(LIMITS)
    .map(([key, limit]) => ({ name: names[key as keyof EnvironmentNames], ...limit }))
    .filter(({ name, maxLength }) => name.length > maxLength);
}

/** The stack's id, which is also its folder below `cdktf.out/stacks` and its name on the command line. */
export function stackName(part: string): string {
  return `${PROJECT}-${part}`;
}

/** The bucket that holds every stack's state but its own. */
export function stateBucketName(accountId: string): string {
  return `${accountId}-${PROJECT}-tfstate`;
}

/** The key of an environment's state in that bucket, where the environment does not choose one. */
export function defaultStateKey(environment: string): string {
  return `${environment}/terraform.tfstate`;
}

/** The prefix that Lambda functions must carry to be invoked by an instance (document, section 8; decision 10). */
export const LAMBDA_FUNCTION_PREFIX = `${PROJECT}-`;

/** Tags of every resource, instance and volume of one part: an environment, or one of the account-wide stacks. */
export function standardTags(
  part: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { Project: PRODUCT, Environment: part, ManagedBy: "Terraform", ...extra };
}
