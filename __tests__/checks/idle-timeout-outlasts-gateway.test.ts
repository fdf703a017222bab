import { idleTimeoutOutlastsGateway } from "../../src/checks/idle-timeout-outlasts-gateway";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every load balancer outlasts the gateway", () => {
  expect(findingsOnSound(idleTimeoutOutlastsGateway)).toEqual([]);
});

test("a load balancer that gives up with the gateway is found", () => {
  const findings = findingsAfter(idleTimeoutOutlastsGateway, "careflowai-prod", (json) => {
    onlyIn(json, "aws_lb").idle_timeout = 30;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_lb\.\S+ cuts idle connections after 30 s, but aws_apigatewayv2_integration\.\S+ waits 30000 ms$/,
    ),
  ]);
});

test("a load balancer that leaves the time to AWS is found", () => {
  const findings = findingsAfter(idleTimeoutOutlastsGateway, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_lb").idle_timeout;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_lb\.\S+ cuts idle connections after null s, /)]);
});
