import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { InstanceRole } from "../compute/instance-role";
import type { Account, Environment } from "../config/environment";
import {
  accountNames,
  environmentNames,
  permissionsBoundaryArn,
  stackName,
  standardTags,
} from "../config/names";
import { arnOf } from "../config/regions";
import { environmentWarnings } from "../config/warnings";
import { Frontend } from "../frontend/frontend";
import { FlowLogs } from "../network/flow-logs";
import { Network } from "../network/network";
import { Observability } from "../observability/observability";
import { DataKey } from "../storage/data-key";
import { LogBucket } from "../storage/log-bucket";
import { LogGroup } from "../storage/log-group";
import { LoadBalancedBackend } from "./load-balanced";
import { addOutputs } from "./outputs";
import { applySettings, placeIdentities, storeStateInS3 } from "./settings";
import { SingleInstanceBackend } from "./single-instance";

/**
 * One environment, self-contained: it refers to no other stack. The backend of each topology is in a separate file.
 */
export class EnvironmentStack extends TerraformStack {
  constructor(scope: Construct, account: Account, environment: Environment) {
    super(scope, stackName(environment.name));
    const { region, protect, frontend: frontendSettings } = environment;
    const names = environmentNames(account, environment);
    const tags = standardTags(environment.name, environment.tags);
    const warnings = environmentWarnings(account, environment);
    applySettings(this, { account, region, tags, warnings });
    storeStateInS3(this, account, environment.stateKey);

    const network = new Network(this, "Network", {
      name: names.resource,
      region,
      vpcCidr: environment.network.vpcCidr,
      publicSubnets: environment.network.publicSubnets,
      ...privateSubnets(environment),
      publicS3Endpoint: environment.network.interfaceEndpoints,
      protect,
    });
    const dataKey = environment.customerManagedKey
      ? new DataKey(this, "DataKey", { alias: names.dataKeyAlias, accountId: account.id, region, protect })
      : undefined;
    const flowLogs = environment.network.flowLogs.enabled
      ? new FlowLogs(this, "FlowLogs", {
          roleName: names.flowLogsRole,
          logGroupName: names.flowLogGroup,
          retentionDays: environment.network.flowLogs.retentionDays,
          accountId: account.id,
          region,
          vpc: network.vpc,
          key: dataKey,
          protect,
        })
      : undefined;
    const expirationDays = accessLogExpirationDays(environment);
    const logBucket = expirationDays
      ? new LogBucket(this, "LogBucket", {
          bucketName: names.logBucket,
          accountId: account.id,
          region,
          expirationDays,
          protect,
        })
      : undefined;
    const logGroup = new LogGroup(this, "BackendLogs", {
      name: names.backendLogGroup,
      retentionDays: environment.backend.logRetentionDays,
      key: dataKey,
      protect,
    });
    const instanceRole = new InstanceRole(this, "InstanceRole", {
      name: names.instanceRole,
      accountId: account.id,
      region,
      logGroupArns: [logGroup.resource.arn, ...sessionLogGroupArns(account, region)],
      parameterPath: names.parameterPath,
    });

    const common = { account, names, tags, network, instanceRole, dataKey, logGroup, logBucket };
    const backend =
      environment.topology === "single-instance"
        ? new SingleInstanceBackend(this, "SingleInstance", { ...common, environment })
        : new LoadBalancedBackend(this, "LoadBalanced", { ...common, environment });
    const frontend = new Frontend(this, "Frontend", {
      name: names.resource,
      bucketName: names.frontendBucket,
      routerFunctionName: names.spaRouterFunction,
      webAclLogGroupName: names.frontendWebAclLogGroup,
      settings: frontendSettings,
      domain: environment.domain,
      api: backend.apiOrigin,
      apiUrl: backend.apiUrl,
      logBucket,
      protect,
    });
    new Observability(this, "Observability", {
      names,
      accountId: account.id,
      region,
      emailAddresses: environment.notifications.emailAddresses,
      backend: backend.metrics,
      distribution: frontend.metrics,
      backendLogs: logGroup.resource,
      otherLogs: flowLogs ? { flow: flowLogs.logGroup } : {},
    });
    const isDeployedByCi = account.ci?.deployEnvironments.includes(environment.name);
    placeIdentities(
      this,
      names.iamPath,
      isDeployedByCi ? permissionsBoundaryArn(account, environment) : undefined,
    );

    addOutputs(this, {
      frontend_url: [frontend.url, "Address of the web app"],
      frontend_bucket: [frontend.bucketName, "S3 bucket that the web app is published to"],
      distribution_id: [frontend.distributionId, "CloudFront distribution, for invalidations"],
      api_endpoint: [backend.apiUrl ?? frontend.url, "Base URL of the API"],
      backend_log_group: [logGroup.resource.name, "Log group of the backend"],
      ...backend.outputs,
      ...(flowLogs && { flow_log_group: [flowLogs.logGroup.name, "Log group of the VPC's flow logs"] }),
      ...(logBucket && { log_bucket: [logBucket.resource.bucket, "S3 bucket of the access logs"] }),
    });
  }
}

/** Private subnets of the instances, where there is NAT. */
function privateSubnets(environment: Environment) {
  if (environment.topology === "single-instance") return {};
  const { nat, primaryZone, publicSubnets, privateSubnets } = environment.network;
  if (nat === "none") return {};
  return {
    private: {
      subnets: privateSubnets,
      natZones: nat === "single" ? [primaryZone] : Object.keys(publicSubnets),
    },
  };
}

/** Days that each writer's access logs are kept; undefined if nothing writes any. */
function accessLogExpirationDays(environment: Environment) {
  const { frontend } = environment;
  const loadBalancer = environment.topology === "load-balanced" ? environment.loadBalancer : undefined;
  const days = {
    ...(frontend.accessLogs.enabled && { cloudfront: frontend.accessLogs.expirationDays }),
    ...(loadBalancer?.accessLogs.enabled && { "load-balancer": loadBalancer.accessLogs.expirationDays }),
  };
  return Object.keys(days).length > 0 ? days : undefined;
}

/** Session Manager's agent on the instance writes to the account's log group of sessions, if there is one. */
function sessionLogGroupArns(account: Account, region: string): string[] {
  if (!account.safeguards.sessionLogs) return [];
  const { sessionLogGroup } = accountNames(account);
  return [arnOf("logs", `log-group:${sessionLogGroup}`, { region, accountId: account.id })];
}
