import { DataAwsGuarddutyDetector } from "@cdktf/provider-aws/lib/data-aws-guardduty-detector";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";
import type { GuardDutyFeature } from "../config/schema/account";
import { GUARDDUTY_FEATURES } from "../config/schema/account";

export interface GuardDutyProps {
  /** Regions in which to create a detector. AWS allows one per region. */
  readonly regions: readonly string[];
  /** The paid features that are enabled. Every other one is disabled. */
  readonly features: readonly GuardDutyFeature[];
}

/**
 * A GuardDuty detector in each monitored region. Each feature is named, because a new detector otherwise enables it and
 * charges for it.
 */
export class GuardDuty extends Construct {
  constructor(scope: Construct, id: string, { regions, features }: GuardDutyProps) {
    super(scope, id);
    for (const region of regions) {
      const detector = new GuarddutyDetector(this, region, { enable: true, region });
      for (const name of GUARDDUTY_FEATURES)
        new GuarddutyDetectorFeature(this, `${region}-${name}`, {
          detectorId: detector.id,
          name,
          status: features.includes(name) ? "ENABLED" : "DISABLED",
          region,
        });
    }
  }
}

export interface ExistingDetectorProps {
  readonly detectorId: string;
}

/** An existing detector. The plan fails unless it exists and is enabled: without it, no finding would cause an alert. */
export class ExistingDetector extends Construct {
  constructor(scope: Construct, id: string, { detectorId }: ExistingDetectorProps) {
    super(scope, id);
    new DataAwsGuarddutyDetector(this, "Resource", {
      id: detectorId,
      lifecycle: {
        postcondition: [
          {
            condition: '${self.status == "ENABLED"}',
            errorMessage: `account.guardDuty.detectorId: ${detectorId}. Allowed: an enabled detector. To fix: enable the detector in GuardDuty.`,
          },
        ],
      },
    });
  }
}
