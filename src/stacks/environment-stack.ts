import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Ec2InstanceConnectEndpoint } from "@cdktf/provider-aws/lib/ec2-instance-connect-endpoint";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AutoScalingGroup } from "../compute/auto-scaling-group";
import { cloudConfig } from "../compute/boot/cloud-config";
import { InstanceRole } from "../compute/instance-role";
import { LaunchTemplate } from "../compute/launch-template";
import { AutoScalingOffHours, InstanceOffHours } from "../compute/off-hours";
import { SingleInstance } from "../compute/single-instance";
import type {
  Account,
  Environment,
  LoadBalancedEnvironment,
  SingleInstanceEnvironment,
} from "../config/environment";
import type { EnvironmentNames } from "../config/names";
import { environmentNames, permissionsBoundaryArn, stackName, standardTags } from "../config/names";
import { CLOUDFRONT_REGION } from "../config/regions";
import { environmentWarnings } from "../config/warnings";
import { AliasRecords } from "../dns/alias-records";
import { Certificate } from "../dns/certificate";
import type { ApiOrigin, DistributionMetrics } from "../frontend/distribution";
import { Distribution } from "../frontend/distribution";
import { WebAcl } from "../frontend/web-acl";
import { Website } from "../frontend/website";
import { FlowLogs } from "../network/flow-logs";
import { Network } from "../network/network";
import { LoadBalancedSecurityGroups, SingleInstanceSecurityGroups } from "../network/security-groups";
import type { LogWriter } from "../storage/log-bucket";
import { LogBucket } from "../storage/log-bucket";
import type { Watched } from "../observability/observability";
import { Observability } from "../observability/observability";
import { resourcesIn } from "../terraform";
import { HttpApi } from "../traffic/http-api";
import { LoadBalancer } from "../traffic/load-balancer";
import { applySettings, boundRoles, storeStateInS3 } from "./settings";

/**
 * One environment, whole and self-contained: nothing in it refers to another stack.
 *
 * Its outputs have fixed names, for people and scripts: see `docs/architecture.md`.
 */
export class EnvironmentStack extends TerraformStack {
  private readonly names: EnvironmentNames;
  private readonly tags: Readonly<Record<string, string>>;
  private readonly network: Network;
  private readonly logBucket: LogBucket | undefined;
  private readonly backendLogs: CloudwatchLogGroup;
  private readonly flowLogGroup: CloudwatchLogGroup | undefined;
  private readonly instanceRole: InstanceRole;
  private readonly website: Website;

  constructor(
    scope: Construct,
    private readonly account: Account,
    environment: Environment,
  ) {
    super(scope, stackName(environment.name));
    const { region, network, backend, frontend, protect } = environment;
    this.names = environmentNames(account, environment);
    this.tags = standardTags(environment.name, environment.tags);
    applySettings(this, {
      account,
      region,
      tags: this.tags,
      warnings: environmentWarnings(account, environment),
    });
    storeStateInS3(this, account, environment.stateKey);

    this.network = new Network(this, "Network", {
      name: this.names.resource,
      region,
      vpcCidr: network.vpcCidr,
      publicSubnets: network.publicSubnets,
      ...privateSubnets(environment),
      protect,
    });
    this.flowLogGroup = this.flowLogs(environment);
    this.logBucket = this.accessLogBucket(environment);
    this.backendLogs = this.logGroup(
      "BackendLogGroup",
      this.names.backendLogGroup,
      backend.logRetentionDays,
      environment,
    );
    this.instanceRole = new InstanceRole(this, "InstanceRole", {
      name: this.names.instanceRole,
      accountId: account.id,
      region,
      logGroup: this.backendLogs,
      parameterPath: this.names.parameterPath,
    });
    this.website = new Website(this, "Website", {
      bucketName: this.names.frontendBucket,
      access: frontend.bucketAccess,
      versioning: frontend.bucketVersioning,
      oldVersionsExpirationDays: frontend.oldVersionsExpirationDays,
      intelligentTiering: frontend.intelligentTiering,
      protect,
    });

    if (environment.topology === "single-instance") this.singleInstance(environment);
    else this.loadBalanced(environment);
    if (account.ci?.deployEnvironments.includes(environment.name)) {
      boundRoles(this, permissionsBoundaryArn(account, environment));
    }
  }

