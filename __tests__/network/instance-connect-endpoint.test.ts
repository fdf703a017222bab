import { Ec2InstanceConnectEndpoint } from "@cdktf/provider-aws/lib/ec2-instance-connect-endpoint";
import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { InstanceConnectEndpoint } from "../../src/network/instance-connect-endpoint";
import { SecurityGroup } from "../../src/network/security-group";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const stack = synthConstruct((scope) => {
  const vpc = new Vpc(scope, "Vpc", {});
  new InstanceConnectEndpoint(scope, "Endpoint", {
    name: "test",
    vpc,
    subnet: new Subnet(scope, "Subnet", { vpcId: vpc.id }),
    backend: new SecurityGroup(scope, "Backend", { name: "test-backend", vpc, description: "Backend" }),
  });
});
const group = (name: string) => reference(stack, AwsSecurityGroup, "id", { tags: { Name: name } });
const ssh = { ip_protocol: "tcp", from_port: 22, to_port: 22 };

test("the endpoint is in its subnet and has its own group, and instances see its address", () => {
  expect(only(stack, Ec2InstanceConnectEndpoint).body).toEqual({
    subnet_id: reference(stack, Subnet, "id"),
    security_group_ids: [group("test-instance-connect")],
    preserve_client_ip: false,
    tags: { Name: "test" },
  });
  expect(only(stack, AwsSecurityGroup, { tags: { Name: "test-instance-connect" } }).body).toEqual({
    name_prefix: "test-instance-connect-",
    description: "EC2 Instance Connect Endpoint",
    vpc_id: reference(stack, Vpc, "id"),
    tags: { Name: "test-instance-connect" },
    lifecycle: { create_before_destroy: true },
  });
  expect(resourcesOf(stack, AwsSecurityGroup)).toHaveLength(2);
});

test("the backend admits SSH from the endpoint's group, which reaches nothing else", () => {
  expect(only(stack, VpcSecurityGroupIngressRule).body).toEqual({
    security_group_id: group("test-backend"),
    referenced_security_group_id: group("test-instance-connect"),
    ...ssh,
    description: "SSH from the EC2 Instance Connect Endpoint",
  });
  expect(only(stack, VpcSecurityGroupEgressRule).body).toEqual({
    security_group_id: group("test-instance-connect"),
    referenced_security_group_id: group("test-backend"),
    ...ssh,
    description: "SSH to instances",
  });
});
