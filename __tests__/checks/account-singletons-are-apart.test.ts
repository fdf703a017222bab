import { accountSingletonsAreApart } from "../../src/checks/account-singletons-are-apart";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { findingsAfter, findingsOnSound } from "../helpers/broken";

const SINGLETONS = [
  "aws_ce_anomaly_monitor",
  "aws_cloudtrail",
  "aws_guardduty_detector",
  "aws_iam_openid_connect_provider",
];

test("no environment makes what exists once an account", () => {
  expect(findingsOnSound(accountSingletonsAreApart)).toEqual([]);
});

test.each(SINGLETONS)("an %s in an environment is found", (type) => {
  const findings = findingsAfter(accountSingletonsAreApart, "careflowai-prod", (json) => {
    json.resource[type] = { Added: {} };
  });
  expect(findings).toEqual([`${type}.Added exists once an account, so no environment may make it`]);
});

test("the account's own stack may make them", () => {
  const resource = Object.fromEntries(SINGLETONS.map((type) => [type, { Own: {} }]));
  const stack = new SynthesizedStack("careflowai-account", { resource });
  expect(accountSingletonsAreApart.findings(stack, [stack])).toEqual([]);
});
