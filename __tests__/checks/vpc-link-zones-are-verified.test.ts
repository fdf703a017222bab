import { vpcLinkZonesAreVerified } from "../../src/checks/vpc-link-zones-are-verified";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(vpcLinkZonesAreVerified, "careflowai-prod", change);
const zoneIn = (json: Mutable, name: string): Mutable =>
  Object.values<Mutable>(json.data.aws_availability_zone).find((zone) => zone.name === name);

test("the id of every zone with a VPC Link is verified", () => {
  expect(findingsOnSound(vpcLinkZonesAreVerified)).toEqual([]);
});

test("a zone that is not looked up is found", () => {
  const findings = after((json) => {
    zoneIn(json, "us-east-1b").name = "us-east-1a";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_vpc_link\.\S+ stands in \$\{aws_subnet\.\S+\.id\}, but nothing verifies the id of zone us-east-1b$/,
    ),
  ]);
});

test("a zone without postcondition is found", () => {
  const findings = after((json) => {
    delete zoneIn(json, "us-east-1a").lifecycle;
  });
  expect(findings).toEqual([expect.stringMatching(/ nothing verifies the id of zone us-east-1a$/)]);
});

test("a postcondition on something else than the zone's id is found", () => {
  const findings = after((json) => {
    zoneIn(json, "us-east-1a").lifecycle.postcondition[0].condition = '${self.state == "available"}';
  });
  expect(findings).toEqual([expect.stringMatching(/ nothing verifies the id of zone us-east-1a$/)]);
});

test("a subnet whose zone is unknown is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_apigatewayv2_vpc_link").subnet_ids = ["subnet-0123456789abcdef0"];
  });
  expect(findings).toEqual([
    expect.stringMatching(/ stands in subnet-0123456789abcdef0, but nothing verifies the id of zone null$/),
  ]);
});
