import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { Block, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { text } from "../../src/synthesized/synthesized-stack";
import { only } from "../helpers/blocks";
import { hardenedStack, hardenedStacks } from "../helpers/broken";
import type { Statement } from "../helpers/policies";
import { policyOf } from "../helpers/policies";
import type { Policies } from "./evaluator";

/** AWS's managed policies as moto carries them; AWS, AWS managed policy reference has the newest versions. */
const MANAGED = JSON.parse(readFileSync(join(__dirname, "aws-managed-policies.json"), "utf8")) as Record<
  string,
  { readonly version: string; readonly document: { readonly Statement: Statement[] } }
>;

export const ACCOUNT = "111122223333";

/** A role's policies: its own, AWS's managed ones and its boundary, with references as ARNs. */
export function roleNamed(stack: SynthesizedStack, name: string): Policies {
  const role = only(stack, IamRole, { name });
  const attached = stack.attached("aws_iam_role_policy_attachment", "role", role);
  const identity = [
    ...stack.attached("aws_iam_role_policy", "role", role),
    ...attached.flatMap(({ body }) => stack.target(body.policy_arn) ?? []),
  ].flatMap(({ body }) => policyOf(stack, body.policy));
  const ofAws = attached.flatMap(({ body }) => awsPolicy(text(body.policy_arn)));
  const boundary = role.body.permissions_boundary;
  return {
    identity: resolved(stack, [...identity, ...ofAws]),
    ...(boundary !== undefined && { boundary: boundaryWith(text(boundary)) }),
  };
}

/** Who may assume a role. */
export const trustOf = (stack: SynthesizedStack, name: string): readonly Statement[] =>
  resolved(stack, policyOf(stack, only(stack, IamRole, { name }).body.assume_role_policy));

function awsPolicy(arn: string): Statement[] {
  const name = /^arn:aws:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) return [];
  const known = MANAGED[name];
  if (!known) throw new Error(`aws-managed-policies.json lacks ${name}`);
  return known.document.Statement;
}

function boundaryWith(arn: string): readonly Statement[] {
  const account = hardenedStack("careflowai-account");
  const policy = account
    .resources("aws_iam_policy")
    .find(({ body }) => arn.endsWith(`:policy${text(body.path)}${text(body.name)}`));
  if (!policy) throw new Error(`no policy ${arn}`);
  return policyOf(account, policy.body.policy);
}

/** Statements with the ARN, or else the name, of a resource in place of each reference to it. */
function resolved(stack: SynthesizedStack, statements: readonly Statement[]): Statement[] {
  const json = JSON.stringify(statements).replace(
    /\$\{([\w.-]+)\.(\w+)\}/g,
    (_, address: string, attribute) => {
      const block = [...stack.resources(), ...stack.data()].find((one) => one.address === address);
      if (!block) throw new Error(`no ${address}`);
      return attribute === "arn" ? arnOf(stack, block) : text(block.body.name ?? block.body.id);
    },
  );
  return JSON.parse(json) as Statement[];
}

/** The ARN that AWS gives a resource; its address where AWS chooses the id. */
export function arnOf(stack: SynthesizedStack, block: Block): string {
  const { type, address, body } = block;
  const region = stack.regionOf(block);
  const name = text(body.name ?? body.bucket ?? body.alarm_name ?? body.dashboard_name);
  const of = (service: string, resource: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
  const arns: Readonly<Record<string, string>> = {
    aws_autoscaling_group: of("autoscaling", `autoScalingGroup:uuid:autoScalingGroupName/${name}`),
    aws_cloudwatch_composite_alarm: of("cloudwatch", `alarm:${name}`),
    aws_cloudwatch_dashboard: `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${name}`,
    aws_cloudwatch_log_delivery_destination: of("logs", `delivery-destination:${name}`),
    aws_cloudwatch_log_delivery_source: of("logs", `delivery-source:${name}`),
    aws_cloudwatch_log_group: of("logs", `log-group:${name}`),
    aws_cloudwatch_metric_alarm: of("cloudwatch", `alarm:${name}`),
    aws_iam_instance_profile: `arn:aws:iam::${ACCOUNT}:instance-profile${text(body.path ?? "/")}${name}`,
    aws_iam_openid_connect_provider: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    aws_iam_role: `arn:aws:iam::${ACCOUNT}:role${text(body.path ?? "/")}${name}`,
    aws_instance: of("ec2", `instance/i-${stack.part}`),
    aws_kms_alias: of("kms", name),
    aws_kms_key: of("kms", `key/${address}`),
    aws_lb: of("elasticloadbalancing", `loadbalancer/app/${name}/uuid`),
    aws_s3_bucket: `arn:aws:s3:::${name}`,
    aws_scheduler_schedule: of("scheduler", `schedule/default/${name}`),
    aws_sfn_state_machine: of("states", `stateMachine:${name}`),
    aws_sns_topic: of("sns", name),
    aws_wafv2_web_acl: of(
      "wafv2",
      `${body.scope === "CLOUDFRONT" ? "global" : "regional"}/webacl/${name}/uuid`,
    ),
  };
  return arns[type] ?? address;
}

const account = () => hardenedStack("careflowai-account");
const balanced = () => hardenedStack("careflowai-hardened-balanced");
const single = () => hardenedStack("careflowai-hardened-single");

/** The principals of the chains, by name. All have the policies that both hardened environments synthesize. */
export const PRINCIPALS = {
  "the plan role": () => roleNamed(account(), "careflowai-ci-plan"),
  "single's deploy role": () => roleNamed(account(), "careflowai-ci-deploy-hardened-single"),
  "balanced's deploy role": () => roleNamed(account(), "careflowai-ci-deploy-hardened-balanced"),
  "single's instances": () => roleNamed(single(), "careflowai-hardened-single-instance"),
  "balanced's instances": () => roleNamed(balanced(), "careflowai-hardened-balanced-instance"),
  "single's off-hours role": () => roleNamed(single(), "careflowai-hardened-single-off-hours"),
  "single's flow-log role": () => roleNamed(single(), "careflowai-hardened-single-flow-logs"),
  "the summary's role": () => roleNamed(account(), "careflowai-account-summary"),
} as const satisfies Record<string, () => Policies>;

export type PrincipalName = keyof typeof PRINCIPALS;

const known = new Map<PrincipalName, Policies>();

export function policiesOf(name: PrincipalName): Policies {
  const policies = known.get(name) ?? PRINCIPALS[name]();
  known.set(name, policies);
  return policies;
}

/** Every role of the hardened app has a name here, so that no role is left out of the chains. */
export const roleNames = (): string[] =>
  hardenedStacks().flatMap((stack) => stack.resources("aws_iam_role").map(({ body }) => text(body.name)));
