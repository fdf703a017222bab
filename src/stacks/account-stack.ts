import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { CiDeploy } from "../account/ci-roles";
import { CiRoles } from "../account/ci-roles";
import { CostGuard } from "../account/cost-guard";
import { DailySummary } from "../account/daily-summary";
import { ExistingDetector, GuardDuty } from "../account/guard-duty";
import { PermissionsBoundary } from "../account/permissions-boundary";
import { Safeguards } from "../account/safeguards";
import { SecurityAlerts } from "../account/security-alerts";
import {
  alertingChange,
  EXTERNAL_ACCESS,
  GUARDDUTY_FINDING,
  SECURITY_EVENTS,
} from "../account/security-events";
import type { AccountTrail } from "../account/trail";
import { ExistingTrail, Trail } from "../account/trail";
import { TrailAlarms } from "../account/trail-alarms";
import { Undelivered } from "../account/undelivered";
import type { Config, Environment } from "../config/environment";
import {
  accountNames,
  defaultStateKey,
  environmentNames,
  permissionsBoundaryArn,
  stackName,
  standardTags,
  stateBucketName,
} from "../config/names";
import { GLOBAL_SERVICES_REGION } from "../config/regions";
import { accountStackWarnings } from "../config/warnings";
import { Notifications } from "../observability/notifications";
import { alarmDescription } from "../observability/runbooks";
import { addOutputs } from "./outputs";
import { applySettings, storeStateInS3 } from "./settings";

/**
 * Resources that exist once per account: the trail and the alerts that depend on it, the cost guard, and the roles of
 * CI. It refers to no environment's stack, and none refers to it; of the environments it uses names, regions and state
 * keys.
 */
export class AccountStack extends TerraformStack {
  constructor(scope: Construct, config: Config) {
    super(scope, stackName("account"));
    const { account } = config;
    const { id: accountId, region, guardDuty, safeguards, alerts, budget, costAnomalies } = account;
    const { emailAddresses } = account.notifications;
    const names = accountNames(account);
    const regions = watchedRegions(config);
    applySettings(this, {
      account,
      region,
      tags: standardTags("account"),
      warnings: accountStackWarnings(account),
    });
    storeStateInS3(this, account, defaultStateKey("account"));

    const trail: AccountTrail = account.trail.create
      ? new Trail(this, "Trail", {
          name: names.trail,
          accountId,
          region,
          bucketName: names.trailBucket,
          keyAlias: names.trailKeyAlias,
          expirationDays: account.trail.expirationDays,
          objectLock: account.trail.objectLock,
          protect: account.trail.protect,
          logGroupName: names.trailLogGroup,
          logRetentionDays: account.trail.logRetentionDays,
          roleName: `${names.resource}-trail`,
          dataEventsBucketPrefix: account.trail.dataEvents ? names.bucketPrefix : undefined,
        })
      : new ExistingTrail(this, "Trail", account.trail);
    const { logGroupName } = trail;
    const { topics, key } = new Notifications(this, "Notifications", {
      topics: {
        critical: { name: names.criticalTopic, publishers: ["alarms", "rules"] },
        info: { name: names.infoTopic, publishers: ["alarms", "rules"] },
      },
      keyAlias: names.notificationsKeyAlias,
      protectKey: alerts.protectKey,
      accountId,
      region,
      emailAddresses,
    });
    if (guardDuty?.create) new GuardDuty(this, "GuardDuty", { regions, features: guardDuty.features });
    else if (guardDuty) new ExistingDetector(this, "GuardDuty", guardDuty);
    const prefix = `${names.resource}-`;
    const { queue: deadLetterQueue } = new Undelivered(this, "Undelivered", {
      name: names.undelivered,
      accountId,
      region,
      rulePrefix: prefix,
      alarmDescription: alarmDescription("undelivered"),
      topics: Object.values(topics),
    });
    new SecurityAlerts(this, "SecurityAlerts", {
      name: names.resource,
      accountId,
      region,
      otherRegions: regions.filter((other) => other !== region),
      events: [
        ...SECURITY_EVENTS,
        alertingChange({
          accountId,
          prefix,
          keyArns: [key.arn, ...(trail.keyArn === undefined ? [] : [trail.keyArn])],
          logGroupName: account.trail.create ? names.trailLogGroup : account.trail.logGroupName,
          bucketName: account.trail.create ? names.trailBucket : undefined,
        }),
        ...(guardDuty ? [GUARDDUTY_FINDING] : []),
        ...(safeguards.accessAnalyzer ? [EXTERNAL_ACCESS] : []),
      ],
      topics,
      deadLetterQueue,
    });
    if (logGroupName !== undefined) {
      new TrailAlarms(this, "TrailAlarms", {
        ...alerts,
        name: names.resource,
        alarmDescription,
        metricNamespace: names.metricNamespace,
        logGroupName,
        topic: topics.critical,
      });
      new DailySummary(this, "DailySummary", {
        name: `${names.resource}-summary`,
        accountId,
        region,
        hourUtc: alerts.summaryHourUtc,
        logGroupName,
        topic: topics.info,
        key,
        deadLetterQueue,
      });
    }
    new Safeguards(this, "Safeguards", {
      ...safeguards,
      name: names.resource,
      regions,
      sessionLogs: safeguards.sessionLogs && {
        ...safeguards.sessionLogs,
        logGroupName: names.sessionLogGroup,
        regions: [...new Set(config.environments.map((environment) => environment.region))].sort(),
      },
    });
    new CostGuard(this, "CostGuard", {
      budgetName: names.budget,
      monthlyLimitUsd: budget.monthlyLimitUsd,
      anomaliesName: names.costAnomalies,
      monitor: costAnomalies.monitor,
      anomalyThresholdUsd: costAnomalies.thresholdUsd,
      emailAddresses,
    });
    const ciRoles = this.addCi(config);

    addOutputs(this, {
      trail_arn: [trail.arn, "Trail that the alerts depend on"],
      critical_topic: [topics.critical.arn, "Topic of critical alerts"],
      info_topic: [topics.info.arn, "Topic of changes and of the daily summary"],
      watched_regions: [regions, "Regions whose events are reported"],
      ...(ciRoles && {
        ci_plan_role: [ciRoles.planArn, "Role with which CI plans"],
        ci_deploy_roles: [ciRoles.deployArns, "Roles with which CI deploys, by environment"],
      }),
    });
  }

