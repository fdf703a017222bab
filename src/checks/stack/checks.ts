import type { Check } from "../check";
import { attributesAreValid } from "./attributes-are-valid";
import { deletionProtectionAgrees } from "./deletion-protection-agrees";
import { namesAreUnique } from "./names-are-unique";
import { noDependencyCycle } from "./no-dependency-cycle";
import { noSecrets } from "./no-secrets";
import { referencesResolve } from "./references-resolve";
import { tagsAreComplete } from "./tags-are-complete";

export const stackChecks: readonly Check[] = [
  referencesResolve,
  noDependencyCycle,
  attributesAreValid,
  namesAreUnique,
  tagsAreComplete,
  deletionProtectionAgrees,
  noSecrets,
];
