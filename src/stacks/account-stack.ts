import { DataAwsCloudwatchLogGroup } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-group";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { CiRoles, GITHUB_TOKENS } from "../account/ci-roles";
import { CostGuard } from "../account/cost-guard";
import { DailySummary } from "../account/daily-summary";
import { ExistingDetector, GuardDuty } from "../account/guard-duty";
import { PermissionsBoundary } from "../account/permissions-boundary";
import { SecurityAlerts } from "../account/security-alerts";
import { GUARDDUTY_FINDING, SECURITY_EVENTS } from "../account/security-events";
import { Trail } from "../account/trail";
import { TrailAlarms } from "../account/trail-alarms";
import type { Account, Config } from "../config/environment";
import {
  accountNames,
  defaultStateKey,
  environmentNames,
  permissionsBoundaryArn,
  stackName,
  standardTags,
  stateBucketName,
} from "../config/names";
import { accountStackWarnings } from "../config/warnings";
import { Notifications } from "../observability/notifications";
import { alarmDescription } from "../observability/runbooks";
import { applySettings, storeStateInS3 } from "./settings";

/** Where global services such as IAM and root's sign-ins have their events. */
const GLOBAL_REGION = "us-east-1";

/**
 * What exists once an account: the trail and the alerts that rest on it, the cost guard, and the roles of CI. It refers
 * to no environment, and none to it; of them it knows names, regions and where their states are.
 */
export class AccountStack extends TerraformStack {
  private readonly names: ReturnType<typeof accountNames>;

  constructor(
    scope: Construct,
    private readonly config: Config,
  ) {
    super(scope, stackName("account"));
    const { account } = config;
    const { id: accountId, region, alerts, budget, costAnomalies } = account;
    const { emailAddresses } = account.notifications;
    this.names = accountNames(account);
    applySettings(this, {
      account,
      region,
      tags: standardTags("account"),
      warnings: accountStackWarnings(account),
    });
    storeStateInS3(this, account, defaultStateKey("account"));

    const logGroupName = this.trail();
    const notifications = new Notifications(this, "Notifications", {
      topics: {
        critical: {
          name: this.names.criticalTopic,
          publishers: logGroupName === undefined ? ["rules"] : ["alarms", "rules"],
        },
        info: { name: this.names.infoTopic, publishers: ["rules"] },
      },
      keyAlias: this.names.notificationsKeyAlias,
      accountId,
      region,
      emailAddresses,
    });
    this.guardDuty();
    new SecurityAlerts(this, "SecurityAlerts", {
      name: this.names.resource,
      accountId,
      region,
      otherRegions: this.watchedRegions().filter((other) => other !== region),
      events: [...SECURITY_EVENTS, ...(account.guardDuty ? [GUARDDUTY_FINDING] : [])],
      notifications,
    });
    if (logGroupName !== undefined) {
      new TrailAlarms(this, "TrailAlarms", {
        ...alerts,
        name: this.names.resource,
        alarmDescription,
        metricNamespace: this.names.metricNamespace,
        logGroupName,
        topic: notifications.topics.critical,
      });
      new DailySummary(this, "DailySummary", {
        name: `${this.names.resource}-summary`,
        accountId,
        region,
        hourUtc: alerts.summaryHourUtc,
        logGroupName,
        notifications,
      });
    }
    new CostGuard(this, "CostGuard", {
      budgetName: this.names.budget,
      monthlyLimitUsd: budget.monthlyLimitUsd,
      anomaliesName: this.names.costAnomalies,
      monitor: costAnomalies.monitor,
      anomalyThresholdUsd: costAnomalies.thresholdUsd,
      emailAddresses,
    });

    this.ci();

    this.output("critical_topic", notifications.topics.critical.arn, "Topic of critical alerts");
    this.output("info_topic", notifications.topics.info.arn, "Topic of changes and of the daily summary");
    this.output("watched_regions", this.watchedRegions(), "Regions whose events are watched by rules");
  }

