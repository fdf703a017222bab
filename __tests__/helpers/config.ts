import type { ConfigInput } from "../../src/config/environment";
import { config } from "../../src/config/environments";

/** A copy of the project's configuration with a change. */
export function configWith(change: (config: any) => void): ConfigInput {
  const copy = structuredClone(config);
  change(copy);
  return copy;
}

/** A copy of the project's configuration in which one field, such as `environments.prod.region`, has another value. */
export function configSetting(path: string, value: unknown): ConfigInput {
  return configWith((copy) => {
    const steps = path.split(".");
    const field = steps.pop() ?? "";
    const parent = steps.reduce((node, step) => (node[step] ??= {}), copy);
    parent[field] = value;
  });
}
