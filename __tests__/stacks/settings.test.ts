import type { JsonObject } from "../../src/synthesized/synthesized-stack";
import { configWith } from "../helpers/config";
import { soundStacks } from "../helpers/broken";
import { soundStack } from "../helpers/blocks";
import { synthStack } from "../helpers/synth";

const PARTS = ["dev", "staging", "prod", "account", "state"];

test.each(PARTS)("the provider of %s is bound to the one account and tags everything", (part) => {
  expect(soundStack(`careflowai-${part}`).json.provider).toEqual({
    aws: [
      {
        region: "us-east-1",
        allowed_account_ids: ["111122223333"],
        default_tags: [{ tags: { Project: "CareFlowAI", Environment: part, ManagedBy: "Terraform" } }],
      },
    ],
  });
});

test.each(["dev", "staging", "prod", "account"])(
  "the state of %s is in the account's bucket, encrypted and locked",
  (part) => {
    expect(soundStack(`careflowai-${part}`).json.terraform).toEqual({
      required_version: ">= 1.11",
      required_providers: { aws: { source: "aws", version: "6.25.0" } },
      backend: {
        s3: {
          bucket: "111122223333-careflowai-tfstate",
          key: `${part}/terraform.tfstate`,
          region: "us-east-1",
          encrypt: true,
          use_lockfile: true,
        },
      },
    });
  },
);

test("the bucket cannot keep its own state, which stays in a file at the project's root", () => {
  expect(soundStack("careflowai-state").json.terraform).toEqual({
    required_version: ">= 1.11",
    required_providers: { aws: { source: "aws", version: "6.25.0" } },
    backend: { local: { path: "../../../careflowai-state.tfstate" } },
  });
});

test("backends and providers have no expressions, which Terraform could not resolve there", () => {
  for (const { json } of soundStacks()) {
    expect(JSON.stringify([json.terraform, json.provider])).not.toContain("${");
  }
});

test("an environment has its own region, key and tags, independent of the account's region", () => {
  const input = configWith(({ account, environments }) => {
    account.id = "210987654321";
    account.region = "eu-central-1";
    environments.prod.region = "eu-west-1";
    environments.prod.network = {
      publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" },
    };
    environments.prod.stateKey = "live/main.tfstate";
    environments.prod.tags = { Team: "Care" };
  });
  const { json } = synthStack("careflowai-prod", input);
  expect(json.provider).toEqual({
    aws: [
      {
        region: "eu-west-1",
        allowed_account_ids: ["210987654321"],
        default_tags: [
          { tags: { Project: "CareFlowAI", Environment: "prod", ManagedBy: "Terraform", Team: "Care" } },
        ],
      },
    ],
  });
  expect(json.terraform).toMatchObject({
    backend: {
      s3: { bucket: "210987654321-careflowai-tfstate", key: "live/main.tfstate", region: "eu-central-1" },
    },
  });
  // No default region or account is left, except in the dashboard: CloudFront's metrics are in us-east-1.
  const { aws_cloudwatch_dashboard: dashboard, ...others } = json.resource as JsonObject;
  expect(JSON.stringify({ ...json, resource: others })).not.toMatch(/us-east-1|111122223333/);
  expect(JSON.stringify(dashboard)).not.toMatch(/111122223333/);
});
