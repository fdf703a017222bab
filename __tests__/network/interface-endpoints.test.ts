import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { hardenedStack } from "../helpers/broken";

const GROUP = { tags: { Name: "careflowai-hardened-balanced-endpoints" } };
const balanced = hardenedStack("careflowai-hardened-balanced");
const endpointsOf = (type: string) => ({ vpc_endpoint_type: type });

test.each(["ssm", "ssmmessages", "logs", "monitoring"])(
  "%s is reached by its usual name in every zone",
  (service) => {
    expect(
      only(balanced, VpcEndpoint, { service_name: `com.amazonaws.eu-west-1.${service}` }).body,
    ).toMatchObject({
      ...endpointsOf("Interface"),
      private_dns_enabled: true,
      subnet_ids: ["eu-west-1a", "eu-west-1b"].map((availability_zone) =>
        reference(balanced, Subnet, "id", { availability_zone, map_public_ip_on_launch: false }),
      ),
      security_group_ids: [reference(balanced, AwsSecurityGroup, "id", GROUP)],
    });
  },
);

test("they admit HTTPS of instances only, and call nothing", () => {
  const group = reference(balanced, AwsSecurityGroup, "id", GROUP);
  expect(only(balanced, VpcSecurityGroupIngressRule, { security_group_id: group }).body).toMatchObject({
    referenced_security_group_id: reference(balanced, AwsSecurityGroup, "id", {
      tags: { Name: "careflowai-hardened-balanced-backend" },
    }),
    from_port: 443,
    to_port: 443,
  });
  expect(
    balanced
      .resources("aws_vpc_security_group_egress_rule")
      .filter(({ body }) => body.security_group_id === group),
  ).toEqual([]);
});

test("a single instance has them in its own zone only, and reaches S3 by a gateway endpoint too", () => {
  const single = hardenedStack("careflowai-hardened-single");
  const subnets = resourcesOf(single, VpcEndpoint, endpointsOf("Interface")).map(
    ({ body }) => body.subnet_ids,
  );
  const own = [reference(single, Subnet, "id", { availability_zone: "eu-west-1a" })];
  expect(subnets).toEqual([own, own, own, own]);
  expect(only(single, VpcEndpoint, endpointsOf("Gateway")).body).toMatchObject({
    service_name: "com.amazonaws.eu-west-1.s3",
    route_table_ids: [expect.stringContaining("aws_route_table.Network_PublicRouteTable_")],
  });
});
