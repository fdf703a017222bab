import type { ConfigInput } from "../../src/config/config-input";
import { config } from "./documented";

/** A copy of the project's configuration with a change. */
export function configWith(change: (config: any) => void): ConfigInput {
  const copy = structuredClone(config);
  change(copy);
  return copy;
}

/** Sets one field, such as `environments.prod.region`, and makes the sections on the way to it. */
export function setField(config: any, path: string, value: unknown): void {
  const steps = path.split(".");
  const field = steps.pop() ?? "";
  const parent = steps.reduce((node, step) => (node[step] ??= {}), config);
  parent[field] = value;
}

/** A copy of the project's configuration in which one field has another value. */
export function configSetting(path: string, value: unknown): ConfigInput {
  return configWith((copy) => {
    setField(copy, path, value);
  });
}
