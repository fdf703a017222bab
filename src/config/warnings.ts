import type { Account, Environment, LoadBalancedEnvironment } from "./environment";
import { memoryMiB } from "./instance-types";
import { isPlaceholderDomain, PLACEHOLDER_ACCOUNT_ID } from "./placeholders";
import { CLOUDFRONT_REGION, isOptIn } from "./regions";
import { isPrivate } from "./schema/fields";
import { defaultPrivateSubnets } from "./subnets";

/** A setting that is valid and may still surprise. */
export interface Warning {
  readonly field: string;
  /** The value, its consequence and the fix: the same text wherever the cause is the same. */
  readonly cause: string;
}

const toMessage = ({ field, cause }: Warning): string => `${field}: ${cause}`;

/** The warning in a message of this file; undefined for any other message. */
export function fromMessage(message: string): Warning | undefined {
  const [, field, cause] = /^((?:account|environments)\.[\w.-]+): (.*)$/s.exec(message) ?? [];
  return field === undefined || cause === undefined ? undefined : { field, cause };
}

/** Messages for every stack. */
export function accountWarnings(account: Account): string[] {
  return placeholderAccount(account).map(toMessage);
}

/** Messages for the account's stack. */
export function accountStackWarnings(account: Account): string[] {
  const { trail, costAnomalies } = account;
  const warnings = [
    ...placeholderAccount(account),
    ...placeholderAddresses("account.notifications", account.notifications.emailAddresses),
  ];
  if (!trail.create && trail.logGroupName === undefined)
    warnings.push({
      field: "account.trail.logGroupName",
      cause: `missing. There are no alarms on denied calls and failed sign-ins, and no daily summary. To fix: set it ${WHERE}.`,
    });
  if (costAnomalies.monitor === undefined)
    warnings.push({
      field: "account.costAnomalies.monitor",
      cause: `missing. No e-mail reports cost anomalies. To fix: set the ARN that \`aws ce get-anomaly-monitors\` lists, or { create: true } if it lists none, ${WHERE}.`,
    });
  return warnings.map(toMessage);
}

/** Messages for an environment's stack. */
export function environmentWarnings(account: Account, environment: Environment): string[] {
  const warnings = [
    ...warningsOf(environment),
    ...(environment.topology === "load-balanced" ? loadBalancedWarnings(environment) : []),
  ];
  const ofEnvironment = warnings.map(({ field, cause }) => ({
    field: `environments.${environment.name}.${field}`,
    cause,
  }));
  return [...placeholderAccount(account), ...ofEnvironment].map(toMessage);
}

const WHERE = "in src/config/config.ts";

function placeholderAccount({ id }: Account): Warning[] {
  if (id !== PLACEHOLDER_ACCOUNT_ID) return [];
  return [
    {
      field: "account.id",
      cause: `"${id}". This is a placeholder, with which a deploy is refused. To fix: set your AWS account id ${WHERE}.`,
    },
  ];
}

function placeholderAddresses(section: string, emailAddresses: readonly string[]): Warning[] {
  const addresses = emailAddresses.filter(isPlaceholderDomain);
  if (addresses.length === 0) return [];
  return [
    {
      field: `${section}.emailAddresses`,
      cause: `"${addresses.join('", "')}". Placeholders receive no notifications. To fix: set your addresses ${WHERE}.`,
    },
  ];
}

function warningsOf({ backend, instance, notifications, offHours, region }: Environment): Warning[] {
  const warnings: Warning[] = [];
  if (isPlaceholderDomain(new URL(backend.repository).hostname))
    warnings.push({
      field: "backend.repository",
      cause: `"${backend.repository}". This is a placeholder, from which no instance can boot. To fix: set your repository ${WHERE}.`,
    });
  warnings.push(...placeholderAddresses("notifications", notifications.emailAddresses));
  if (instance.type === "t2.micro")
    warnings.push({
      field: "instance.type",
      cause: `"t2.micro". AWS refuses it in free-plan accounts opened after 15 July 2025 (decision 8). To fix: in such an account set c7i-flex.large, m7i-flex.large, or t3.micro or t3.small with instance.cpuCredits "unlimited".`,
    });
  if (/^t3a?\./.test(instance.type) && instance.cpuCredits === "standard")
    warnings.push({
      field: "instance.cpuCredits",
      cause: `"standard". A ${instance.type} starts without CPU credits, so its first boot runs at the baseline and may take longer than a load balancer waits, which then replaces the instance again and again (decision 8). To fix: set it to unlimited, which costs cents per boot.`,
    });
  if (offHours) warnings.push(...offHoursWarnings(offHours));
  if (region !== CLOUDFRONT_REGION)
    warnings.push({
      field: "region",
      cause: `"${region}". No alarm watches the distribution's errors, because CloudFront's metrics are in ${CLOUDFRONT_REGION} (decision 18). The dashboard shows them.`,
    });
  const capacity = workersIn(instance.type);
  if (capacity !== undefined && backend.workers > capacity)
    warnings.push({
      field: "backend.workers",
      cause: `${String(backend.workers)}. A ${instance.type} has memory for about ${String(capacity)}, at 128 MiB each and 384 MiB for the system; with more, the kernel ends processes. To fix: lower workers, or choose a larger instance.type.`,
    });
  if (isOptIn(region))
    warnings.push({
      field: "region",
      cause: `"${region}". It is an opt-in region, where a deploy fails until the account has enabled it. To fix: run \`aws account enable-region --region-name ${region}\` once.`,
    });
  return warnings;
}

/** Workers that a small instance has memory for; undefined for larger ones. */
function workersIn(type: string): number | undefined {
  const memory = memoryMiB(type);
  return memory === undefined ? undefined : Math.floor((memory - 384) / 128);
}

