import { accountChecks } from "./account/checks";
import { apiChecks } from "./api/checks";
import type { Check } from "./check";
import { computeChecks } from "./compute/checks";
import { frontendChecks } from "./frontend/checks";
import { iamChecks } from "./iam/checks";
import { networkChecks } from "./network/checks";
import { observabilityChecks } from "./observability/checks";
import { requiredValues } from "./required-values";
import { stackChecks } from "./stack/checks";
import { stateChecks } from "./state/checks";
import { storageChecks } from "./storage/checks";

/** The checks by folder. `stack` has those of a stack as a whole, whatever is in it. */
export const CHECKS_BY_AREA: Readonly<Record<string, readonly Check[]>> = {
  stack: stackChecks,
  api: apiChecks,
  compute: computeChecks,
  network: networkChecks,
  frontend: frontendChecks,
  storage: storageChecks,
  iam: iamChecks,
  observability: observabilityChecks,
  account: accountChecks,
  state: stateChecks,
};

/** Every check, in the order of its findings. */
export const checks: readonly Check[] = [...Object.values(CHECKS_BY_AREA).flat(), requiredValues];
