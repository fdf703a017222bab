import type { Check } from "./check";
import { namesAreUnique } from "./names-are-unique";
import { noDependencyCycle } from "./no-dependency-cycle";
import { referencesResolve } from "./references-resolve";
import { tagsAreComplete } from "./tags-are-complete";

/** Every check, in the order of its findings. */
export const checks: readonly Check[] = [
  referencesResolve,
  noDependencyCycle,
  namesAreUnique,
  tagsAreComplete,
];
