import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { DataKey } from "../../src/storage/data-key";
import { LogGroup } from "../../src/storage/log-group";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { hardenedStack } from "../helpers/broken";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const stackOf = (protect: boolean) =>
  synthConstruct((scope) => {
    const key = new DataKey(scope, "Key", {
      alias: "alias/test",
      accountId: "111122223333",
      region: "eu-west-1",
      protect,
    });
    key.allowAutoScaling();
    new LogGroup(scope, "Logs", { name: "/test", retentionDays: 14, key, protect: false });
  });
const stack = stackOf(true);
const key = only(stack, KmsKey).body;

test.each([true, false])(
  "the key is rotated, has an alias, and with protect %j is kept or not",
  (protect) => {
    const one = stackOf(protect);
    expect(only(one, KmsKey).body).toEqual({
      description: "Encrypts log groups and volumes",
      enable_key_rotation: true,
      policy: expect.any(String),
      lifecycle: { prevent_destroy: protect },
    });
    expect(only(one, KmsAlias).body).toEqual({
      name: "alias/test",
      target_key_id: reference(one, KmsKey, "key_id"),
    });
  },
);

test("a log group that has the key is in its policy", () => {
  expect(only(stack, CloudwatchLogGroup).body).toMatchObject({ kms_key_id: reference(stack, KmsKey, "arn") });
  expect(policyOf(stack, key.policy)).toContainEqual({
    Sid: "EncryptLogs",
    Effect: "Allow",
    Principal: { Service: "logs.eu-west-1.amazonaws.com" },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource: "*",
    Condition: {
      ArnEquals: {
        "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111122223333:log-group:/test",
      },
    },
  });
});

test("Auto Scaling's role is named in conditions only, because it may not exist yet", () => {
  const asAutoScaling = {
    "kms:CallerAccount": "111122223333",
    "aws:PrincipalArn":
      "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
  };
  expect(policyOf(stack, key.policy).slice(2)).toEqual([
    expect.objectContaining({
      Sid: "EncryptVolumes",
      Principal: { AWS: "*" },
      Condition: { StringEquals: asAutoScaling },
    }),
    expect.objectContaining({
      Sid: "AttachVolumes",
      Principal: { AWS: "*" },
      Action: "kms:CreateGrant",
      Condition: { StringEquals: asAutoScaling, Bool: { "kms:GrantIsForAWSResource": "true" } },
    }),
  ]);
});

test.each(["careflowai-hardened-single", "careflowai-hardened-balanced"])(
  "the key of %s encrypts every log group and the volumes",
  (name) => {
    const hardened = hardenedStack(name);
    const arn = reference(hardened, KmsKey, "arn", { description: "Encrypts log groups and volumes" });
    const keys = resourcesOf(hardened, CloudwatchLogGroup).map(({ body }) => body.kms_key_id);
    expect([...new Set(keys)]).toEqual([arn]);
    expect(only(hardened, LaunchTemplate).body.block_device_mappings).toEqual([
      expect.objectContaining({ ebs: expect.objectContaining({ encrypted: "true", kms_key_id: arn }) }),
    ]);
  },
);
