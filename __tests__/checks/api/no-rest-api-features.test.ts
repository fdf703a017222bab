import { noRestApiFeatures } from "../../../src/checks/api/no-rest-api-features";
import type { Mutable } from "../../helpers/broken";
import { addressIn, testCheck } from "../../helpers/broken";

const addWebAcl = (json: Mutable, type: string) =>
  (json.resource.aws_wafv2_web_acl_association = {
    Added: { resource_arn: `\${${addressIn(json, type)}.arn}` },
  });

testCheck(noRestApiFeatures, {
  "careflowai-prod": [
    [
      "a usage plan",
      (json) => (json.resource.aws_api_gateway_usage_plan = { Plan: {} }),
      "aws_api_gateway_usage_plan.Plan belongs to REST APIs",
    ],
    [
      "a web ACL on the API's stage",
      (json) => addWebAcl(json, "aws_apigatewayv2_stage"),
      "aws_wafv2_web_acl_association.Added puts a web ACL on an HTTP API, which takes none",
    ],
    ["a web ACL on the load balancer", (json) => addWebAcl(json, "aws_lb")],
  ],
});
