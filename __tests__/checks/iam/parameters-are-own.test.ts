import { parametersAreOwn } from "../../../src/checks/iam/parameters-are-own";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const OWN = "arn:aws:ssm:us-east-1:111122223333:parameter/careflowai/prod";
const THEIRS = OWN.replace("prod", "staging");
const ROLE = "aws_iam_role.~";
const NOT_DENIED = `${ROLE} has AmazonSSMManagedInstanceCore, but is not denied all parameters except its own`;

const policyIn = (json: Mutable) => onlyIn(json, "aws_iam_role_policy", "InstanceRole").policy;
const read = (json: Mutable) => statementIn(policyIn(json), "ReadOwnParameters");
const deny = (json: Mutable) => statementIn(policyIn(json), "DenyOtherParameters");

/** A role that reads these parameters, and is denied all others. */
const reading = (what: string, parameters: readonly string[], ...findings: string[]): Case => [
  what,
  (json) => {
    read(json).Resource = parameters;
    deny(json).NotResource = parameters;
  },
  ...findings,
];
/** A role that also reads this parameter. */
const readingAlso = (parameter: string, ...findings: string[]): Case => [
  `a role that also reads ${parameter}`,
  (json) =>
    policyIn(json).Statement.push({ Effect: "Allow", Action: "ssm:GetParameter", Resource: parameter }),
  ...findings,
];

testCheck(parametersAreOwn, {
  "careflowai-prod": [
    reading("a path without the parameters below it", [OWN], `${ROLE} reads ${OWN}, but not ${OWN}/*`),
    reading(
      "the parameters below a path without the path itself",
      [`${OWN}/*`],
      `${ROLE} reads ${OWN}/*, but not ${OWN}`,
    ),
    ...[
      "*",
      "arn:aws:ssm:us-east-1:111122223333:parameter/*",
      "arn:aws:ssm:us-east-1:111122223333:parameter//careflowai/prod",
      "arn:aws:ssm:*:*:parameter/careflowai/prod",
    ].map((parameter) =>
      reading(
        `a role that reads ${parameter}`,
        [OWN, `${OWN}/*`, parameter],
        `${ROLE} reads ${parameter}, which is none of its own paths`,
      ),
    ),
    [
      "a role that reads all parameters but some",
      (json) => {
        const statement = read(json);
        statement.NotResource = statement.Resource;
        delete statement.Resource;
      },
      `${ROLE} reads not ${OWN}, which is none of its own paths`,
      `${ROLE} reads not ${OWN}/*, which is none of its own paths`,
      NOT_DENIED,
    ],
    reading(
      "a role that reads another environment's parameters",
      [OWN, `${OWN}/*`, THEIRS, `${THEIRS}/*`],
      `${ROLE} reads ${THEIRS}, and so does careflowai-staging`,
      `${ROLE} reads ${THEIRS}/*, and so does careflowai-staging`,
    ),
    [
      "a managed policy without a Deny",
      (json) => Object.assign(deny(json), { Effect: "Allow", Action: ["ssm:DescribeParameters"] }),
      NOT_DENIED,
    ],
    [
      "a Deny that leaves out one way to read",
      (json) => (deny(json).Action = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParameterHistory"]),
      NOT_DENIED,
    ],
    [
      "a Deny that excepts more than the role's own parameters",
      (json) => deny(json).NotResource.push("arn:aws:ssm:us-east-1:111122223333:parameter/shared/*"),
      NOT_DENIED,
    ],
    [
      "a Deny under a condition",
      (json) => (deny(json).Condition = { Bool: { "aws:SecureTransport": "false" } }),
      NOT_DENIED,
    ],
    [
      "a role without the managed policy and without a Deny",
      (json) => {
        delete json.resource.aws_iam_role_policy_attachment;
        const { Statement } = policyIn(json);
        Statement.splice(Statement.indexOf(deny(json)), 1);
      },
    ],
    readingAlso("arn:aws:ssm:*::parameter/aws/service/*"),
    ...["arn:aws:ssm:*:*:parameter/aws/service/*", "arn:aws:ssm:*::parameter/*"].map((parameter) =>
      readingAlso(parameter, `${ROLE} reads ${parameter}, which is none of its own paths`, NOT_DENIED),
    ),
  ],
});
