import { elasticIpsAreHeld } from "../../../src/checks/network/elastic-ips-are-held";
import type { Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

/** Gives a load-balanced environment an address that something holds. */
const addElasticIp = (json: Mutable, holderType: string) => {
  json.resource.aws_eip = { Added: { depends_on: [addressIn(json, "aws_internet_gateway")] } };
  json.resource[holderType] = { Holder: { allocation_id: "${aws_eip.Added.allocation_id}" } };
};

testCheck(elasticIpsAreHeld, {
  "careflowai-dev": [
    [
      "an address that does not wait for the internet gateway",
      (json) => delete onlyIn(json, "aws_eip").depends_on,
      "aws_eip.~ does not wait for the internet gateway",
    ],
    [
      "an address that nothing holds",
      (json) => delete json.resource.aws_eip_association,
      "aws_eip.~ is held by 0 of aws_nat_gateway, aws_eip_association, not by 1",
    ],
  ],
  "careflowai-prod": [
    [
      "an address of an instance next to an Auto Scaling group",
      (json) => {
        addElasticIp(json, "aws_eip_association");
      },
      "aws_eip.Added is held by 0 of aws_nat_gateway, not by 1",
    ],
    [
      "an address of a NAT gateway next to an Auto Scaling group",
      (json) => {
        addElasticIp(json, "aws_nat_gateway");
      },
    ],
  ],
});
