import { ciRoles, federatedTrust } from "../../synthesized/ci-roles";
import type { Statement } from "../../synthesized/policy-documents";
import { covers, matches, permissionsOf } from "../../synthesized/policy-documents";
import { backendOf } from "../../synthesized/state-backend";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { text } from "../../synthesized/synthesized-stack";
import type { Check } from "../check";
import { unless } from "../check";

/** Reads a setting. */
const READS =
  /^(?:[\w-]+:(?:Describe|Get|List)\w+|apigateway:GET|budgets:ViewBudget|states:ValidateStateMachineDefinition)$/;
/** Reads content: objects, parameters, logs, secrets, credentials, code, consoles of instances. */
const READS_CONTENT =
  /^(?:(?:s3:GetObject|ssm:GetParameter|logs:Get(?:LogEvents|LogRecord|QueryResults)|lambda:GetFunction|dynamodb:Get|ecr:GetAuth|ec2:Get(?:PasswordData|Console))\w*|(?:secretsmanager|sts|codeartifact):\w+)$/;
/** AWS's own parameters, which everyone may read: the id of the image is one. */
const PUBLIC_PARAMETERS = "arn:aws:ssm:*::parameter/aws/service/";
/** Makes, changes or destroys a resource of the services that an environment uses. */
const DEPLOYS =
  /^(?:acm|apigateway|autoscaling|cloudfront|cloudwatch|ec2|elasticloadbalancing|kms|logs|route53|s3|scheduler|sns|wafv2):\w+$/;
/** Uses the content of a resource of the same services. */
const USES_CONTENT =
  /^(?:s3:\w*Object\w*|s3:BypassGovernanceRetention|kms:(?:Decrypt|Encrypt|ReEncrypt|Generate|Sign|Verify|CreateGrant)\w*|logs:(?:PutLogEvents|FilterLogEvents|StartQuery|StartLiveTail|Unmask)|sns:Publish|cloudwatch:(?:PutMetricData|SetAlarmState))$/;
/** Encrypts the volume of an instance that the caller launches (AWS, Requirements for Amazon EBS encryption). */
const ENCRYPTS_VOLUMES = /^kms:(?:CreateGrant|Decrypt|GenerateDataKeyWithoutPlaintext|ReEncrypt(?:From|To))$/;
/** Changes roles and instance profiles, and nothing else of IAM: no user, key, policy or provider. */
const DEPLOYS_IDENTITIES = /^iam:(?!DeleteRolePermissionsBoundary$)\w*(?:Role|InstanceProfile)\w*$/;
/** Gives a role more than it has, unless a permissions boundary limits that. */
const GIVES_PERMISSIONS =
  /^iam:(?:CreateRole|PutRolePermissionsBoundary|(?:Put|Delete|Attach|Detach)RolePolicy)$/;

/** One job of one repository, such as `repo:owner/name:environment:prod`. */
const SUBJECT = /^repo:[\w@-]+\/[\w.@-]+:(?:pull_request|ref:refs\/heads\/[\w./-]+|environment:[\w-]+)$/;
/** The path of one environment. */
const OWN_IDENTITY = /^arn:aws:iam::\d{12}:(?:role|instance-profile)\/careflowai\/[\w-]+\/\*$/;
const BRANCH = /^refs\/heads\/[\w./-]+$/;
const SERVICE_ROLE = /^arn:aws:iam::\d{12}:role\/aws-service-role\/\*$/;
const PARAMETERS = "/careflowai";

const valuesOf = ({ conditions }: Statement, isMeant: (variable: string) => boolean) =>
  conditions
    .filter(({ test, variable }) => test === "StringEquals" && isMeant(variable))
    .flatMap(({ values }) => values);

function faultsOfTrust(trust: Statement, mayDeploy: boolean): string[] {
  const subjects = valuesOf(trust, (variable) => variable.endsWith(":sub"));
  const branches = valuesOf(trust, (variable) => variable.endsWith(":ref"));
  const audiences = valuesOf(trust, (variable) => variable.endsWith(":aud"));
  return [
    ...unless(audiences.join() === "sts.amazonaws.com", "accepts tokens that were not made for AWS"),
    ...unless(subjects.length > 0, "trusts every repository"),
    ...subjects.filter((subject) => !SUBJECT.test(subject)).map((subject) => `trusts ${subject}`),
    ...unless(
      !mayDeploy || (branches.length === 1 && branches.every((branch) => BRANCH.test(branch))),
      "accepts jobs of any branch",
    ),
  ];
}

/** Whether a statement is about the objects of a state bucket only. */
const isOfState = ({ resources }: Statement, buckets: readonly string[]) =>
  resources.length > 0 &&
  resources.every((resource) =>
    buckets.some((bucket) => resource === bucket || resource.startsWith(`${bucket}/`)),
  );

/** Whether a statement is about keys that EC2 uses for the caller. */
function isThroughEc2(statement: Statement): boolean {
  const services = valuesOf(statement, (variable) => variable === "kms:ViaService");
  return services.length > 0 && services.every((service) => service.startsWith("ec2."));
}

