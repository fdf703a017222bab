import type { Block, JsonObject } from "./synthesized-stack";
import { nested, text } from "./synthesized-stack";

/** A cache behavior of a distribution. */
export interface Behavior {
  /** The path pattern, or "default". */
  readonly path: string;
  /** Whether it leads to the API: to another origin than the default behavior, which serves the site. */
  readonly isApi: boolean;
  readonly body: JsonObject;
}

export function behaviorsOf({ body }: Block): Behavior[] {
  const defaults = nested(body, "default_cache_behavior");
  const site = defaults[0]?.target_origin_id;
  return [
    ...defaults.map((behavior) => ({ path: "default", isApi: false, body: behavior })),
    ...nested(body, "ordered_cache_behavior").map((behavior) => ({
      path: text(behavior.path_pattern),
      isApi: behavior.target_origin_id !== site,
      body: behavior,
    })),
  ];
}
