import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { InstanceMetrics } from "./instance-metrics";
import { instanceMetrics } from "./instance-metrics";
import type { LaunchTemplate } from "./launch-template";

export interface SingleInstanceProps {
  /** Name tag of the instance and its address. */
  readonly name: string;
  readonly subnet: Subnet;
  readonly internetGateway: InternetGateway;
  readonly launchTemplate: LaunchTemplate;
  /** Whether Terraform refuses to destroy the address. */
  readonly protect: boolean;
  /** Resources that the instance needs while it boots. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The instance of the Simple architecture, with its Elastic IP (document, section 2). Exposes the address, which
 * CloudFront uses by its public DNS name and outputs show, and the metrics.
 */
export class SingleInstance extends Construct {
  readonly resource: Instance;
  readonly elasticIp: Eip;
  readonly metrics: InstanceMetrics;

  constructor(scope: Construct, id: string, props: SingleInstanceProps) {
    super(scope, id);

    this.resource = new Instance(this, "Resource", {
      launchTemplate: {
        id: props.launchTemplate.resource.id,
        version: Token.asString(props.launchTemplate.resource.latestVersion),
      },
      subnetId: props.subnet.id,
      tags: { Name: props.name },
      dependsOn: props.dependsOn,
    });
    this.metrics = instanceMetrics({ InstanceId: this.resource.id });
    this.elasticIp = new Eip(this, "ElasticIp", {
      domain: "vpc",
      tags: { Name: props.name },
      // AWS associates an address with an instance only in a VPC that has an internet gateway.
      dependsOn: [props.internetGateway],
      lifecycle: { preventDestroy: props.protect },
    });
    new EipAssociation(this, "ElasticIpAssociation", {
      instanceId: this.resource.id,
      allocationId: this.elasticIp.allocationId,
    });
  }
}
