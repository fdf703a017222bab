import { Construct } from "constructs";
import { LaunchTemplate } from "../compute/launch-template";
import { InstanceOffHours } from "../compute/off-hours";
import { SingleInstance } from "../compute/single-instance";
import type { SingleInstanceEnvironment } from "../config/environment";
import { SingleInstanceSecurityGroups } from "../network/security-groups";
import type { Backend, BackendProps } from "./backend";
import {
  addInstanceConnectEndpoint,
  addInterfaceEndpoints,
  launchTemplateProps,
  neededToBoot,
  securityGroupsProps,
} from "./backend";

/** The document's Simple architecture: one instance with an Elastic IP, to which CloudFront carries the API. */
export class SingleInstanceBackend extends Construct implements Backend {
  readonly apiOrigin: Backend["apiOrigin"];
  readonly apiUrl = undefined;
  readonly metrics: Backend["metrics"];
  readonly outputs: Backend["outputs"];

  constructor(scope: Construct, id: string, props: BackendProps<SingleInstanceEnvironment>) {
    super(scope, id);
    const { account, environment, names, network } = props;
    const { availabilityZone } = environment.instance;

    const securityGroups = new SingleInstanceSecurityGroups(
      this,
      "SecurityGroups",
      securityGroupsProps(props),
    );
    addInstanceConnectEndpoint(this, props, securityGroups.backend, availabilityZone);
    const subnet = network.publicSubnetIn(availabilityZone);
    addInterfaceEndpoints(this, props, securityGroups.backend, [subnet]);
    const instance = new SingleInstance(this, "Instance", {
      name: names.resource,
      subnet,
      internetGateway: network.internetGateway,
      launchTemplate: new LaunchTemplate(
        this,
        "LaunchTemplate",
        launchTemplateProps(props, securityGroups.backend),
      ),
      protect: environment.protect,
      dependsOn: neededToBoot(props, securityGroups),
    });
    if (environment.offHours) {
      new InstanceOffHours(this, "OffHours", {
        offHours: environment.offHours,
        name: names.resource,
        roleName: names.offHoursRole,
        accountId: account.id,
        region: environment.region,
        instance: instance.resource,
        volumeKey: props.dataKey,
      });
    }

    this.apiOrigin = {
      domainName: instance.elasticIp.publicDns,
      protocol: "http-only",
      cachedPaths: environment.frontend.cachedPaths,
    };
    this.metrics = { topology: "single-instance", settings: environment, instance: instance.metrics };
    this.outputs = {
      elastic_ip: [instance.elasticIp.publicIp, "Public address of the instance"],
      egress_addresses: [[instance.elasticIp.publicIp], "Addresses to put on MongoDB Atlas's IP access list"],
    };
  }
}
