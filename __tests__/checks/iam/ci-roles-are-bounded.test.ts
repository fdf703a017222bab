import { ciRolesAreBounded } from "../../../src/checks/iam/ci-roles-are-bounded";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const statement = (json: Mutable, name: string, sid: string) =>
  statementIn(onlyIn(json, "aws_iam_policy", `CiRoles_${name}`).policy, sid);
const stateOf = (json: Mutable, name: string, sid = "UseState") =>
  statementIn(onlyIn(json, "aws_iam_role_policy", `CiRoles_${name}`).policy, sid);
const identity = (json: Mutable, sid: string) => statement(json, "Deploy-hardened-single-identity", sid);
const trust = (json: Mutable, role = "Plan") =>
  onlyIn(json, "aws_iam_role", `CiRoles_${role}`).assume_role_policy.Statement[0].Condition;
const key = (suffix: string) => `token.actions.githubusercontent.com:${suffix}`;

const PLAN = "aws_iam_role.CiRoles_Plan_~:";
const SINGLE = "aws_iam_role.CiRoles_Deploy-hardened-single_~:";
const BALANCED = "aws_iam_role.CiRoles_Deploy-hardened-balanced_~:";
/** A finding about a policy that all three roles have. */
const all = (fault: string) => [BALANCED, SINGLE, PLAN].map((role) => `${role} ${fault}`);
const FRONTENDS = ["balanced", "single"].map((name) => `111122223333-careflowai-hardened-${name}-frontend`);

const trustIn = (subject: string, ...findings: string[]): Case => [
  `trust in ${subject}`,
  (json) => (trust(json).StringEquals[key("sub")] = [subject]),
  ...findings,
];
/** An action that a deploy may not have, in a statement that the role for deploys alone has. */
const deployOf = (action: string): Case => [
  `a deploy that may ${action}`,
  (json) => statement(json, "Deploy-hardened-single-data", "Buckets").Action.push(action),
  `${SINGLE} Buckets allows ${action}, which is beyond a deploy`,
];
/** An action that none may have, in a statement that all roles have. */
const planOf = (action: string): Case => [
  `a plan that may ${action}`,
  (json) => statement(json, "Read-serving", "ReadEc2").Action.push(action),
  ...[BALANCED, SINGLE].map((role) => `${role} ReadEc2 allows ${action}, which is beyond a deploy`),
  `${PLAN} ReadEc2 allows ${action}, which is beyond a plan`,
];

