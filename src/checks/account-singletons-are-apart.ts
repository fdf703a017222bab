import { stackName } from "../config/names";
import type { Check } from "./check";

/** What AWS allows once an account, or once an account and region. */
const SINGLETONS = [
  "aws_ce_anomaly_monitor",
  "aws_cloudtrail",
  "aws_guardduty_detector",
  "aws_iam_openid_connect_provider",
];

/** Pitfall 2.7-5: the second environment that made one would fail, or pay for another trail. */
export const accountSingletonsAreApart: Check = {
  id: "2.7-5",
  rule: "What exists once an account is made by the account's own stack.",
  findings: (stack) =>
    stack.name === stackName("account")
      ? []
      : SINGLETONS.flatMap((type) => stack.resources(type)).map(
          ({ address }) => `${address} exists once an account, so no environment may make it`,
        ),
};
