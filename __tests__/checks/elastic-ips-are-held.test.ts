import { elasticIpsAreHeld } from "../../src/checks/elastic-ips-are-held";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

/** Gives a load-balanced environment an address that something holds. */
const addElasticIp = (json: Mutable, holderType: string) => {
  const [internetGateway] = Object.keys(json.resource.aws_internet_gateway);
  json.resource.aws_eip = {
    Added: { domain: "vpc", depends_on: [`aws_internet_gateway.${String(internetGateway)}`] },
  };
  json.resource[holderType] = { Holder: { allocation_id: "${aws_eip.Added.allocation_id}" } };
};

test("every Elastic IP is held", () => {
  expect(findingsOnSound(elasticIpsAreHeld)).toEqual([]);
});

test("an address outside the VPC is found", () => {
  const findings = findingsAfter(elasticIpsAreHeld, "careflowai-dev", (json) => {
    delete onlyIn(json, "aws_eip").domain;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_eip\.\S+ is for domain null, not vpc$/)]);
});

test("an address that does not wait for the internet gateway is found", () => {
  const findings = findingsAfter(elasticIpsAreHeld, "careflowai-dev", (json) => {
    delete onlyIn(json, "aws_eip").depends_on;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_eip\.\S+ does not wait for the internet gateway$/)]);
});

test("an address that nothing holds is found", () => {
  const findings = findingsAfter(elasticIpsAreHeld, "careflowai-dev", (json) => {
    delete json.resource.aws_eip_association;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_eip\.\S+ is held by 0 of aws_nat_gateway, aws_eip_association, not by 1$/),
  ]);
});

test("an address of an instance beside an Auto Scaling group is found", () => {
  const findings = findingsAfter(elasticIpsAreHeld, "careflowai-prod", (json) => {
    addElasticIp(json, "aws_eip_association");
  });
  expect(findings).toEqual(["aws_eip.Added is held by 0 of aws_nat_gateway, not by 1"]);
});

test("an address of a NAT gateway beside an Auto Scaling group is sound", () => {
  const findings = findingsAfter(elasticIpsAreHeld, "careflowai-prod", (json) => {
    addElasticIp(json, "aws_nat_gateway");
  });
  expect(findings).toEqual([]);
});
