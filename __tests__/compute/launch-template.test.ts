import { randomBytes } from "node:crypto";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { LaunchTemplate as AwsLaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { LaunchTemplateProps } from "../../src/compute/launch-template";
import { LaunchTemplate } from "../../src/compute/launch-template";
import { only, reference, soundStack } from "../helpers/blocks";
import { securityGroup, synthConstruct } from "../helpers/construct";

describe.each([
  ["prod", {}],
  // A new version would replace the one instance whenever Canonical publishes an image.
  ["dev", { lifecycle: { ignore_changes: ["image_id"] } }],
])("of %s", (environment, furthermore) => {
  const stack = soundStack(`careflowai-${environment}`);

  test("the template is the document's instance", () => {
    const tags = {
      Project: "CareFlowAI",
      Environment: environment,
      ManagedBy: "Terraform",
      Name: `careflowai-${environment}`,
    };
    expect(only(stack, AwsLaunchTemplate).body).toEqual({
      name: `careflowai-${environment}`,
      // `value` is sensitive and would hide a change of image from the plan.
      image_id: reference(stack, DataAwsSsmParameter, "insecure_value"),
      instance_type: "t2.micro",
      credit_specification: { cpu_credits: "standard" },
      iam_instance_profile: { arn: reference(stack, IamInstanceProfile, "arn") },
      vpc_security_group_ids: [
        reference(stack, AwsSecurityGroup, "id", { tags: { Name: `careflowai-${environment}-backend` } }),
      ],
      block_device_mappings: [
        {
          // Ubuntu's root device: any other name would be a second disk.
          device_name: "/dev/sda1",
          ebs: { volume_type: "gp3", volume_size: 30, encrypted: "true", delete_on_termination: "true" },
        },
      ],
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      monitoring: { enabled: true },
      tag_specifications: [
        { resource_type: "instance", tags },
        { resource_type: "network-interface", tags },
        { resource_type: "volume", tags },
      ],
      user_data: expect.stringMatching(/^\$\{base64gzip\("#cloud-config\\n/),
      update_default_version: true,
      ...furthermore,
    });
  });

  test("the image is the newest Ubuntu 22.04 for amd64", () => {
    expect(only(stack, DataAwsSsmParameter).body).toEqual({
      name: "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
    });
  });
});

const stackOf = (props: Partial<LaunchTemplateProps>) =>
  synthConstruct((scope) => {
    new LaunchTemplate(scope, "LaunchTemplate", {
      name: "test",
      instanceType: "t3.small",
      amiId: undefined,
      cpuCredits: "unlimited",
      rootVolumeType: "gp2",
      rootVolumeSizeGiB: 50,
      volumeKey: undefined,
      keyName: undefined,
      securityGroup: securityGroup(scope),
      instanceProfile: new IamInstanceProfile(scope, "InstanceProfile", {}),
      userData: "#cloud-config\n",
      tags: {},
      followImage: true,
      ...props,
    });
  });
const templateOf = (props: Partial<LaunchTemplateProps>) => only(stackOf(props), AwsLaunchTemplate).body;

test("type, credits and volume are the configured ones", () => {
  expect(templateOf({})).toMatchObject({
    instance_type: "t3.small",
    credit_specification: { cpu_credits: "unlimited" },
    block_device_mappings: [{ ebs: { volume_type: "gp2", volume_size: 50 } }],
    user_data: '${base64gzip("#cloud-config\\n")}',
  });
});

describe("an image", () => {
  const amiId = "ami-0123456789abcdef0";

  test.each([true, false])("that is named is taken as it is, with followImage %s", (followImage) => {
    const stack = stackOf({ amiId, followImage });
    expect(only(stack, AwsLaunchTemplate).body.image_id).toBe(amiId);
    // It is named on purpose: a new name is a new version, which replaces a single instance too.
    expect(only(stack, AwsLaunchTemplate).body).not.toHaveProperty("lifecycle");
    expect(stack.data()).toEqual([]);
  });

  test("that is not named is followed where instances come and go, and kept where there is one", () => {
    expect(stackOf({}).data()).toHaveLength(1);
    expect(templateOf({ followImage: true })).not.toHaveProperty("lifecycle");
    expect(templateOf({ followImage: false }).lifecycle).toEqual({ ignore_changes: ["image_id"] });
  });
});

test("types that do not burst have no credit mode, which EC2 would refuse", () => {
  expect(templateOf({ instanceType: "c7i-flex.large" })).not.toHaveProperty("credit_specification");
  expect(templateOf({ instanceType: "trn1.2xlarge" })).not.toHaveProperty("credit_specification");
});

test("there is a key pair only if one is named", () => {
  expect(templateOf({})).not.toHaveProperty("key_name");
  expect(templateOf({ keyName: "ops" })).toMatchObject({ key_name: "ops" });
});

test("the Name tag is the template's, even if another tag is called Name", () => {
  expect(templateOf({ tags: { Name: "other", Team: "Care" } }).tag_specifications).toEqual([
    { resource_type: "instance", tags: { Name: "test", Team: "Care" } },
    { resource_type: "network-interface", tags: { Name: "test", Team: "Care" } },
    { resource_type: "volume", tags: { Name: "test", Team: "Care" } },
  ]);
});

test("user data that EC2 would refuse is refused at synthesis", () => {
  expect(() => templateOf({ userData: randomBytes(16_384).toString("hex") })).toThrow(RangeError);
});
