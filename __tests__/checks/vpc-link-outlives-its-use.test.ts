import { vpcLinkOutlivesItsUse } from "../../src/checks/vpc-link-outlives-its-use";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every VPC Link and integration has its successor first", () => {
  expect(findingsOnSound(vpcLinkOutlivesItsUse)).toEqual([]);
});

test.each(["aws_apigatewayv2_vpc_link", "aws_apigatewayv2_integration"])(
  "an %s that is destroyed first is found",
  (type) => {
    const findings = findingsAfter(vpcLinkOutlivesItsUse, "careflowai-prod", (json) => {
      delete onlyIn(json, type).lifecycle;
    });
    expect(findings).toEqual([
      expect.stringMatching(new RegExp(`^${type}\\.\\S+ is destroyed before its successor is created$`)),
    ]);
  },
);
