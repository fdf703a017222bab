import { logsAreOwn } from "../../../src/checks/iam/logs-are-own";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const finding = (what: string) => `aws_iam_role.~ has CloudWatchAgentServerPolicy, but is not denied ${what}`;
const LOGS = finding("to write to log groups of others");
const SETTINGS = finding("to create log groups and change their retention");
const METRICS = finding("to publish metrics in any namespace");

const policyIn = (json: Mutable) => onlyIn(json, "aws_iam_role_policy", "InstanceRole").policy;
const statement = (json: Mutable, sid: string) => statementIn(policyIn(json), sid);

testCheck(logsAreOwn, {
  "careflowai-prod": [
    [
      "a managed policy without denials",
      (json) => {
        const policy = policyIn(json);
        policy.Statement = policy.Statement.filter(({ Effect }: Mutable) => Effect === "Allow");
      },
      LOGS,
      SETTINGS,
      METRICS,
    ],
    [
      "a denial that excepts another log group",
      (json) =>
        statement(json, "DenyOtherLogs").NotResource.push(
          "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/account/trail:*",
        ),
      LOGS,
    ],
    [
      "a denial that leaves out new streams",
      (json) => (statement(json, "DenyOtherLogs").Action = "logs:PutLogEvents"),
      LOGS,
    ],
    [
      "a denial under a condition",
      (json) => (statement(json, "DenyLogSettings").Condition = { Bool: { "aws:SecureTransport": "false" } }),
      SETTINGS,
    ],
    [
      "a denial of one group's retention",
      (json) =>
        (statement(json, "DenyLogSettings").Resource =
          "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/account/trail"),
      SETTINGS,
    ],
    [
      "two namespaces",
      (json) =>
        (statement(json, "DenyOtherMetrics").Condition.StringNotEquals["cloudwatch:namespace"] = [
          "CareFlowAI",
          "CareFlowAI/prod",
        ]),
      METRICS,
    ],
    [
      "a role without the managed policy",
      (json) => {
        delete json.resource.aws_iam_role_policy_attachment;
        const policy = policyIn(json);
        policy.Statement = policy.Statement.filter(({ Effect }: Mutable) => Effect === "Allow");
      },
    ],
  ],
});
