import { idleTimeoutOutlastsGateway } from "../../../src/checks/api/idle-timeout-outlasts-gateway";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(idleTimeoutOutlastsGateway, {
  "careflowai-prod": [
    [
      "a load balancer that gives up with the gateway",
      (json) => (onlyIn(json, "aws_lb").idle_timeout = 30),
      "aws_lb.~ cuts idle connections after 30 s, but aws_apigatewayv2_integration.~ waits 30000 ms",
    ],
    [
      "a load balancer without a timeout",
      (json) => delete onlyIn(json, "aws_lb").idle_timeout,
      "aws_lb.~ cuts idle connections after null s, but aws_apigatewayv2_integration.~ waits 30000 ms",
    ],
  ],
});