  /**
   * CDKTF resolves every token twice, first to find references to other stacks. There are none, and a check says
   * so (references-resolve), so the first time is left out: a quarter of a synth of many environments.
   */
  override prepareStack(): void {
    // Nothing to prepare.
  }

  /** The document's Simple architecture: CloudFront carries site and API, the API from one instance. */
  private singleInstance(environment: SingleInstanceEnvironment): void {
    const { offHours, protect } = environment;
    const securityGroups = new SingleInstanceSecurityGroups(
      this,
      "SecurityGroups",
      this.securityGroupProps(environment),
    );
    this.instanceConnectEndpoint(
      securityGroups.instanceConnectEndpoint,
      environment.instance.availabilityZone,
    );
    const instance = new SingleInstance(this, "SingleInstance", {
      name: this.names.resource,
      subnet: this.network.publicSubnetIn(environment.instance.availabilityZone),
      internetGateway: this.network.internetGateway,
      launchTemplate: this.launchTemplate(environment, securityGroups.backend),
      protect,
      dependsOn: this.neededToBoot(securityGroups),
    });
    if (offHours) {
      new InstanceOffHours(this, "OffHours", {
        offHours,
        name: this.names.resource,
        roleName: this.names.offHoursRole,
        accountId: this.account.id,
        region: environment.region,
        instance: instance.resource,
      });
    }
    const { url: frontendUrl, distribution } = this.frontend(environment, {
      domainName: instance.elasticIp.publicDns,
      protocol: "http-only",
      cachedPaths: environment.frontend.cachedPaths,
    });
    this.observability(environment, {
      settings: environment,
      distribution: distribution.metrics,
      instance: instance.metrics,
    });

    this.output(
      "api_endpoint",
      frontendUrl,
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
    const { autoScaling, offHours, protect } = environment;
    const { routing, logRetentionDays, cors, ...limits } = environment.api;
    const { scheme, https, admitHttpToInstances, accessLogs, ...balancing } = environment.loadBalancer;
    const securityGroups = new LoadBalancedSecurityGroups(this, "SecurityGroups", {
      ...this.securityGroupProps(environment),
      internetFacing: scheme === "internet-facing",
      https: https !== undefined,
      admitHttpToInstances,
    });
    this.instanceConnectEndpoint(securityGroups.instanceConnectEndpoint, environment.network.primaryZone);
    const loadBalancer = new LoadBalancer(this, "LoadBalancer", {
      ...balancing,
      name: this.names.loadBalancer,
      scheme,
      certificateArn: https?.certificateArn,
      accessLogs: accessLogs.enabled ? this.logBucket : undefined,
      vpc: this.network.vpc,
      subnets: [...this.network.publicSubnets.values()],
      securityGroup: securityGroups.loadBalancer,
      healthCheckPath: environment.backend.healthCheckPath,
      protect,
    });
    const autoScalingGroup = new AutoScalingGroup(this, "AutoScalingGroup", {
      ...autoScaling,
      name: this.names.resource,
      subnets: [...this.network.instanceSubnets.values()],
      launchTemplate: this.launchTemplate(environment, securityGroups.backend),
      loadBalancer,
      scheduled: offHours !== undefined,
      tags: this.tags,
      dependsOn: this.neededToBoot(securityGroups),
    });
    if (offHours) {
      new AutoScalingOffHours(this, "OffHours", {
        ...autoScaling,
        offHours,
        autoScalingGroup: autoScalingGroup.resource,
      });
    }
    const apiLogs = this.logGroup("ApiLogGroup", this.names.apiLogGroup, logRetentionDays, environment);
    const httpApi = new HttpApi(this, "HttpApi", {
      ...limits,
      cors,
      name: this.names.api,
      vpcLinkName: this.names.resource,
      subnets: this.network.publicSubnets,
      securityGroup: securityGroups.vpcLink,
      listener: loadBalancer.listener,
      serverName: https?.serverName,
      domain: this.apiDomain(environment),
      accessLogs: apiLogs,
      protect,
    });
    const ownUrl = this.apiUrl(environment, httpApi);
    const sameOrigin = routing === "same-origin";
    const { url: frontendUrl, distribution } = this.frontend(
      environment,
      sameOrigin
        ? {
            domainName: `${httpApi.api.id}.execute-api.${environment.region}.amazonaws.com`,
            protocol: "https-only",
            cachedPaths: environment.frontend.cachedPaths,
          }
        : undefined,
    );
    this.observability(environment, {
      settings: environment,
      distribution: distribution.metrics,
      loadBalancer: loadBalancer.metrics,
      api: httpApi.metrics,
      apiLogs,
      group: autoScalingGroup.metrics,
    });

    this.output("api_endpoint", sameOrigin ? frontendUrl : ownUrl, "Base URL of the API");
    this.output(
      "load_balancer_dns_name",
      loadBalancer.resource.dnsName,
      "DNS name of the load balancer; an internal one's resolves to private addresses",
    );
    this.output(
      "auto_scaling_group_name",
      autoScalingGroup.resource.name,
      "Auto Scaling group of the backend",
    );
    this.output("api_log_group", apiLogs.name, "Log group of the API's access logs");
    this.output(
      "egress_addresses",
      this.network.natAddresses.map((address) => address.publicIp),
      "Addresses to put on MongoDB Atlas's IP access list; none without NAT, because then each instance leaves by a public address of its own that ends with it",
    );
  }

  private launchTemplate(environment: Environment, securityGroup: SecurityGroup): LaunchTemplate {
    const { region, instance, ssh, backend } = environment;
    const loadBalancer = environment.topology === "load-balanced" ? environment.loadBalancer : undefined;
    return new LaunchTemplate(this, "LaunchTemplate", {
      name: this.names.resource,
      instanceType: instance.type,
      amiId: instance.amiId,
      cpuCredits: instance.cpuCredits,
      rootVolumeType: instance.rootVolumeType,
      rootVolumeSizeGiB: instance.rootVolumeSizeGiB,
      keyName: ssh.keyName,
      securityGroup,
      instanceProfile: this.instanceRole.instanceProfile,
      userData: cloudConfig({
        region,
        backend,
        parameterPath: this.names.parameterPath,
        logGroupName: this.names.backendLogGroup,
        metricDimension: loadBalancer ? "AutoScalingGroupName" : "InstanceId",
        ...(loadBalancer && { loadBalancerIdleTimeoutSeconds: loadBalancer.idleTimeoutSeconds }),
      }),
      tags: this.tags,
      followImage: loadBalancer !== undefined,
    });
  }

  /** The distribution with its names and outputs. */
  private frontend({ frontend, domain, protect }: Environment, api: ApiOrigin | undefined) {
    const distribution = new Distribution(this, "Distribution", {
      name: this.names.resource,
      website: this.website,
      priceClass: frontend.priceClass,
      routerFunctionName: this.names.spaRouterFunction,
      api,
      alias: domain && {
        name: domain.frontendName,
        certificateArn: new Certificate(this, "FrontendCertificate", {
          domainName: domain.frontendName,
          hostedZoneId: domain.hostedZoneId,
          region: CLOUDFRONT_REGION,
        }).issuedArn,
      },
      accessLogs: frontend.accessLogs.enabled ? this.logBucket : undefined,
      webAclArn: frontend.webAcl.enabled
        ? new WebAcl(this, "WebAcl", { name: this.names.resource, ...frontend.webAcl }).resource.arn
        : undefined,
      protect,
    });
    if (domain) {
      new AliasRecords(this, "FrontendAlias", {
        hostedZoneId: domain.hostedZoneId,
        name: domain.frontendName,
        target: {
          domainName: distribution.resource.domainName,
          hostedZoneId: distribution.resource.hostedZoneId,
        },
        types: ["A", "AAAA"],
      });
    }
    const url = `https://${domain?.frontendName ?? distribution.resource.domainName}`;
    this.output("frontend_url", url, "Address of the web app");
    this.output("frontend_bucket", this.website.bucket.bucket, "S3 bucket that the web app is published to");
    this.output("distribution_id", distribution.resource.id, "CloudFront distribution, for invalidations");
    this.output("backend_log_group", this.backendLogs.name, "Log group of the backend");
    return { url, distribution };
  }

  /** What watches all of it, and tells whom. */
  private observability(
    { region, notifications }: Environment,
    watched: Watched & { readonly distribution: DistributionMetrics },
  ): void {
    new Observability(this, "Observability", {
      ...watched,
      names: this.names,
      accountId: this.account.id,
      region,
      emailAddresses: notifications.emailAddresses,
      backendLogs: this.backendLogs,
      otherLogs: this.flowLogGroup ? { flow: this.flowLogGroup } : {},
    });
  }

  private apiDomain({ domain, region }: LoadBalancedEnvironment) {
    if (domain?.apiName === undefined) return undefined;
    const certificate = new Certificate(this, "ApiCertificate", {
      domainName: domain.apiName,
      hostedZoneId: domain.hostedZoneId,
      region,
    });
    return { name: domain.apiName, certificateArn: certificate.issuedArn };
  }

  /** The URL of the API's own endpoint, with the records of its name if it has one. */
  private apiUrl({ domain }: LoadBalancedEnvironment, { api, domainName }: HttpApi): string {
    if (!domain || !domainName) return api.apiEndpoint;
    const { targetDomainName, hostedZoneId } = domainName.domainNameConfiguration;
    new AliasRecords(this, "ApiAlias", {
      hostedZoneId: domain.hostedZoneId,
      name: domainName.domainName,
      target: { domainName: targetDomainName, hostedZoneId },
      types: ["A"],
    });
    return `https://${domainName.domainName}`;
  }

  private flowLogs(environment: Environment): CloudwatchLogGroup | undefined {
    const { region, network } = environment;
    if (!network.flowLogs.enabled) return undefined;
    const logGroup = this.logGroup(
      "FlowLogGroup",
      this.names.flowLogGroup,
      network.flowLogs.retentionDays,
      environment,
    );
    new FlowLogs(this, "FlowLogs", {
      roleName: this.names.flowLogsRole,
      accountId: this.account.id,
      region,
      vpc: this.network.vpc,
      logGroup,
    });
    this.output("flow_log_group", logGroup.name, "Log group of the VPC's flow logs");
    return logGroup;
  }

  /** One bucket for whatever logs its requests; none if nothing does. */
  private accessLogBucket(environment: Environment): LogBucket | undefined {
    const writers: [LogWriter, Environment["frontend"]["accessLogs"]][] = [
      ["cloudfront", environment.frontend.accessLogs],
    ];
    if (environment.topology === "load-balanced") {
      writers.push(["load-balancer", environment.loadBalancer.accessLogs]);
    }
    const enabled = writers.filter(([, { enabled }]) => enabled);
    if (enabled.length === 0) return undefined;
    const logBucket = new LogBucket(this, "LogBucket", {
      bucketName: this.names.logBucket,
      accountId: this.account.id,
      region: environment.region,
      expirationDays: Object.fromEntries(
        enabled.map(([writer, { expirationDays }]) => [writer, expirationDays]),
      ),
      protect: environment.protect,
    });
    this.output("log_bucket", logBucket.bucket.bucket, "S3 bucket of the access logs");
    return logBucket;
  }

  private instanceConnectEndpoint(securityGroup: SecurityGroup | undefined, zone: string): void {
    if (!securityGroup) return;
    new Ec2InstanceConnectEndpoint(this, "InstanceConnectEndpoint", {
      subnetId: this.network.instanceSubnetIn(zone).id,
      securityGroupIds: [securityGroup.id],
      // Instances then see the endpoint's address, which its security group admits.
      preserveClientIp: false,
      tags: { Name: this.names.resource },
    });
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
      // preventDestroy goes with the block when something is switched off; this is in the state, and stays.
      skipDestroy: protect,
      lifecycle: { preventDestroy: protect },
    });
  }

  private securityGroupProps({ ssh }: Environment) {
    return {
      name: this.names.resource,
      vpc: this.network.vpc,
      sshCidrs: ssh.allowedCidrs,
      instanceConnectEndpoint: ssh.instanceConnectEndpoint,
    };
  }

  /** An agent that starts before its log group would create one without retention; a boot without routes or permissions fails. */
  private neededToBoot(securityGroups: Construct) {
    return resourcesIn(this.network, securityGroups, this.instanceRole, this.backendLogs);
  }

  private output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }
}

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