  /** The regions of the project's stacks, and the one where global services have their events. */
  private watchedRegions(): string[] {
    const { account, environments } = this.config;
    return [...new Set([account.region, GLOBAL_REGION, ...environments.map(({ region }) => region)])].sort();
  }

  /** Makes the trail unless there is one; returns the name of its log group, where it is known. */
  private trail(): string | undefined {
    const { id: accountId, region, trail } = this.config.account;
    if (!trail.create) {
      this.output("trail_arn", trail.arn, "The trail that alerts rest on");
      if (trail.logGroupName === undefined) return undefined;
      // Looked up, so that a plan fails where it does not exist.
      return new DataAwsCloudwatchLogGroup(this, "TrailLogGroup", { name: trail.logGroupName }).name;
    }
    const { resource, logGroup } = new Trail(this, "Trail", {
      name: this.names.trail,
      accountId,
      region,
      bucketName: this.names.trailBucket,
      expirationDays: trail.expirationDays,
      protect: trail.protect,
      logGroupName: this.names.trailLogGroup,
      logRetentionDays: trail.logRetentionDays,
      roleName: `${this.names.resource}-trail`,
      dataEventsOf: trail.dataEvents ? this.names.bucketPrefix : undefined,
    });
    this.output("trail_arn", resource.arn, "The trail that alerts rest on");
    return logGroup.name;
  }

  private guardDuty(): void {
    const { guardDuty } = this.config.account;
    if (guardDuty === undefined) return;
    if (guardDuty.create) new GuardDuty(this, "GuardDuty", { regions: this.watchedRegions() });
    else new ExistingDetector(this, "GuardDuty", guardDuty);
  }

  /** Roles for CI, and what bounds the roles that CI makes, by environment; nothing where CI is not configured. */
  private ci(): void {
    const { account, environments } = this.config;
    const { ci } = account;
    if (ci === undefined) return;
    const deployed = environments
      .filter(({ name }) => ci.deployEnvironments.includes(name))
      .map((environment) => ({ ...environment, names: environmentNames(account, environment) }));
    for (const { name, names } of deployed) {
      new PermissionsBoundary(this, `PermissionsBoundary-${name}`, {
        name: names.permissionsBoundary,
        accountId: account.id,
        environment: name,
        parameterPath: names.parameterPath,
      });
    }
    const roles = new CiRoles(this, "CiRoles", {
      accountId: account.id,
      oidcProviderArn: this.oidcProvider(ci.oidcProvider),
      repository: ci.repository,
      branch: ci.branch,
      name: this.names.ci,
      stateBucket: stateBucketName(account.id),
      stateKeys: [defaultStateKey("account"), ...environments.map(({ stateKey }) => stateKey)],
      bucketPrefix: this.names.bucketPrefix,
      frontendBuckets: environments.map(
        (environment) => environmentNames(account, environment).frontendBucket,
      ),
      deploys: deployed.map((environment) => ({
        environment: environment.name,
        accountId: account.id,
        region: environment.region,
        names: environment.names,
        hostedZoneId: environment.domain?.hostedZoneId,
        stateKey: environment.stateKey,
        permissionsBoundaryArn: permissionsBoundaryArn(account, environment),
      })),
    });
    this.output("ci_plan_role", roles.plan.arn, "Role that CI plans by");
    const deployRoles = [...roles.deploys].map(([environment, { arn }]) => [environment, arn]);
    this.output(
      "ci_deploy_roles",
      Object.fromEntries(deployRoles),
      "Roles that CI deploys by, by environment",
    );
  }

  private oidcProvider(provider: NonNullable<Account["ci"]>["oidcProvider"]): string {
    if (!provider.create) {
      // Looked up, so that a plan fails where it does not exist.
      return new DataAwsIamOpenidConnectProvider(this, "OidcProvider", { arn: provider.arn }).arn;
    }
    return new IamOpenidConnectProvider(this, "OidcProvider", {
      url: `https://${GITHUB_TOKENS}`,
      clientIdList: ["sts.amazonaws.com"],
    }).arn;
  }

  private output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }
}