/** Settings of the network without effect. */
function networkWarnings({ network, ssh }: LoadBalancedEnvironment): Warning[] {
  const { vpcCidr, nat, publicSubnets, privateSubnets, primaryZone } = network;
  const warnings: Warning[] = [];
  const byDefault = defaultPrivateSubnets(vpcCidr, publicSubnets);
  if (nat === "none" && JSON.stringify(privateSubnets) !== JSON.stringify(byDefault))
    warnings.push({
      field: "network.privateSubnets",
      cause: `${JSON.stringify(privateSubnets)}. They do not exist, because network.nat is none. To fix: set nat to single or per-az, or remove them.`,
    });
  if (!(primaryZone in publicSubnets))
    warnings.push({
      field: "network.primaryZone",
      cause: `"${primaryZone}". Nothing is in it: there is no single NAT gateway, no EC2 Instance Connect Endpoint, and no subnet. To fix: remove it, or choose a zone of network.publicSubnets.`,
    });
  const unreachable = nat === "none" ? [] : ssh.allowedCidrs.filter((block) => !isPrivate(block));
  if (unreachable.length > 0)
    warnings.push({
      field: "ssh.allowedCidrs",
      cause: `"${unreachable.join('", "')}". Public addresses cannot reach instances in private subnets. To fix: remove them, and use ssh.instanceConnectEndpoint or Session Manager.`,
    });
  return warnings;
}

const WEEK = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

/** Instances stop and start on the same weekdays, so a stop that comes before the start leaves them on overnight. */
function offHoursWarnings({
  startTime,
  stopTime,
  weekdays,
}: NonNullable<Environment["offHours"]>): Warning[] {
  if (stopTime > startTime) return [];
  const otherDays = WEEK.filter((day) => !weekdays.includes(day));
  // A stop after midnight on every day is what an owner means who works late.
  if (otherDays.length === 0 && startTime <= "12:00") return [];
  const alwaysOn = otherDays.length === 0 ? "" : ` and all of ${otherDays.join(", ")}`;
  return [
    {
      field: "offHours.stopTime",
      cause: `"${stopTime}". It is before startTime ${startTime}: instances are stopped from ${stopTime} to ${startTime} on ${weekdays.join(", ")}, and run every night${alwaysOn}. To fix: if they should run by day, set stopTime after startTime; if they should stop after midnight, name all seven weekdays.`,
    },
  ];
}

function corsWarnings(environment: LoadBalancedEnvironment): Warning[] {
  const { api, domain } = environment;
  const origins = api.cors?.allowOrigins ?? [];
  const field = "api.cors.allowOrigins";
  const warnings: Warning[] = [];
  const plain = origins.filter((origin) => /^http:\/\/(?!(?:localhost|127\.0\.0\.1)(?::|$))/.test(origin));
  if (plain.length > 0)
    warnings.push({
      field,
      cause: `"${plain.join('", "')}". Anyone on the way can change these pages, which may then call the API as their user. To fix: use https.`,
    });
  const isOwn = (origin: string) =>
    origin === "*" ||
    (domain ? origin === `https://${domain.frontendName}` : origin.endsWith(".cloudfront.net"));
  if (api.cors && !origins.some(isOwn))
    warnings.push({
      field,
      cause: `"${origins.join('", "')}". The site itself cannot call the API, because its origin is missing. To fix: add ${domain ? `https://${domain.frontendName}` : "the output frontend_url"}.`,
    });
  return warnings;
}

const TAG_OR_COMMIT = /^(?:refs\/tags\/.+|v?\d+(?:\.\d+)+\S*|v\d+|[0-9a-f]{40})$/;

function loadBalancedWarnings(environment: LoadBalancedEnvironment): Warning[] {
  const { backend, api, loadBalancer, autoScaling, alarms } = environment;
  const warnings: Warning[] = [...corsWarnings(environment), ...networkWarnings(environment)];
  if (!TAG_OR_COMMIT.test(backend.ref))
    warnings.push({
      field: "backend.ref",
      cause: `"${backend.ref}". It looks like a branch, of which instances launched later may run other code. To fix: use a version tag or a full commit id.`,
    });
  if (backend.healthCheckPath === "/health")
    warnings.push({
      field: "backend.healthCheckPath",
      cause: `"/health". It tests MongoDB (decision 4), so a database outage makes every instance unhealthy and replaces them all. To fix: use a liveness path if your application has one.`,
    });
  if (api.routing === "cross-origin" && !api.cors?.allowCredentials)
    warnings.push({
      field: "loadBalancer.stickinessDurationSeconds",
      cause: `${String(loadBalancer.stickinessDurationSeconds)}. Sessions are not sticky: the cookie belongs to the API's host, so browsers do not send it from a page on CloudFront (decision 9). To fix: set api.routing to same-origin, or api.cors.allowCredentials with explicit origins.`,
    });
  if (alarms.instanceCount > autoScaling.minSize)
    warnings.push({
      field: "alarms.instanceCount",
      cause: `${String(alarms.instanceCount)}. It is above autoScaling.minSize ${String(autoScaling.minSize)} (decision 1): the alarm would always be in ALARM, so its actions are disabled. To fix: set minSize to at least ${String(alarms.instanceCount)}, which enables them.`,
    });
  if (loadBalancer.scheme === "internet-facing")
    warnings.push({
      field: "loadBalancer.scheme",
      cause: `"internet-facing". Callers can bypass API Gateway with its throttling, CORS and access logs, and AWS documents VPC Links to internal load balancers only (decision 15). To fix: set it to internal.`,
    });
  return warnings;
}
