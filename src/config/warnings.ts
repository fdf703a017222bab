import type { Account, Environment, LoadBalancedEnvironment } from "./environment";
import { isPlaceholderDomain, PLACEHOLDER_ACCOUNT_ID } from "./placeholders";
import { CLOUDFRONT_REGION } from "./regions";

/** What synth tells about a configuration that is allowed and yet may surprise. One text a cause. */

const WHERE = "in src/config/config.ts";

/** Of any stack. */
export function accountWarnings(account: Account): string[] {
  if (account.id !== PLACEHOLDER_ACCOUNT_ID) return [];
  return [
    `account.id is the placeholder ${account.id}; put in your AWS account id ${WHERE}, or a deploy is refused`,
  ];
}

/** Of the account's own stack. */
export function accountStackWarnings(account: Account): string[] {
  const { trail, costAnomalies } = account;
  return [
    ...accountWarnings(account),
    ...placeholderAddressWarnings("account", account.notifications.emailAddresses),
    ...(!trail.create && trail.logGroupName === undefined
      ? [
          `account.trail names no logGroupName: no alarm on denied calls and failed sign-ins, and no daily summary (set it ${WHERE})`,
        ]
      : []),
    ...(costAnomalies.monitor === undefined
      ? [
          `account.costAnomalies.monitor is left out: nobody is told of cost anomalies; give the ARN that \`aws ce get-anomaly-monitors\` lists, or { create: true } if it lists none, ${WHERE}`,
        ]
      : []),
  ];
}

/** Of an environment's stack, the account's own included. */
export function environmentWarnings(account: Account, environment: Environment): string[] {
  return [
    ...accountWarnings(account),
    ...placeholderWarnings(environment),
    ...(environment.instance.type === "t2.micro" ? [T2_MICRO] : []),
    ...cloudFrontWarnings(environment),
    ...(environment.topology === "load-balanced" ? loadBalancedWarnings(environment) : []),
  ];
}

/** Decision 8. */
const T2_MICRO =
  "instance.type t2.micro is refused by AWS on free-plan accounts opened after 15 July 2025; " +
  `t3.micro, t3.small, c7i-flex.large and m7i-flex.large are accepted there (set instance.type ${WHERE})`;

function placeholderWarnings({ name, backend, notifications }: Environment): string[] {
  const field = (path: string) => `environments.${name}.${path}`;
  const { hostname } = new URL(backend.repository);
  return [
    ...(isPlaceholderDomain(hostname)
      ? [
          `${field("backend.repository")} is the placeholder ${backend.repository}; put in your repository ${WHERE}`,
        ]
      : []),
    ...placeholderAddressWarnings(`environments.${name}`, notifications.emailAddresses),
  ];
}

/** Decision 18. */
function cloudFrontWarnings({ name, region }: Environment): string[] {
  if (region === CLOUDFRONT_REGION) return [];
  return [
    `environments.${name}.region ${region}: CloudFront's metrics are in ${CLOUDFRONT_REGION} (decision 18), so that no alarm watches the errors of its distribution; the dashboard shows them`,
  ];
}

function placeholderAddressWarnings(section: string, emailAddresses: readonly string[]): string[] {
  const addresses = emailAddresses.filter(isPlaceholderDomain);
  return addresses.length === 0
    ? []
    : [
        `${section}.notifications.emailAddresses has the placeholder ${addresses.join(", ")}; put in your address ${WHERE}`,
      ];
}

const TAG_OR_COMMIT = /^(?:refs\/tags\/.+|v?\d+(?:\.\d+)+\S*|v\d+|[0-9a-f]{40})$/;

function loadBalancedWarnings({
  name,
  backend,
  api,
  loadBalancer,
  autoScaling,
  alarms,
}: LoadBalancedEnvironment): string[] {
  const warnings: string[] = [];
  if (!TAG_OR_COMMIT.test(backend.ref))
    warnings.push(
      `environments.${name}.backend.ref "${backend.ref}" looks like a branch: instances launched later would run other code; name a version tag or a full commit id`,
    );
  if (backend.healthCheckPath === "/health")
    warnings.push(
      "backend.healthCheckPath /health tests MongoDB (decision 4): a database outage makes every instance unhealthy and replaces them all; give a liveness path if your application has one",
    );
  if (api.routing === "cross-origin" && !api.cors?.allowCredentials)
    warnings.push(
      `sticky sessions last ${String(loadBalancer.stickinessDurationSeconds)} s, but their cookie belongs to the API's host (decision 9): to a page from CloudFront it is a third-party cookie, which browsers do not send without api.cors.allowCredentials and explicit origins; with api.routing same-origin it is sent`,
    );
  if (alarms.instanceCount > autoScaling.minSize)
    warnings.push(
      `environments.${name}.alarms.instanceCount ${String(alarms.instanceCount)} is above autoScaling.minSize ${String(autoScaling.minSize)} (decision 1): the alarm on few instances would always be red, so that it tells nobody; it is armed where minSize is ${String(alarms.instanceCount)}`,
    );
  if (loadBalancer.scheme === "internet-facing")
    warnings.push(
      `environments.${name}.loadBalancer.scheme internet-facing (decision 15) lets callers past API Gateway: past its throttling, CORS and access logs; and AWS describes VPC Links to internal load balancers only`,
    );
  return warnings;
}
