import { Apigatewayv2VpcLink } from "@cdktf/provider-aws/lib/apigatewayv2-vpc-link";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { only, reference, soundStack } from "../helpers/blocks";

const prod = soundStack("careflowai-prod");

test("the VPC Link is in both zones, and is recreated before the old one is destroyed", () => {
  expect(only(prod, Apigatewayv2VpcLink).body).toEqual({
    name: "careflowai-prod",
    subnet_ids: ["us-east-1a", "us-east-1b"].map((availability_zone) =>
      reference(prod, Subnet, "id", { availability_zone }),
    ),
    security_group_ids: [
      reference(prod, SecurityGroup, "id", { tags: { Name: "careflowai-prod-vpc-link" } }),
    ],
    lifecycle: { create_before_destroy: true },
  });
});

test("a plan fails in a zone that has no VPC Link", () => {
  expect(prod.data("aws_availability_zone").map(({ body }) => body)).toEqual(
    ["us-east-1a", "us-east-1b"].map((name) => ({
      name,
      lifecycle: {
        postcondition: [
          {
            condition:
              '${!contains(["use1-az3","usw1-az2","ape1-az1","apne1-az3","cac1-az4","euw3-az2"], self.zone_id)}',
            error_message: `API Gateway has no VPC Link in ${name} of this account; choose another zone in network.publicSubnets`,
          },
        ],
      },
    })),
  );
});
