import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { cloudConfig } from "../compute/boot/cloud-config";
import type { InstanceRole } from "../compute/instance-role";
import type { LaunchTemplateProps } from "../compute/launch-template";
import type { Account, Environment } from "../config/environment";
import type { EnvironmentNames } from "../config/names";
import type { ApiOrigin } from "../frontend/distribution";
import { InstanceConnectEndpoint } from "../network/instance-connect-endpoint";
import { InterfaceEndpoints } from "../network/interface-endpoints";
import type { Network } from "../network/network";
import type { SecurityGroup } from "../network/security-group";
import type { BackendMetrics } from "../observability/observability";
import type { DataKey } from "../storage/data-key";
import type { LogBucket } from "../storage/log-bucket";
import type { LogGroup } from "../storage/log-group";
import { resourcesIn } from "../terraform";
import type { Outputs } from "./outputs";

/** What a topology needs from the rest of its stack. */
export interface BackendProps<E extends Environment = Environment> {
  readonly account: Account;
  readonly environment: E;
  readonly names: EnvironmentNames;
  readonly tags: Readonly<Record<string, string>>;
  readonly network: Network;
  readonly instanceRole: InstanceRole;
  /** Customer-managed key of log groups and volumes, if the environment has one. */
  readonly dataKey: DataKey | undefined;
  readonly logGroup: LogGroup;
  /** Bucket of the access logs, if anything in the environment writes them. */
  readonly logBucket: LogBucket | undefined;
}

/** What the rest of the stack needs from a topology. */
export interface Backend {
  /** The backend as an origin of the distribution, where CloudFront carries the API. */
  readonly apiOrigin: ApiOrigin | undefined;
  /** The API's own URL, where CloudFront does not carry it. */
  readonly apiUrl: string | undefined;
  readonly metrics: BackendMetrics;
  readonly outputs: Outputs;
}

export function securityGroupsProps({ environment, names, network }: BackendProps) {
  const { restricted, tcpPorts } = environment.network.egress;
  return {
    name: names.resource,
    vpc: network.vpc,
    sshCidrs: environment.ssh.allowedCidrs,
    egressTcpPorts: restricted ? tcpPorts : undefined,
  };
}

export function launchTemplateProps(
  { environment, names, tags, instanceRole, dataKey }: BackendProps,
  securityGroup: SecurityGroup,
): LaunchTemplateProps {
  const { region, instance, ssh, backend } = environment;
  const loadBalancer = environment.topology === "load-balanced" ? environment.loadBalancer : undefined;
  return {
    name: names.resource,
    instanceType: instance.type,
    amiId: instance.amiId,
    cpuCredits: instance.cpuCredits,
    rootVolumeType: instance.rootVolumeType,
    rootVolumeSizeGiB: instance.rootVolumeSizeGiB,
    volumeKey: dataKey,
    keyName: ssh.keyName,
    securityGroup,
    instanceProfile: instanceRole.instanceProfile,
    userData: cloudConfig({
      region,
      backend,
      parameterPath: names.parameterPath,
      logGroupName: names.backendLogGroup,
      metricDimension: loadBalancer ? "AutoScalingGroupName" : "InstanceId",
      ...(loadBalancer && { loadBalancerIdleTimeoutSeconds: loadBalancer.idleTimeoutSeconds }),
    }),
    tags,
    followImage: loadBalancer !== undefined,
  };
}

/**
 * Resources that an instance needs while it boots. Without routes or permissions a boot fails, and an agent that starts
 * before its log group creates one without retention.
 */
export function neededToBoot(
  { network, instanceRole, logGroup }: BackendProps,
  securityGroups: Construct,
): ITerraformDependable[] {
  return resourcesIn(network, securityGroups, instanceRole, logGroup);
}

/** Adds an EC2 Instance Connect Endpoint in a zone, if the environment has one. */
export function addInstanceConnectEndpoint(
  scope: Construct,
  { environment, names, network }: BackendProps,
  backend: SecurityGroup,
  zone: string,
): void {
  if (!environment.ssh.instanceConnectEndpoint) return;
  new InstanceConnectEndpoint(scope, "InstanceConnectEndpoint", {
    name: names.resource,
    vpc: network.vpc,
    subnet: network.instanceSubnetIn(zone),
    backend,
  });
}

/** Adds interface endpoints for the instances in some subnets, if the environment has them. */
export function addInterfaceEndpoints(
  scope: Construct,
  { environment, names, network }: BackendProps,
  backend: SecurityGroup,
  subnets: readonly Subnet[],
): void {
  if (!environment.network.interfaceEndpoints) return;
  new InterfaceEndpoints(scope, "InterfaceEndpoints", {
    name: names.resource,
    region: environment.region,
    vpc: network.vpc,
    subnets,
    backend,
  });
}
