import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import type { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { LaunchTemplate as AwsLaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import type { SecurityGroup } from "../network/security-group";
import type { DataKey } from "../storage/data-key";
import { userDataExpression } from "./boot/user-data";

/** Canonical's parameter for the latest Ubuntu 22.04 AMI. It exists under ebs-gp2 only, and fits every volume type. */
const UBUNTU_22_04 = "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id";
/** The AMI's root device. Any other name would add a second volume instead of setting the size of the first. */
const ROOT_DEVICE = "/dev/sda1";

export interface LaunchTemplateProps {
  /** Name of the template and Name tag of instances, their network interfaces and volumes. */
  readonly name: string;
  readonly instanceType: string;
  /** AMI to launch. If undefined: Canonical's latest Ubuntu 22.04. */
  readonly amiId: string | undefined;
  /** Credit mode of T instance types: standard or unlimited. */
  readonly cpuCredits: string;
  readonly rootVolumeType: string;
  readonly rootVolumeSizeGiB: number;
  /** Key that encrypts the root volume. If undefined: the key that AWS manages for EBS. */
  readonly volumeKey: DataKey | undefined;
  readonly keyName: string | undefined;
  readonly securityGroup: SecurityGroup;
  readonly instanceProfile: IamInstanceProfile;
  /** The cloud-config, as plain text. */
  readonly userData: string;
  /** Tags of instances, their network interfaces and volumes: the provider's default tags do not apply to them. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Whether a new Ubuntu AMI creates a new version of the template. True for an Auto Scaling group. False for a single
   * instance, which every new AMI would replace.
   */
  readonly followImage: boolean;
}

/**
 * The launch template of the instances (document, section 2): Ubuntu 22.04, encrypted root volume, IMDSv2 only,
 * detailed monitoring. Exposes the template, which the Auto Scaling group or the single instance uses.
 *
 * @throws RangeError if the user data is larger than 16 KB, EC2's limit.
 */
export class LaunchTemplate extends Construct {
  readonly resource: AwsLaunchTemplate;

  constructor(scope: Construct, id: string, props: LaunchTemplateProps) {
    super(scope, id);

    const tags = { ...props.tags, Name: props.name };

    this.resource = new AwsLaunchTemplate(this, "Resource", {
      name: props.name,
      imageId: props.amiId ?? this.latestUbuntu(),
      instanceType: props.instanceType,
      ...(isBurstable(props.instanceType) && { creditSpecification: { cpuCredits: props.cpuCredits } }),
      ...(props.keyName !== undefined && { keyName: props.keyName }),
      iamInstanceProfile: { arn: props.instanceProfile.arn },
      vpcSecurityGroupIds: [props.securityGroup.resource.id],
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: props.rootVolumeType,
            volumeSize: props.rootVolumeSizeGiB,
            encrypted: "true",
            ...(props.volumeKey && { kmsKeyId: props.volumeKey.resource.arn }),
            deleteOnTermination: "true",
          },
        },
      ],
      // A hop limit of 1 keeps the role's credentials from containers and open proxies on the instance.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      tagSpecifications: ["instance", "network-interface", "volume"].map((resourceType) => ({
        resourceType,
        tags,
      })),
      userData: userDataExpression(props.userData),
      updateDefaultVersion: true,
      // A configured AMI changes only on purpose. The latest one changes every few weeks.
      ...(!props.followImage && props.amiId === undefined && { lifecycle: { ignoreChanges: ["image_id"] } }),
    });
  }

  private latestUbuntu(): string {
    // `value` is marked sensitive, so a plan would not show that the AMI changes.
    return new DataAwsSsmParameter(this, "UbuntuImage", { name: UBUNTU_22_04 }).insecureValue;
  }
}

/** Whether a type earns and spends CPU credits. */
export const isBurstable = (instanceType: string): boolean => /^t\d/.test(instanceType);
