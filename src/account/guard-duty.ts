import { DataAwsGuarddutyDetector } from "@cdktf/provider-aws/lib/data-aws-guardduty-detector";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { Construct } from "constructs";

export interface GuardDutyProps {
  /** Regions to make a detector in; AWS allows one each. */
  readonly regions: readonly string[];
}

/** A GuardDuty detector in each region that is watched. */
export class GuardDuty extends Construct {
  constructor(scope: Construct, id: string, { regions }: GuardDutyProps) {
    super(scope, id);
    for (const region of regions) new GuarddutyDetector(this, region, { enable: true, region });
  }
}

export interface ExistingDetectorProps {
  readonly detectorId: string;
}

/** An existing detector: the plan fails unless it is there and on, because alerts on its findings would be silent. */
export class ExistingDetector extends Construct {
  constructor(scope: Construct, id: string, { detectorId }: ExistingDetectorProps) {
    super(scope, id);
    new DataAwsGuarddutyDetector(this, "Resource", {
      id: detectorId,
      lifecycle: {
        postcondition: [
          {
            condition: '${self.status == "ENABLED"}',
            errorMessage: `account.guardDuty.detectorId ${detectorId} is not enabled`,
          },
        ],
      },
    });
  }
}
