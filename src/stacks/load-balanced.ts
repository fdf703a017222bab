import { Construct } from "constructs";
import { AutoScalingGroup } from "../compute/auto-scaling-group";
import { LaunchTemplate } from "../compute/launch-template";
import { AutoScalingOffHours } from "../compute/off-hours";
import type { LoadBalancedEnvironment } from "../config/environment";
import { LoadBalancedSecurityGroups } from "../network/security-groups";
import { Api } from "../traffic/api";
import { LoadBalancer } from "../traffic/load-balancer";
import type { Backend, BackendProps } from "./backend";
import {
  addInstanceConnectEndpoint,
  addInterfaceEndpoints,
  launchTemplateProps,
  neededToBoot,
  securityGroupsProps,
} from "./backend";

/** The document's Production architecture: API Gateway, VPC Link, load balancer and Auto Scaling group. */
export class LoadBalancedBackend extends Construct implements Backend {
  readonly apiOrigin: Backend["apiOrigin"];
  readonly apiUrl: Backend["apiUrl"];
  readonly metrics: Backend["metrics"];
  readonly outputs: Backend["outputs"];

  constructor(scope: Construct, id: string, props: BackendProps<LoadBalancedEnvironment>) {
    super(scope, id);
    const { environment, names, tags, network, dataKey } = props;
    const { region, autoScaling, offHours, protect } = environment;
    const { scheme, https, admitHttpToInstances, accessLogs, webAcl, ...balancing } =
      environment.loadBalancer;

    const securityGroups = new LoadBalancedSecurityGroups(this, "SecurityGroups", {
      ...securityGroupsProps(props),
      internetFacing: scheme === "internet-facing",
      https: https !== undefined,
      admitHttpToInstances,
    });
    addInstanceConnectEndpoint(this, props, securityGroups.backend, environment.network.primaryZone);
    addInterfaceEndpoints(this, props, securityGroups.backend, [...network.instanceSubnets.values()]);
    const loadBalancer = new LoadBalancer(this, "LoadBalancer", {
      ...balancing,
      name: names.loadBalancer,
      targetGroupPrefix: names.targetGroupPrefix,
      scheme,
      certificateArn: https?.certificateArn,
      accessLogs: accessLogs.enabled ? props.logBucket : undefined,
      webAcl: webAcl.enabled
        ? {
            ...webAcl,
            name: names.loadBalancerWebAcl,
            logGroupName: names.loadBalancerWebAclLogGroup,
            logKey: dataKey,
            cloudFront: undefined,
            protect,
          }
        : undefined,
      vpc: network.vpc,
      subnets: [...network.publicSubnets.values()],
      securityGroup: securityGroups.loadBalancer,
      healthCheckPath: environment.backend.healthCheckPath,
      protect,
    });
    dataKey?.allowAutoScaling();
    const group = new AutoScalingGroup(this, "AutoScalingGroup", {
      ...autoScaling,
      name: names.resource,
      subnets: [...network.instanceSubnets.values()],
      launchTemplate: new LaunchTemplate(
        this,
        "LaunchTemplate",
        launchTemplateProps(props, securityGroups.backend),
      ),
      loadBalancer,
      scheduled: offHours !== undefined,
      tags,
      dependsOn: neededToBoot(props, securityGroups),
    });
    if (offHours) {
      new AutoScalingOffHours(this, "OffHours", {
        ...autoScaling,
        offHours,
        autoScalingGroup: group.resource,
      });
    }
    const api = new Api(this, "Api", {
      name: names.api,
      vpcLinkName: names.resource,
      logGroupName: names.apiLogGroup,
      key: dataKey,
      region,
      settings: environment.api,
      subnets: network.publicSubnets,
      securityGroup: securityGroups.vpcLink,
      listener: loadBalancer.listener,
      serverName: https?.serverName,
      domain: environment.domain,
      protect,
    });

    const sameOrigin = environment.api.routing === "same-origin";
    this.apiOrigin = sameOrigin
      ? {
          domainName: api.originDomainName,
          protocol: "https-only",
          cachedPaths: environment.frontend.cachedPaths,
        }
      : undefined;
    this.apiUrl = sameOrigin ? undefined : api.url;
    this.metrics = {
      topology: "load-balanced",
      settings: environment,
      loadBalancer: loadBalancer.metrics,
      api: api.metrics,
      apiLogs: api.accessLogs,
      group: group.metrics,
    };
    this.outputs = {
      load_balancer_dns_name: [
        loadBalancer.resource.dnsName,
        "DNS name of the load balancer; the name of an internal one resolves to private addresses",
      ],
      auto_scaling_group_name: [group.resource.name, "Auto Scaling group of the backend"],
      api_log_group: [api.accessLogs.name, "Log group of the API's access logs"],
      egress_addresses: [
        network.natAddresses.map((address) => address.publicIp),
        "Addresses to put on MongoDB Atlas's IP access list; none without NAT, because then each instance uses its own public address, which ends with the instance",
      ],
    };
  }
}
