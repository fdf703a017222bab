import type { Check } from "../check";
import { backendIsLiteral } from "./backend-is-literal";
import { stateBucketKeepsHistory } from "./state-bucket-keeps-history";
import { stateIsLocked } from "./state-is-locked";
import { statesAreApart } from "./states-are-apart";

export const stateChecks: readonly Check[] = [
  stateIsLocked,
  statesAreApart,
  backendIsLiteral,
  stateBucketKeepsHistory,
];
