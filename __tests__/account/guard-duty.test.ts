import { DataAwsGuarddutyDetector } from "@cdktf/provider-aws/lib/data-aws-guardduty-detector";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { ExistingDetector, GuardDuty } from "../../src/account/guard-duty";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

test("there is a detector in each region", () => {
  const stack = synthConstruct((scope) => {
    new GuardDuty(scope, "GuardDuty", { regions: ["eu-west-1", "us-east-1"], features: [] });
  });
  expect(resourcesOf(stack, GuarddutyDetector).map(({ body }) => body)).toEqual([
    { enable: true, region: "eu-west-1" },
    { enable: true, region: "us-east-1" },
  ]);
});

test("every feature that a new detector would enable is named, and enabled only if it is asked for", () => {
  const stack = synthConstruct((scope) => {
    new GuardDuty(scope, "GuardDuty", { regions: ["eu-west-1"], features: ["S3_DATA_EVENTS"] });
  });
  const features = resourcesOf(stack, GuarddutyDetectorFeature);
  const detector = reference(stack, GuarddutyDetector, "id");
  expect(features.map(({ body }) => [body.detector_id, body.region])).toEqual(
    features.map(() => [detector, "eu-west-1"]),
  );
  expect(Object.fromEntries(features.map(({ body }) => [body.name, body.status]))).toEqual({
    S3_DATA_EVENTS: "ENABLED",
    EBS_MALWARE_PROTECTION: "DISABLED",
    RDS_LOGIN_EVENTS: "DISABLED",
    LAMBDA_NETWORK_LOGS: "DISABLED",
    EKS_AUDIT_LOGS: "DISABLED",
  });
});

test("an existing detector is looked up, and has to be on", () => {
  const id = "0123456789abcdef0123456789abcdef";
  const stack = synthConstruct((scope) => {
    new ExistingDetector(scope, "GuardDuty", { detectorId: id });
  });
  expect(resourcesOf(stack, GuarddutyDetector)).toEqual([]);
  expect(only(stack, DataAwsGuarddutyDetector).body).toEqual({
    id,
    lifecycle: {
      postcondition: [
        {
          condition: '${self.status == "ENABLED"}',
          error_message: `account.guardDuty.detectorId: ${id}. Allowed: an enabled detector. To fix: enable the detector in GuardDuty.`,
        },
      ],
    },
  });
});
