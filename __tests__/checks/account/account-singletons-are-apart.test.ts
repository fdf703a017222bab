import { accountSingletonsAreApart } from "../../../src/checks/account/account-singletons-are-apart";
import type { Case } from "../../helpers/broken";
import { testCheck } from "../../helpers/broken";

const SINGLETONS = [
  "aws_ce_anomaly_monitor",
  "aws_cloudtrail",
  "aws_guardduty_detector",
  "aws_iam_openid_connect_provider",
];

testCheck(accountSingletonsAreApart, {
  "careflowai-prod": SINGLETONS.map((type): Case => [
    `an ${type} in an environment`,
    (json) => (json.resource[type] = { Added: {} }),
    `${type}.Added exists once per account, so it belongs in the account's stack`,
  ]),
  "careflowai-account": SINGLETONS.map((type): Case => [
    `an ${type} in the account's stack`,
    (json) => (json.resource[type] = { Own: {} }),
  ]),
});