testCheck(ciRolesAreBounded, {
  "hardened/careflowai-account": [
    trustIn("repo:my-company/*:ref:refs/heads/main", `${PLAN} trusts repo:my-company/*:ref:refs/heads/main`),
    trustIn(
      "repo:my-company/careflowai-infrastructure:*",
      `${PLAN} trusts repo:my-company/careflowai-infrastructure:*`,
    ),
    trustIn(
      "repo:my-company/careflowai-infrastructure:ref:refs/heads/*",
      `${PLAN} trusts repo:my-company/careflowai-infrastructure:ref:refs/heads/*`,
    ),
    trustIn("*", `${PLAN} trusts *`),
    [
      "trust in a subject by pattern",
      (json) => {
        trust(json).StringLike = { [key("sub")]: trust(json).StringEquals[key("sub")] };
        Reflect.deleteProperty(trust(json).StringEquals, key("sub"));
      },
      `${PLAN} trusts every repository`,
    ],
    [
      "trust in tokens for another audience",
      (json) => (trust(json).StringEquals[key("aud")] = ["https://github.com/my-company"]),
      `${PLAN} accepts tokens that were not made for AWS`,
    ],
    [
      "a plan that writes states",
      (json) => stateOf(json, "Plan").Action.push("s3:PutObject"),
      ...["account", "hardened-single", "hardened-balanced"].map(
        (part) =>
          `${PLAN} UseState allows s3:PutObject on arn:aws:s3:::111122223333-careflowai-tfstate/${part}/terraform.tfstate, which is beyond a plan`,
      ),
    ],
    [
      "a plan that writes a lock",
      (json) => {
        const plan = stateOf(json, "Plan", "UsePlan");
        plan.Resource = plan.Resource.map((plan: string) => plan.replace(".tfplan", ".tflock"));
      },
      ...["hardened-single", "hardened-balanced"].map(
        (part) =>
          `${PLAN} UsePlan allows s3:PutObject on arn:aws:s3:::111122223333-careflowai-tfstate/${part}/terraform.tfstate.tflock, which is beyond a plan`,
      ),
    ],
    [
      "a deploy that trusts every branch",
      (json) => (trust(json, "Deploy-hardened-single").StringEquals[key("ref")] = []),
      `${SINGLE} accepts jobs of any branch`,
    ],
    [
      "a deploy that trusts branches by pattern",
      (json) => (trust(json, "Deploy-hardened-single").StringEquals[key("ref")] = ["refs/heads/*"]),
      `${SINGLE} accepts jobs of any branch`,
    ],
    [
      "a plan that changes what a deploy may",
      (json) => statement(json, "Read-serving", "ReadEc2").Action.push("ec2:CreateVpc"),
      `${PLAN} ReadEc2 allows ec2:CreateVpc, which is beyond a plan`,
    ],
    ...[
      "s3:GetObject",
      "logs:GetLogEvents",
      "secretsmanager:GetSecretValue",
      "ec2:GetPasswordData",
      "kms:Decrypt",
      "sts:AssumeRole",
      "ec2:*",
    ].map(planOf),
    [
      "a plan that reads parameters",
      (json) => (statement(json, "Read-serving", "ReadSsm").Resource = ["*"]),
      ...[BALANCED, SINGLE].map(
        (role) => `${role} ReadSsm allows ssm:GetParameter, which is beyond a deploy`,
      ),
      `${PLAN} ReadSsm allows ssm:GetParameter, which is beyond a plan`,
    ],
    [
      "roles that may read the parameters at the path itself",
      (json) => (statement(json, "Guard", "DenySecrets").Resource.length = 1),
      ...all("is not denied the parameters under /careflowai"),
    ],
    [
      "roles that may read parameters in other ways",
      (json) => (statement(json, "Guard", "DenySecrets").Action = ["ssm:GetParameter"]),
      ...all("is not denied the parameters under /careflowai"),
    ],
    [
      "roles that may read the web app",
      (json) => (statement(json, "Guard", "DenyFrontendObjects").Effect = "Allow"),
      ...[BALANCED, SINGLE, PLAN].flatMap((role) => [
        `${role} DenyFrontendObjects allows s3:GetObject*, which is beyond a ${role === PLAN ? "plan" : "deploy"}`,
        ...FRONTENDS.map((bucket) => `${role} is not denied the objects of ${bucket}`),
      ]),
    ],
    ...[
      "s3:*",
      "s3:PutObject",
      "kms:Decrypt",
      "sns:Publish",
      "lambda:InvokeFunction",
      "organizations:LeaveOrganization",
    ].map(deployOf),
    [
      "a deploy that makes users",
      (json) => identity(json, "Roles").Action.push("iam:CreateUser"),
      `${SINGLE} Roles allows iam:CreateUser, which is beyond a deploy`,
    ],
    [
      "a deploy that takes boundaries off",
      (json) => identity(json, "Roles").Action.push("iam:DeleteRolePermissionsBoundary"),
      `${SINGLE} Roles allows iam:DeleteRolePermissionsBoundary, which is beyond a deploy`,
    ],
    [
      "a deploy that may do everything but some actions, on everything but some resources,",
      (json) =>
        onlyIn(json, "aws_iam_policy", "CiRoles_Deploy-hardened-single-data").policy.Statement.push({
          Sid: "Added",
          Effect: "Allow",
          NotAction: "iam:*",
          NotResource: "arn:aws:s3:::kept",
        }),
      `${SINGLE} Added allows everything except iam:*`,
      `${SINGLE} Added allows it on everything except arn:aws:s3:::kept`,
    ],
    [
      "a deploy that destroys states",
      (json) => stateOf(json, "Deploy-hardened-single").Action.push("s3:DeleteObject"),
      `${SINGLE} UseState allows s3:DeleteObject on arn:aws:s3:::111122223333-careflowai-tfstate/hardened-single/terraform.tfstate, which is beyond a deploy`,
    ],
    [
      "a deploy that writes the plan that it applies",
      (json) => stateOf(json, "Deploy-hardened-single", "UsePlan").Action.push("s3:PutObject"),
      `${SINGLE} UsePlan allows s3:PutObject on arn:aws:s3:::111122223333-careflowai-tfstate/hardened-single/terraform.tfstate.tfplan, which is beyond a deploy`,
    ],
    [
      "a deploy that makes roles without a boundary",
      (json) => delete identity(json, "BoundRoles").Condition,
      ...[
        "AttachRolePolicy",
        "CreateRole",
        "DeleteRolePolicy",
        "DetachRolePolicy",
        "PutRolePermissionsBoundary",
        "PutRolePolicy",
      ].map((action) => `${SINGLE} BoundRoles allows iam:${action} without a permissions boundary`),
    ],
    [
      "a deploy that passes a role to any service",
      (json) => delete identity(json, "PassRoles").Condition,
      `${SINGLE} PassRoles allows iam:PassRole to any service`,
    ],
    ...[
      "arn:aws:iam::111122223333:role/*",
      "*",
      "arn:aws:iam::111122223333:role/careflowai-account/*",
      "arn:aws:iam::111122223333:role/careflowai/*",
    ].map((resource): Case => [
      `a deploy that changes roles ${resource}`,
      (json) => (identity(json, "PassRoles").Resource = [resource]),
      `${SINGLE} PassRoles allows iam:PassRole on ${resource}`,
    ]),
  ],
});
