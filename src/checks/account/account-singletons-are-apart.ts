import type { Check } from "../check";

/** Types of which AWS allows one per account, or per account and region. */
const SINGLETONS = [
  "aws_accessanalyzer_analyzer",
  "aws_ce_anomaly_monitor",
  "aws_cloudtrail",
  "aws_ebs_encryption_by_default",
  "aws_guardduty_detector",
  "aws_iam_openid_connect_provider",
  "aws_s3_account_public_access_block",
];

export const accountSingletonsAreApart: Check = {
  id: "account-singletons-are-apart",
  rule: "A resource that exists once per account is in the account's stack.",
  why: "The second environment that made one would fail, or pay for a second trail (decision 36).",
  findings: (stack) =>
    stack.part === "account"
      ? []
      : SINGLETONS.flatMap((type) => stack.resources(type)).map(
          ({ address }) => `${address} exists once per account, so it belongs in the account's stack`,
        ),
};
