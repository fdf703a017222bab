import { vpcLinkZonesAreVerified } from "../../../src/checks/api/vpc-link-zones-are-verified";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const zoneIn = (json: Mutable, name: string): Mutable =>
  Object.values<Mutable>(json.data.aws_availability_zone).find((zone) => zone.name === name);
const unverified = (zone: string) =>
  `aws_apigatewayv2_vpc_link.~ is in \${aws_subnet.~.id}, but nothing verifies the id of zone ${zone}`;

testCheck(vpcLinkZonesAreVerified, {
  "careflowai-prod": [
    [
      "a zone that is not looked up",
      (json) => (zoneIn(json, "us-east-1b").name = "us-east-1a"),
      unverified("us-east-1b"),
    ],
    [
      "a zone without a postcondition",
      (json) => delete zoneIn(json, "us-east-1a").lifecycle,
      unverified("us-east-1a"),
    ],
    [
      "a postcondition on something else than the zone's id",
      (json) =>
        (zoneIn(json, "us-east-1a").lifecycle.postcondition[0].condition = '${self.state == "available"}'),
      unverified("us-east-1a"),
    ],
    [
      "a subnet whose zone is unknown",
      (json) => (onlyIn(json, "aws_apigatewayv2_vpc_link").subnet_ids = ["subnet-0123456789abcdef0"]),
      "aws_apigatewayv2_vpc_link.~ is in subnet-0123456789abcdef0, but nothing verifies the id of zone null",
    ],
  ],
});
