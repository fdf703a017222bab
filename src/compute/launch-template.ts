import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import type { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { LaunchTemplate as AwsLaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { userDataExpression } from "./boot/user-data";

/** Canonical's parameter for the newest Ubuntu 22.04; published under ebs-gp2 only, whatever the root volume's type. */
const UBUNTU_22_04 = "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id";
/** The AMI's root device: another name would add a second disk instead of sizing the first. */
const ROOT_DEVICE = "/dev/sda1";

export interface LaunchTemplateProps {
  /** Name of the template and Name tag of instances and volumes. */
  readonly name: string;
  readonly instanceType: string;
  /** Image to launch; Canonical's newest Ubuntu 22.04 if undefined. */
  readonly amiId: string | undefined;
  /** Credit mode of T family types. */
  readonly cpuCredits: string;
  readonly rootVolumeType: string;
  readonly rootVolumeSizeGiB: number;
  readonly keyName: string | undefined;
  readonly securityGroup: SecurityGroup;
  readonly instanceProfile: IamInstanceProfile;
  /** The cloud-config, as plain text. */
  readonly userData: string;
  /** Tags of instances and volumes: provider default tags do not reach them. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Whether a new Ubuntu image makes a new version. True where instances come and go; false for a single
   * instance, which a new version would replace on each of Canonical's releases.
   */
  readonly followImage: boolean;
}

/**
 * How an instance is made (document, section 2): Ubuntu 22.04, encrypted root volume, IMDSv2 only, detailed
 * monitoring. Exposes the template to the Auto Scaling group or the single instance.
 *
 * @throws RangeError if the user data is larger than EC2 takes.
 */
export class LaunchTemplate extends Construct {
  readonly resource: AwsLaunchTemplate;

  constructor(scope: Construct, id: string, props: LaunchTemplateProps) {
    super(scope, id);

    const tags = { ...props.tags, Name: props.name };

    this.resource = new AwsLaunchTemplate(this, "Resource", {
      name: props.name,
      imageId: props.amiId ?? this.newestUbuntu(),
      instanceType: props.instanceType,
      ...(isBurstable(props.instanceType) && { creditSpecification: { cpuCredits: props.cpuCredits } }),
      ...(props.keyName !== undefined && { keyName: props.keyName }),
      iamInstanceProfile: { arn: props.instanceProfile.arn },
      vpcSecurityGroupIds: [props.securityGroup.id],
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: props.rootVolumeType,
            volumeSize: props.rootVolumeSizeGiB,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      // A hop limit of 1 keeps the instance's credentials from containers and open proxies on it.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      tagSpecifications: [
        { resourceType: "instance", tags },
        { resourceType: "volume", tags },
      ],
      userData: userDataExpression(props.userData),
      updateDefaultVersion: true,
      // A pinned image is taken on purpose; the newest one is a new one every few weeks.
      ...(!props.followImage && props.amiId === undefined && { lifecycle: { ignoreChanges: ["image_id"] } }),
    });
  }

  private newestUbuntu(): string {
    // `value` is marked sensitive and would hide the change of image from the plan.
    return new DataAwsSsmParameter(this, "UbuntuImage", { name: UBUNTU_22_04 }).insecureValue;
  }
}

/** Whether a type earns and spends CPU credits. */
export const isBurstable = (instanceType: string): boolean => /^t\d/.test(instanceType);