  /** Adds the roles of CI, and the boundary of the roles of each environment that CI deploys, if CI is configured. */
  private addCi({ account, environments }: Config): CiRoles | undefined {
    const { id: accountId, ci, safeguards } = account;
    if (ci === undefined) return undefined;
    const names = accountNames(account);
    const deploys = environments
      .filter(({ name }) => ci.deployEnvironments.includes(name))
      .map((environment): CiDeploy => ({
        environment: environment.name,
        accountId,
        region: environment.region,
        names: environmentNames(account, environment),
        hostedZoneId: environment.domain?.hostedZoneId,
        domainNames: domainNamesOf(environment),
        keyName: environment.ssh.keyName,
        stateKey: environment.stateKey,
        permissionsBoundaryArn: permissionsBoundaryArn(account, environment),
      }));
    for (const deploy of deploys) {
      new PermissionsBoundary(this, `PermissionsBoundary-${deploy.environment}`, {
        name: deploy.names.permissionsBoundary,
        accountId,
        environment: deploy.environment,
        parameterPath: deploy.names.parameterPath,
        logGroups: [
          deploy.names.backendLogGroup,
          deploy.names.flowLogGroup,
          ...(safeguards.sessionLogs ? [names.sessionLogGroup] : []),
        ],
      });
    }
    return new CiRoles(this, "CiRoles", {
      accountId,
      oidcProvider: ci.oidcProvider,
      repository: ci.subjectRepository ?? ci.repository,
      repositoryId: ci.repositoryId,
      repositoryOwnerId: ci.repositoryOwnerId,
      branch: ci.branch,
      name: names.ci,
      stateBucket: stateBucketName(accountId),
      stateKeys: [defaultStateKey("account"), ...environments.map(({ stateKey }) => stateKey)],
      bucketPrefix: names.bucketPrefix,
      frontendBuckets: environments.map(
        (environment) => environmentNames(account, environment).frontendBucket,
      ),
      deploys,
    });
  }
}

/** An environment's custom domain names, as IAM compares them. */
function domainNamesOf({ domain }: Environment): string[] {
  if (domain === undefined) return [];
  const names = [domain.frontendName, "apiName" in domain ? domain.apiName : undefined];
  return names.flatMap((name) => name?.toLowerCase() ?? []);
}

/** The regions of the project's stacks, and the region of global services' events. */
function watchedRegions({ account, environments }: Config): string[] {
  return [
    ...new Set([account.region, GLOBAL_SERVICES_REGION, ...environments.map(({ region }) => region)]),
  ].sort();
}
