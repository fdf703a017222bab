import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AutoScalingGroup } from "../compute/auto-scaling-group";
import { cloudConfig } from "../compute/boot/cloud-config";
import { InstanceRole } from "../compute/instance-role";
import { LaunchTemplate } from "../compute/launch-template";
import { SingleInstance } from "../compute/single-instance";
import type {
  Account,
  Environment,
  LoadBalancedEnvironment,
  SingleInstanceEnvironment,
} from "../config/environment";
import type { EnvironmentNames } from "../config/names";
import { environmentNames, stackName, standardTags } from "../config/names";
import { environmentWarnings } from "../config/warnings";
import { Distribution } from "../frontend/distribution";
import { Website } from "../frontend/website";
import { Network } from "../network/network";
import { LoadBalancedSecurityGroups, SingleInstanceSecurityGroups } from "../network/security-groups";
import { resourcesIn } from "../terraform";
import { HttpApi } from "../traffic/http-api";
import { LoadBalancer } from "../traffic/load-balancer";
import { applySettings, storeStateInS3 } from "./settings";

/**
 * One environment, whole and self-contained: nothing in it refers to another stack.
 *
 * Its outputs have fixed names, for people and scripts: see `docs/architecture.md`.
 */
export class EnvironmentStack extends TerraformStack {
  private readonly names: EnvironmentNames;
  private readonly tags: Readonly<Record<string, string>>;
  private readonly network: Network;
  private readonly backendLogs: CloudwatchLogGroup;
  private readonly instanceRole: InstanceRole;
  private readonly website: Website;

  constructor(scope: Construct, account: Account, environment: Environment) {
    super(scope, stackName(environment.name));
    this.names = environmentNames({
      accountId: account.id,
      environment: environment.name,
      documentNames: environment.documentNames,
    });
    this.tags = standardTags(environment.name, environment.tags);
    applySettings(this, {
      account,
      region: environment.region,
      tags: this.tags,
      warnings: environmentWarnings(account, environment),
    });
    storeStateInS3(this, account, environment.stateKey);

    this.network = new Network(this, "Network", { name: this.names.resource, ...environment.network });
    this.backendLogs = this.logGroup(
      "BackendLogGroup",
      this.names.backendLogGroup,
      environment.backend.logRetentionDays,
      environment,
    );
    this.instanceRole = new InstanceRole(this, "InstanceRole", {
      name: this.names.instanceRole,
      accountId: account.id,
      region: environment.region,
      logGroup: this.backendLogs,
      parameterPath: this.names.parameterPath,
    });
    this.website = new Website(this, "Website", {
      bucketName: this.names.frontendBucket,
      protect: environment.protect,
    });

    if (environment.topology === "single-instance") this.singleInstance(environment);
    else this.loadBalanced(environment);
  }

  /** The document's Simple architecture: CloudFront carries site and API, the API from one instance. */
  private singleInstance(environment: SingleInstanceEnvironment): void {
    const { protect } = environment;
    const securityGroups = new SingleInstanceSecurityGroups(
      this,
      "SecurityGroups",
      this.securityGroupProps(environment),
    );
    const instance = new SingleInstance(this, "SingleInstance", {
      name: this.names.resource,
      subnet: this.network.publicSubnetIn(environment.instance.availabilityZone),
      internetGateway: this.network.internetGateway,
      launchTemplate: this.launchTemplate(environment, securityGroups.backend, { followImage: false }),
      protect,
      dependsOn: this.neededToBoot(securityGroups),
    });
    const distribution = this.distribution(environment, {
      elasticIp: instance.elasticIp,
      routerFunctionName: this.names.spaRouterFunction,
    });

    this.output(
      "api_endpoint",
      `https://${distribution.resource.domainName}`,
      "Base URL of the API: the frontend's own, carried by CloudFront",
    );
    this.output("elastic_ip", instance.elasticIp.publicIp, "Public address of the instance");
    this.output(
      "egress_addresses",
      [instance.elasticIp.publicIp],
      "Addresses to put on MongoDB Atlas's IP access list",
    );
  }

