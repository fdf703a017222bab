import type { Advice } from "../config/schema/fields";
import { advise } from "../config/schema/fields";

/** A problem per name on the command line that is not allowed. */
export function unknownNames(
  names: readonly string[],
  advice: Advice & { readonly allowed: readonly string[] },
): string[] {
  return names
    .filter((name) => !advice.allowed.includes(name))
    .map((name) => `environment: ${name}. ${advise(advice, name)}`);
}
