import type { Action } from "../account/permissions";
import { PERMISSIONS } from "../account/permissions";
import { PARAMETER_ROOT } from "../config/names";
import type { Check } from "./check";
import { unless } from "./check";
import { ciRoles, federatedTrust } from "./ci-roles";
import type { Statement } from "../synthesized/policy-documents";
import { covers, permissionsOf } from "../synthesized/policy-documents";
import { backendOf } from "./state-backend";
import type { Block, SynthesizedStack } from "../synthesized/synthesized-stack";
import { text } from "../synthesized/synthesized-stack";

const READS = new Set<string>(Object.values(PERMISSIONS).flatMap(({ read }) => read));
const WRITES = new Set<string>(Object.values(PERMISSIONS).flatMap(({ write = [] }) => write as Action[]));

/** One job of one repository, such as `repo:owner/name:environment:prod`. */
const SUBJECT = /^repo:[\w-]+\/[\w.-]+:(?:pull_request|ref:refs\/heads\/[\w./-]+|environment:[\w-]+)$/;
/** What may give a role more than it has: AWS tells by which boundary that role is bounded. */
const GIVES_PERMISSIONS =
  /^iam:(?:CreateRole|PutRolePermissionsBoundary|(?:Put|Delete|Attach|Detach)RolePolicy)$/;
const OWN_IDENTITY = /^arn:aws:iam::\d{12}:(?:role|instance-profile)\/careflowai-[\w-]+\*$/;
const SERVICE_ROLE = /^arn:aws:iam::\d{12}:role\/aws-service-role\/\*$/;

const valuesOf = ({ conditions }: Statement, variable: string) =>
  conditions
    .filter((one) => one.test === "StringEquals" && one.variable === variable)
    .flatMap((one) => one.values);

function faultsOfTrust(trust: Statement): string[] {
  const by = (suffix: string) =>
    trust.conditions
      .filter(({ test, variable }) => test === "StringEquals" && variable.endsWith(suffix))
      .flatMap(({ values }) => values);
  const subjects = by(":sub");
  return [
    ...unless(by(":aud").join() === "sts.amazonaws.com", "does not ask for tokens made for AWS"),
    ...unless(subjects.length > 0, "trusts every repository"),
    ...subjects.filter((subject) => !SUBJECT.test(subject)).map((subject) => `trusts ${subject}`),
  ];
}

/** Whether a statement is about the objects of a state bucket; what it may do there is another question. */
const isOfState = (statement: Statement, buckets: readonly string[]) =>
  statement.resources.every((resource) =>
    buckets.some((bucket) => resource === bucket || resource.startsWith(`${bucket}/`)),
  );

function faultsOfStatement(statement: Statement, mayDeploy: boolean): string[] {
  const { actions, resources } = statement;
  const known = (action: string) => READS.has(action) || (mayDeploy && WRITES.has(action));
  const identities = actions.filter((action) => action.startsWith("iam:") && !READS.has(action));
  const named = identities.every((action) => action === "iam:CreateServiceLinkedRole")
    ? SERVICE_ROLE
    : OWN_IDENTITY;
  return [
    ...actions
      .filter((action) => !known(action))
      .map((action) => `allows ${action}, which no ${mayDeploy ? "type" : "plan"} needs`),
    ...resources
      .filter((resource) => identities.length > 0 && !named.test(resource))
      .map((resource) => `allows ${identities.join(", ")} on ${resource}`),
    ...actions
      .filter((action) => GIVES_PERMISSIONS.test(action))
      .filter(() => valuesOf(statement, "iam:PermissionsBoundary").length !== 1)
      .map((action) => `allows ${action} without a permissions boundary`),
    ...unless(
      !actions.includes("iam:PassRole") || valuesOf(statement, "iam:PassedToService").length > 0,
      "allows iam:PassRole to any service",
    ),
  ];
}

function faultsOfState(statement: Statement, mayDeploy: boolean): string[] {
  const writes = statement.actions.filter((action) => !/^s3:(?:GetObject|ListBucket)$/.test(action));
  return statement.resources.flatMap((resource) =>
    writes
      .filter(() => !resource.endsWith(".tflock"))
      .filter((action) => !mayDeploy || action !== "s3:PutObject")
      .map((action) => `allows ${action} on ${resource}, which is no lock`),
  );
}

function isDenied(statements: readonly Statement[], action: string, resource: string): boolean {
  return statements.some(
    (statement) =>
      !statement.allows &&
      statement.conditions.length === 0 &&
      covers(statement, action) &&
      statement.resources.some((pattern) => matches(pattern, resource)),
  );
}

const matches = (pattern: string, arn: string) =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(arn);

function faultsOf(stack: SynthesizedStack, all: readonly SynthesizedStack[], role: Block): string[] {
  const trusts = federatedTrust(stack, role);
  // Only a job in a protected environment deploys; a pull request is anybody's.
  const mayDeploy = trusts.every(({ conditions }) =>
    conditions
      .filter(({ variable }) => variable.endsWith(":sub"))
      .every(({ values }) => values.every((subject) => subject.includes(":environment:"))),
  );
  const statements = permissionsOf(stack, role);
  const states = all.flatMap((other) => backendOf(other, "s3")?.bucket ?? []);
  const stateBuckets = [...new Set(states.map((bucket) => `arn:aws:s3:::${text(bucket)}`))];
  const accountId = text(stack.providers()[0]?.allowed_account_ids).replace(/\D/g, "");
  const frontends = all
    .flatMap((other) => other.resources("aws_s3_bucket"))
    .map(({ body }) => text(body.bucket))
    .filter((bucket) => bucket.endsWith("frontend"));
  return [
    ...trusts.flatMap(faultsOfTrust),
    ...statements
      .filter(({ allows }) => allows)
      .flatMap((statement) =>
        (isOfState(statement, stateBuckets)
          ? faultsOfState(statement, mayDeploy)
          : faultsOfStatement(statement, mayDeploy)
        ).map((fault) => `${statement.sid} ${fault}`),
      ),
    ...unless(
      ["GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"].every((read) =>
        ["", "/any/secret"].every((path) =>
          isDenied(
            statements,
            `ssm:${read}`,
            `arn:aws:ssm:us-east-1:${accountId}:parameter${PARAMETER_ROOT}${path}`,
          ),
        ),
      ),
      `is not denied the parameters under ${PARAMETER_ROOT}`,
    ),
    ...frontends
      .filter((bucket) => !isDenied(statements, "s3:GetObject", `arn:aws:s3:::${bucket}/index.html`))
      .map((bucket) => `is not denied the objects of ${bucket}`),
  ];
}

/** Decision 37: whoever gets hold of a job's token has all that its role may. */
export const ciRolesAreBounded: Check = {
  id: "ci-roles-are-bounded",
  rule: "A role of CI trusts named jobs of one repository; it allows what the table of permissions says, roles and instance profiles by name and with a boundary only; one that a pull request may assume writes locks only; and all are denied secrets and the web app's files.",
  findings: (stack, all) =>
    ciRoles(stack).flatMap((role) => faultsOf(stack, all, role).map((fault) => `${role.address}: ${fault}`)),
};
