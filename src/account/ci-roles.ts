import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { ACCOUNT_IAM_PATH, PARAMETER_ROOT } from "../config/names";
import type { DeployTarget, PolicyName } from "./ci-policies";
import { POLICIES, readStatements, writeStatements } from "./ci-policies";

/** The issuer of GitHub's tokens, with which the condition keys begin. */
export const GITHUB_TOKENS = "token.actions.githubusercontent.com";

export interface CiDeploy extends DeployTarget {
  readonly stateKey: string;
}

export interface CiRolesProps {
  /** Prefix of the roles' and policies' names. */
  readonly name: string;
  readonly accountId: string;
  /** ARN of the account's provider of GitHub's tokens. */
  readonly oidcProviderArn: string;
  /** owner/name on GitHub. */
  readonly repository: string;
  /** The branch that may plan, beside pull requests. */
  readonly branch: string;
  readonly stateBucket: string;
  /** Of the stacks that may be planned. */
  readonly stateKeys: readonly string[];
  /** What the name of each of the project's buckets begins with. */
  readonly bucketPrefix: string;
  /** The buckets whose objects no role may read, of every environment. */
  readonly frontendBuckets: readonly string[];
  readonly deploys: readonly CiDeploy[];
}

/**
 * Roles that a repository's GitHub Actions assume by their token: one that plans every stack, from pull requests and
 * one branch, and one to deploy for each environment named, from the GitHub environment of the same name (decision 37).
 *
 * All read settings and no content. The one that plans writes nothing but locks. One that deploys changes its own
 * environment only, and makes no role that is not bounded. Exposes the roles, to be put out.
 */
export class CiRoles extends Construct {
  readonly plan: IamRole;
  /** By environment. */
  readonly deploys: ReadonlyMap<string, IamRole>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CiRolesProps,
  ) {
    super(scope, id);
    const { name, repository, branch, stateKeys, deploys } = props;

    const shared = [...this.read(), this.guard()];
    this.plan = this.role("Plan", `${name}-plan`, "Plans every stack", [
      `repo:${repository}:pull_request`,
      `repo:${repository}:ref:refs/heads/${branch}`,
    ]);
    this.attach("Plan", this.plan, shared);
    this.useState("Plan", this.plan, stateKeys, "plan");

    this.deploys = new Map(deploys.map((deploy) => [deploy.environment, this.deploy(deploy, shared)]));
  }

  private deploy(deploy: CiDeploy, shared: readonly IamPolicy[]): IamRole {
    const { environment, stateKey } = deploy;
    const id = `Deploy-${environment}`;
    const name = `${this.props.name}-deploy-${environment}`;
    const role = this.role(id, name, `Deploys ${environment}`, [
      `repo:${this.props.repository}:environment:${environment}`,
    ]);
    const own = policyNames()
      .map((policy) => ({ policy, statements: writeStatements(policy, deploy) }))
      .filter(({ statements }) => statements.length > 0)
      .map(({ policy, statements }) => this.policy(`${id}-${policy}`, `${name}-${policy}`, statements));
    this.attach(id, role, [...shared, ...own]);
    this.useState(id, role, [stateKey], "deploy");
    return role;
  }

  private role(id: string, name: string, description: string, subjects: readonly string[]): IamRole {
    const trust = new DataAwsIamPolicyDocument(this, `${id}TrustPolicy`, {
      statement: [
        {
          actions: ["sts:AssumeRoleWithWebIdentity"],
          principals: [{ type: "Federated", identifiers: [this.props.oidcProviderArn] }],
          condition: [
            { test: "StringEquals", variable: `${GITHUB_TOKENS}:aud`, values: ["sts.amazonaws.com"] },
            { test: "StringEquals", variable: `${GITHUB_TOKENS}:sub`, values: [...subjects] },
          ],
        },
      ],
    });
    return new IamRole(this, id, {
      name,
      path: ACCOUNT_IAM_PATH,
      description,
      assumeRolePolicy: trust.json,
    });
  }

  /** What every role may read, in as many policies as it takes. */
  private read(): IamPolicy[] {
    const { name, bucketPrefix } = this.props;
    return policyNames().map((policy) =>
      this.policy(`Read-${policy}`, `${name}-read-${policy}`, readStatements(policy, bucketPrefix)),
    );
  }

  /** What no role may read, whatever else allows it: secrets, and the web app's files. */
  private guard(): IamPolicy {
    const { accountId, name, frontendBuckets } = this.props;
    const parameters = `arn:aws:ssm:*:${accountId}:parameter${PARAMETER_ROOT}`;
    return this.policy("Guard", `${name}-guard`, [
      {
        sid: "DenySecrets",
        effect: "Deny",
        actions: ["ssm:GetParameter*"],
        resources: [parameters, `${parameters}/*`],
      },
      {
        sid: "DenyFrontendObjects",
        effect: "Deny",
        actions: ["s3:GetObject*"],
        // By name: a pattern such as *frontend/* would reach across "/" into the states.
        resources: frontendBuckets.map((bucket) => `arn:aws:s3:::${bucket}/*`),
      },
    ]);
  }

  private policy(id: string, name: string, statement: DataAwsIamPolicyDocumentStatement[]): IamPolicy {
    const document = new DataAwsIamPolicyDocument(this, `${id}PolicyDocument`, { statement });
    return new IamPolicy(this, `${id}Policy`, { name, path: ACCOUNT_IAM_PATH, policy: document.json });
  }

  private attach(id: string, role: IamRole, policies: readonly IamPolicy[]): void {
    for (const policy of policies) {
      new IamRolePolicyAttachment(this, `${id}-${policy.node.id}`, {
        role: role.name,
        policyArn: policy.arn,
      });
    }
  }

  /** A plan reads states and locks them; a deploy writes its own as well. */
  private useState(id: string, role: IamRole, stateKeys: readonly string[], kind: "plan" | "deploy"): void {
    const bucket = `arn:aws:s3:::${this.props.stateBucket}`;
    const states = stateKeys.map((key) => `${bucket}/${key}`);
    const document = new DataAwsIamPolicyDocument(this, `${id}StatePolicyDocument`, {
      statement: [
        { sid: "FindState", actions: ["s3:ListBucket"], resources: [bucket] },
        {
          sid: "UseState",
          actions: kind === "plan" ? ["s3:GetObject"] : ["s3:GetObject", "s3:PutObject"],
          resources: states,
        },
        {
          sid: "LockState",
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          resources: states.map((state) => `${state}.tflock`),
        },
      ],
    });
    new IamRolePolicy(this, `${id}StatePolicy`, { name: "state", role: role.name, policy: document.json });
  }
}

const policyNames = () => Object.keys(POLICIES) as PolicyName[];
