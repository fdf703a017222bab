import { DataAwsGuarddutyDetector } from "@cdktf/provider-aws/lib/data-aws-guardduty-detector";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { Construct } from "constructs";

export interface GuardDutyProps {
  /** Regions in which to create a detector. AWS allows one per region. */
  readonly regions: readonly string[];
}

/** A GuardDuty detector in each monitored region. */
export class GuardDuty extends Construct {
  constructor(scope: Construct, id: string, { regions }: GuardDutyProps) {
    super(scope, id);
    for (const region of regions) new GuarddutyDetector(this, region, { enable: true, region });
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
