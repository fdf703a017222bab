import { DataAwsGuarddutyDetector } from "@cdktf/provider-aws/lib/data-aws-guardduty-detector";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { ExistingDetector, GuardDuty } from "../../src/account/guard-duty";
import { only, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

test("there is a detector in each region", () => {
  const stack = synthConstruct((scope) => {
    new GuardDuty(scope, "GuardDuty", { regions: ["eu-west-1", "us-east-1"] });
  });
  expect(resourcesOf(stack, GuarddutyDetector).map(({ body }) => body)).toEqual([
    { enable: true, region: "eu-west-1" },
    { enable: true, region: "us-east-1" },
  ]);
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