  /** The document's Production architecture: API Gateway, VPC Link, load balancer, Auto Scaling group. */
  private loadBalanced(environment: LoadBalancedEnvironment): void {
    const { api, protect } = environment;
    const securityGroups = new LoadBalancedSecurityGroups(
      this,
      "SecurityGroups",
      this.securityGroupProps(environment),
    );
    const loadBalancer = new LoadBalancer(this, "LoadBalancer", {
      ...environment.loadBalancer,
      name: this.names.resource,
      vpc: this.network.vpc,
      subnets: [...this.network.publicSubnets.values()],
      securityGroup: securityGroups.loadBalancer,
      healthCheckPath: environment.backend.healthCheckPath,
      protect,
    });
    const autoScalingGroup = new AutoScalingGroup(this, "AutoScalingGroup", {
      ...environment.autoScaling,
      name: this.names.resource,
      subnets: [...this.network.publicSubnets.values()],
      launchTemplate: this.launchTemplate(environment, securityGroups.backend, { followImage: true }),
      loadBalancer,
      tags: this.tags,
      dependsOn: this.neededToBoot(securityGroups),
    });
    const apiLogs = this.logGroup("ApiLogGroup", this.names.apiLogGroup, api.logRetentionDays, environment);
    const httpApi = new HttpApi(this, "HttpApi", {
      ...api,
      name: this.names.api,
      vpcLinkName: this.names.resource,
      subnets: this.network.publicSubnets,
      securityGroup: securityGroups.vpcLink,
      listener: loadBalancer.listener,
      accessLogs: apiLogs,
      protect,
    });
    this.distribution(environment);

    this.output("api_endpoint", httpApi.api.apiEndpoint, "Base URL of the API");
    this.output(
      "load_balancer_dns_name",
      loadBalancer.resource.dnsName,
      "DNS name of the load balancer, resolvable to private addresses",
    );
    this.output(
      "auto_scaling_group_name",
      autoScalingGroup.resource.name,
      "Auto Scaling group of the backend",
    );
    this.output("api_log_group", apiLogs.name, "Log group of the API's access logs");
    this.output(
      "egress_addresses",
      [],
      "Addresses to put on MongoDB Atlas's IP access list; none, because each instance leaves by a public address of its own that ends with it",
    );
  }

  private launchTemplate(
    { instance, ssh, backend }: Environment,
    securityGroup: SecurityGroup,
    { followImage }: { followImage: boolean },
  ): LaunchTemplate {
    return new LaunchTemplate(this, "LaunchTemplate", {
      name: this.names.resource,
      instanceType: instance.type,
      cpuCredits: instance.cpuCredits,
      rootVolumeType: instance.rootVolumeType,
      rootVolumeSizeGiB: instance.rootVolumeSizeGiB,
      keyName: ssh.keyName,
      securityGroup,
      instanceProfile: this.instanceRole.instanceProfile,
      userData: cloudConfig(backend),
      tags: this.tags,
      followImage,
    });
  }

  private distribution(
    { frontend, protect }: Environment,
    api?: { readonly elasticIp: SingleInstance["elasticIp"]; readonly routerFunctionName: string },
  ): Distribution {
    const distribution = new Distribution(this, "Distribution", {
      comment: this.names.resource,
      website: this.website,
      priceClass: frontend.priceClass,
      protect,
      ...(api && { api }),
    });
    this.output("frontend_url", `https://${distribution.resource.domainName}`, "Address of the web app");
    this.output("frontend_bucket", this.website.bucket.bucket, "S3 bucket that the web app is published to");
    this.output("distribution_id", distribution.resource.id, "CloudFront distribution, for invalidations");
    this.output("backend_log_group", this.backendLogs.name, "Log group of the backend");
    return distribution;
  }

  private logGroup(
    id: string,
    name: string,
    retentionInDays: number,
    { protect }: Environment,
  ): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, id, {
      name,
      retentionInDays,
      lifecycle: { preventDestroy: protect },
    });
  }

  private securityGroupProps({ ssh }: Environment) {
    return { name: this.names.resource, vpc: this.network.vpc, sshCidrs: ssh.allowedCidrs };
  }

  /** An agent that starts before its log group would create one without retention; a boot without routes or permissions fails. */
  private neededToBoot(securityGroups: Construct) {
    return resourcesIn(this.network, securityGroups, this.instanceRole, this.backendLogs);
  }

  private output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }
}