function isWithinBounds(action: string, statement: Statement, mayDeploy: boolean): boolean {
  const { resources } = statement;
  if (action === "ssm:GetParameter")
    return resources.every((resource) => resource.startsWith(PUBLIC_PARAMETERS));
  if (READS.test(action)) return !READS_CONTENT.test(action);
  if (ENCRYPTS_VOLUMES.test(action)) return mayDeploy && isThroughEc2(statement);
  return (
    mayDeploy && (DEPLOYS_IDENTITIES.test(action) || (DEPLOYS.test(action) && !USES_CONTENT.test(action)))
  );
}

function faultsOfStatement(statement: Statement, mayDeploy: boolean): string[] {
  const { actions, notActions, resources, notResources } = statement;
  const identities = actions.filter((action) => action.startsWith("iam:") && !READS.test(action));
  const named = identities.every((action) => action === "iam:CreateServiceLinkedRole")
    ? SERVICE_ROLE
    : OWN_IDENTITY;
  const boundaries = valuesOf(statement, (variable) => variable === "iam:PermissionsBoundary");
  const services = valuesOf(statement, (variable) => variable === "iam:PassedToService");
  return [
    ...actions
      .filter((action) => !isWithinBounds(action, statement, mayDeploy))
      .map((action) => `allows ${action}, which is beyond a ${mayDeploy ? "deploy" : "plan"}`),
    ...unless(notActions.length === 0, `allows everything except ${notActions.join(", ")}`),
    ...unless(notResources.length === 0, `allows it on everything except ${notResources.join(", ")}`),
    ...resources
      .filter((resource) => identities.length > 0 && !named.test(resource))
      .map((resource) => `allows ${identities.join(", ")} on ${resource}`),
    ...actions
      .filter((action) => GIVES_PERMISSIONS.test(action) && boundaries.length !== 1)
      .map((action) => `allows ${action} without a permissions boundary`),
    ...unless(!actions.includes("iam:PassRole") || services.length > 0, "allows iam:PassRole to any service"),
  ];
}

function faultsOfState({ actions, resources }: Statement, mayDeploy: boolean): string[] {
  // A deploy writes its state and its lock, and only reads its plan. The plan role writes plans only.
  const isWritten = (action: string, key: string) =>
    mayDeploy
      ? key.endsWith(".tflock") || (action === "s3:PutObject" && !key.endsWith(".tfplan"))
      : action === "s3:PutObject" && key.endsWith(".tfplan");
  return resources.flatMap((resource) =>
    actions
      .filter((action) => !/^s3:(?:GetObject|ListBucket)$/.test(action) && !isWritten(action, resource))
      .map((action) => `allows ${action} on ${resource}, which is beyond a ${mayDeploy ? "deploy" : "plan"}`),
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

function faultsOf(stack: SynthesizedStack, all: readonly SynthesizedStack[], role: Block): string[] {
  const trusts = federatedTrust(stack, role);
  // Only a job in a protected environment deploys; anyone may open a pull request.
  const mayDeploy = trusts.every(({ conditions }) =>
    conditions
      .filter(({ variable }) => variable.endsWith(":sub"))
      .every(({ values }) => values.every((subject) => subject.includes(":environment:"))),
  );
  const statements = permissionsOf(stack, role);
  const states = all.flatMap((other) => backendOf(other, "s3")?.bucket ?? []);
  const stateBuckets = [...new Set(states.map((bucket) => `arn:aws:s3:::${text(bucket)}`))];
  const frontends = all
    .flatMap((other) => other.resources("aws_s3_bucket"))
    .map(({ body }) => text(body.bucket))
    .filter((bucket) => bucket.endsWith("frontend"));
  return [
    ...trusts.flatMap((trust) => faultsOfTrust(trust, mayDeploy)),
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
            `arn:aws:ssm:us-east-1:${stack.accountId}:parameter${PARAMETERS}${path}`,
          ),
        ),
      ),
      `is not denied the parameters under ${PARAMETERS}`,
    ),
    ...frontends
      .filter((bucket) => !isDenied(statements, "s3:GetObject", `arn:aws:s3:::${bucket}/index.html`))
      .map((bucket) => `is not denied the objects of ${bucket}`),
  ];
}

export const ciRolesAreBounded: Check = {
  id: "ci-roles-are-bounded",
  rule: "A role of CI trusts named jobs of one repository. It reads settings and no content; a role that a pull request may assume writes only the plans that deployments apply; a role that deploys trusts one branch, changes only services that an environment uses, and roles only in the environment's path and with a permissions boundary. All are denied the project's parameters and the objects of the web app.",
  why: "A token of a job gives everything that its role may do, and anyone who opens a pull request runs code in a job (decision 37).",
  findings: (stack, all) =>
    ciRoles(stack).flatMap((role) => faultsOf(stack, all, role).map((fault) => `${role.address}: ${fault}`)),
};
