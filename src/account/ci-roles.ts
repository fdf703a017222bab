import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Account } from "../config/environment";
import { ACCOUNT_IAM_PATH, PARAMETER_ROOT } from "../config/names";
import type { PolicyStatement } from "../iam/policy-document";
import { policyDocument } from "../iam/policy-document";
import type { DeployTarget } from "./ci-policies";
import { READ_POLICIES, readStatements, WRITE_POLICIES, writeStatements } from "./ci-policies";

/** Issuer of GitHub's tokens, and the prefix of their condition keys. */
const GITHUB_TOKENS = "token.actions.githubusercontent.com";
const STS = "sts.amazonaws.com";

export interface CiDeploy extends DeployTarget {
  readonly stateKey: string;
}

/** Keys of states, and the actions that are allowed on each state, on its lock or on its plan. */
type Access = readonly [stateKeys: readonly string[], actions: readonly string[]];
const NOTHING: Access = [[], []];

export interface CiRolesProps {
  /** Prefix of the names of roles and policies. */
  readonly name: string;
  readonly accountId: string;
  /** The account's provider of GitHub's tokens: one to create, or an existing one. */
  readonly oidcProvider: NonNullable<Account["ci"]>["oidcProvider"];
  /** The repository on GitHub, as the subject of its tokens names it. */
  readonly repository: string;
  /** GitHub's ids of the repository and of its owner, which a token must have, too. */
  readonly repositoryId: string | undefined;
  readonly repositoryOwnerId: string | undefined;
  /** The branch that may deploy, and that may plan in addition to pull requests. */
  readonly branch: string;
  readonly stateBucket: string;
  /** State keys of the stacks that may be planned. */
  readonly stateKeys: readonly string[];
  /** Prefix of the name of each of the project's buckets. */
  readonly bucketPrefix: string;
  /** The frontend buckets of all environments, whose objects no role may read. */
  readonly frontendBuckets: readonly string[];
  readonly deploys: readonly CiDeploy[];
}

/**
 * Roles that a repository's GitHub Actions assume by their token: one that plans every stack, from pull requests and one
 * branch, and one that deploys each named environment, from the GitHub environment of the same name (decision 37).
 *
 * All roles read settings and no content. The plan role writes only the plans that deployments apply, and no lock. A
 * deploy role changes its own environment only, and creates only roles with a permissions boundary. Exposes the ARNs of
 * the roles to outputs.
 */
