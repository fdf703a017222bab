import { noRestApiFeatures } from "../../src/checks/no-rest-api-features";
import { findingsAfter, findingsOnSound } from "../helpers/broken";

test("no stack has anything of a REST API", () => {
  expect(findingsOnSound(noRestApiFeatures)).toEqual([]);
});

test("a usage plan is found", () => {
  const findings = findingsAfter(noRestApiFeatures, "careflowai-prod", (json) => {
    json.resource.aws_api_gateway_usage_plan = { Plan: {} };
  });
  expect(findings).toEqual(["aws_api_gateway_usage_plan.Plan belongs to REST APIs"]);
});

test("a web ACL on the API's stage is found", () => {
  const findings = findingsAfter(noRestApiFeatures, "careflowai-prod", (json) => {
    const [stage] = Object.keys(json.resource.aws_apigatewayv2_stage);
    json.resource.aws_wafv2_web_acl_association = {
      Api: { resource_arn: `\${aws_apigatewayv2_stage.${String(stage)}.arn}` },
    };
  });
  expect(findings).toEqual([
    "aws_wafv2_web_acl_association.Api puts a web ACL on an HTTP API, which takes none",
  ]);
});

test("a web ACL on the load balancer is sound", () => {
  const findings = findingsAfter(noRestApiFeatures, "careflowai-prod", (json) => {
    const [loadBalancer] = Object.keys(json.resource.aws_lb);
    json.resource.aws_wafv2_web_acl_association = {
      LoadBalancer: { resource_arn: `\${aws_lb.${String(loadBalancer)}.arn}` },
    };
  });
  expect(findings).toEqual([]);
});
