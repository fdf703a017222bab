import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StackCopy } from "../../../src/ops/rehearse/stack-copy";
import { synthesizedTexts } from "../../../src/ops/rehearse/configurations";
import { config } from "../../helpers/documented";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const stacks = synthesizedTexts(config);
const textOf = (name: string) => stacks.get(`careflowai-${name}`) ?? "";
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));

test("a copy for provider 6 or newer is the stack as it was synthesized, with one override file", () => {
  new StackCopy(folder, "6.25.0").write(textOf("account"));
  expect(readFileSync(join(folder, "cdk.tf.json"), "utf8")).toBe(textOf("account"));
  expect(readdirSync(folder)).toEqual(["cdk.tf.json", "emulator_override.tf.json"]);
});

test("the override leads the provider and the state to an emulator, and keeps where the state is", () => {
  new StackCopy(folder, "6.25.0").write(textOf("dev"));
  const emulator = {
    s3_use_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    max_retries: 2,
  };
  expect(read("emulator_override.tf.json")).toEqual({
    terraform: {
      required_providers: { aws: { source: "hashicorp/aws", version: "6.25.0" } },
      backend: {
        s3: {
          bucket: "111122223333-careflowai-tfstate",
          key: "dev/terraform.tfstate",
          region: "us-east-1",
          encrypt: true,
          use_lockfile: true,
          use_path_style: true,
          skip_credentials_validation: true,
          skip_metadata_api_check: true,
          skip_requesting_account_id: true,
        },
      },
    },
    provider: { aws: [emulator] },
  });
});

test("the state stack keeps its local state", () => {
  new StackCopy(folder, "6.25.0").write(textOf("state"));
  expect(read("emulator_override.tf.json").terraform.backend).toBeUndefined();
});

describe("for a provider before 6.0", () => {
  const RULE = "SecurityAlerts_failed-sign-in-eu-north-1_Rule_C54DADFB";

  test("a resource in another region has an aliased provider instead of the argument", () => {
    new StackCopy(folder, "5.100.0").write(textOf("account"));
    const original = JSON.parse(textOf("account"));
    const rule = original.resource.aws_cloudwatch_event_rule[RULE];
    expect(rule.region).toBe("eu-north-1");
    delete rule.region;
    expect(read("cdk.tf.json").resource.aws_cloudwatch_event_rule[RULE]).toEqual(rule);
    const bodies = Object.values(read("cdk.tf.json").resource).flatMap((named: any) => Object.values(named));
    expect(bodies.filter((body: any) => "region" in body)).toHaveLength(0);
    expect(read("regions_override.tf.json").resource.aws_cloudwatch_event_rule[RULE]).toEqual({
      provider: "aws.eu-north-1",
    });
    const aliased = read("regions.tf.json").provider.aws;
    expect(aliased.map(({ alias, region }: any) => [alias, region])).toEqual(
      ["ap-southeast-2", "eu-north-1", "us-east-2"].map((region) => [region, region]),
    );
    expect(aliased[0]).toMatchObject({
      allowed_account_ids: ["111122223333"],
      default_tags: original.provider.aws[0].default_tags,
      s3_use_path_style: true,
    });
  });

  test("an alias stays when no resource uses it, because the state may", () => {
    const copy = new StackCopy(folder, "5.100.0");
    copy.write(textOf("account"));
    copy.write(textOf("dev"));
    expect(read("regions_override.tf.json")).toEqual({});
    expect(read("regions.tf.json").provider.aws).toHaveLength(3);
  });

  test("a stack in one region has neither file", () => {
    new StackCopy(folder, "5.100.0").write(textOf("dev"));
    expect(readdirSync(folder)).toEqual(["cdk.tf.json", "emulator_override.tf.json"]);
  });
});

test("unprotect lets Terraform destroy each protected resource, with what it contains", () => {
  const copy = new StackCopy(folder, "6.25.0");
  copy.unprotect(textOf("state"));
  expect(read("unprotected_override.tf.json")).toEqual({
    resource: {
      aws_s3_bucket: { Bucket_83908E77: { force_destroy: true, lifecycle: { prevent_destroy: false } } },
    },
  });
});
