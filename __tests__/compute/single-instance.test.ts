import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { only, reference, soundStack } from "../helpers/blocks";
import { configWith } from "../helpers/config";
import { synthStack } from "../helpers/synth";

const dev = soundStack("careflowai-dev");

test("there is one instance, made as the launch template says, in us-east-1a", () => {
  expect(only(dev, Instance).body).toEqual({
    launch_template: {
      id: reference(dev, LaunchTemplate, "id"),
      version: reference(dev, LaunchTemplate, "latest_version"),
    },
    subnet_id: reference(dev, Subnet, "id", { availability_zone: "us-east-1a" }),
    tags: { Name: "careflowai-dev" },
    depends_on: expect.any(Array),
  });
});

test("it has an Elastic IP, made once the VPC has its gateway", () => {
  expect(only(dev, Eip).body).toEqual({
    domain: "vpc",
    tags: { Name: "careflowai-dev" },
    depends_on: [only(dev, InternetGateway).address],
    lifecycle: { prevent_destroy: false },
  });
  expect(only(dev, EipAssociation).body).toEqual({
    instance_id: reference(dev, Instance, "id"),
    allocation_id: reference(dev, Eip, "allocation_id"),
  });
});

test("it is in the configured zone, and its address is protected if the environment is", () => {
  const input = configWith(({ environments }) => {
    environments.dev.instance = { availabilityZone: "us-east-1b" };
    environments.dev.protect = true;
  });
  const stack = synthStack("careflowai-dev", input);
  expect(only(stack, Instance).body).toMatchObject({
    subnet_id: reference(stack, Subnet, "id", { availability_zone: "us-east-1b" }),
  });
  expect(only(stack, Eip).body).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test("other topologies have no Elastic IP", () => {
  const prod = soundStack("careflowai-prod");
  expect([...prod.resources("aws_eip"), ...prod.resources("aws_instance")]).toEqual([]);
});