export class CiRoles extends Construct {
  readonly planArn: string;
  /** By environment. */
  readonly deployArns: Readonly<Record<string, string>>;
  private readonly oidcProviderArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CiRolesProps,
  ) {
    super(scope, id);
    const { name, oidcProvider, repository, branch, stateKeys, deploys } = props;

    this.oidcProviderArn = oidcProvider.create
      ? new IamOpenidConnectProvider(this, "OidcProvider", {
          url: `https://${GITHUB_TOKENS}`,
          clientIdList: [STS],
        }).arn
      : // Looked up, so that the plan fails if it does not exist.
        new DataAwsIamOpenidConnectProvider(this, "OidcProvider", { arn: oidcProvider.arn }).arn;
    const shared = [...this.createReadPolicies(), this.createGuard()];
    const plan = this.createRole("Plan", `${name}-plan`, "Plans every stack", [
      `repo:${repository}:pull_request`,
      `repo:${repository}:ref:refs/heads/${branch}`,
    ]);
    this.attach("Plan", plan, shared);
    this.allowState("Plan", plan, {
      states: [stateKeys, ["s3:GetObject"]],
      plans: [deploys.map(({ stateKey }) => stateKey), ["s3:PutObject"]],
    });

    this.planArn = plan.arn;
    this.deployArns = Object.fromEntries(
      deploys.map((deploy) => [deploy.environment, this.createDeployRole(deploy, shared).arn]),
    );
  }

  private createDeployRole(deploy: CiDeploy, shared: readonly IamPolicy[]): IamRole {
    const { environment, stateKey } = deploy;
    const id = `Deploy-${environment}`;
    const name = `${this.props.name}-deploy-${environment}`;
    const { repository, branch } = this.props;
    const role = this.createRole(
      id,
      name,
      `Deploys ${environment}`,
      [`repo:${repository}:environment:${environment}`],
      `refs/heads/${branch}`,
    );
    const policies = Object.entries(WRITE_POLICIES)
      .map(([policy, services]) => ({ policy, statements: writeStatements(services, deploy) }))
      .filter(({ statements }) => statements.length > 0)
      .map(({ policy, statements }) => this.createPolicy(`${id}-${policy}`, `${name}-${policy}`, statements));
    this.attach(id, role, [...shared, ...policies]);
    this.allowState(id, role, {
      states: [[stateKey], ["s3:GetObject", "s3:PutObject"]],
      locks: [[stateKey], ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]],
      plans: [[stateKey], ["s3:GetObject"]],
    });
    return role;
  }

  /** @param ref the only branch whose jobs may assume the role; undefined where the subjects say it. */
  private createRole(
    id: string,
    name: string,
    description: string,
    subjects: readonly string[],
    ref?: string,
  ): IamRole {
    const { repositoryId, repositoryOwnerId } = this.props;
    const claims = {
      aud: STS,
      sub: subjects,
      ...(ref !== undefined && { ref }),
      ...(repositoryId !== undefined && { repository_id: repositoryId }),
      ...(repositoryOwnerId !== undefined && { repository_owner_id: repositoryOwnerId }),
    };
    return new IamRole(this, id, {
      name,
      path: ACCOUNT_IAM_PATH,
      description,
      assumeRolePolicy: policyDocument({
        Effect: "Allow",
        Principal: { Federated: this.oidcProviderArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: Object.fromEntries(
            Object.entries(claims).map(([claim, values]) => [`${GITHUB_TOKENS}:${claim}`, values]),
          ),
        },
      }),
    });
  }

  private createReadPolicies(): IamPolicy[] {
    const { name, bucketPrefix } = this.props;
    return Object.entries(READ_POLICIES).map(([policy, services]) =>
      this.createPolicy(`Read-${policy}`, `${name}-read-${policy}`, readStatements(services, bucketPrefix)),
    );
  }

  /** Denies every role secrets and the web app's files, whatever else allows them. */
  private createGuard(): IamPolicy {
    const { accountId, name, frontendBuckets } = this.props;
    const parameters = `arn:aws:ssm:*:${accountId}:parameter${PARAMETER_ROOT}`;
    return this.createPolicy("Guard", `${name}-guard`, [
      {
        Sid: "DenySecrets",
        Effect: "Deny",
        Action: "ssm:GetParameter*",
        Resource: [parameters, `${parameters}/*`],
      },
      {
        Sid: "DenyFrontendObjects",
        Effect: "Deny",
        Action: "s3:GetObject*",
        // By name: a pattern such as *frontend/* would also match keys in the state bucket.
        Resource: frontendBuckets.map((bucket) => `arn:aws:s3:::${bucket}/*`),
      },
    ]);
  }

  private createPolicy(id: string, name: string, statements: readonly PolicyStatement[]): IamPolicy {
    return new IamPolicy(this, `${id}Policy`, {
      name,
      path: ACCOUNT_IAM_PATH,
      policy: policyDocument(...statements),
    });
  }

  private attach(id: string, role: IamRole, policies: readonly IamPolicy[]): void {
    for (const policy of policies) {
      new IamRolePolicyAttachment(this, `${id}-${policy.node.id}`, {
        role: role.name,
        policyArn: policy.arn,
      });
    }
  }

  /**
   * Lets a role find states, and act on them, their locks and the reviewed plans, which `.ci/saved-plan` keeps next to
   * them.
   */
  private allowState(
    id: string,
    role: IamRole,
    {
      states,
      locks = NOTHING,
      plans,
    }: { readonly states: Access; readonly locks?: Access; readonly plans: Access },
  ): void {
    const bucket = `arn:aws:s3:::${this.props.stateBucket}`;
    const allow = (Sid: string, [keys, Action]: Access, suffix = ""): PolicyStatement[] =>
      keys.length === 0
        ? []
        : [{ Sid, Effect: "Allow", Action, Resource: keys.map((key) => `${bucket}/${key}${suffix}`) }];
    new IamRolePolicy(this, `${id}StatePolicy`, {
      name: "state",
      role: role.name,
      policy: policyDocument(
        { Sid: "FindState", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
        ...allow("UseState", states),
        ...allow("LockState", locks, ".tflock"),
        ...allow("UsePlan", plans, ".tfplan"),
      ),
    });
  }
}
