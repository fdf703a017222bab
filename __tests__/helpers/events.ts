import { readFileSync } from "node:fs";

type Json = any;

/** An event, and the rules whose pattern it matches. moto, an independent implementation, matches them in `.ci/policies`. */
export interface SampleEvent {
  readonly what: string;
  readonly rules: readonly string[];
  readonly event: Json;
}

export const SAMPLE_EVENTS = JSON.parse(
  readFileSync("__tests__/account/events.json", "utf8"),
) as readonly SampleEvent[];

/** Whether an event matches an EventBridge pattern. Only the operators that the rules use are known. */
export function matches(pattern: Json, event: Json): boolean {
  return Object.entries<Json>(pattern).every(([key, expected]) => {
    if (key === "$or") return (expected as Json[]).some((one) => matches(one, event));
    return Array.isArray(expected)
      ? expected.some((one) => [event?.[key]].flat().some((value) => accepts(one, value)))
      : matches(expected, event?.[key]);
  });
}

function accepts(expected: Json, value: Json): boolean {
  if (typeof expected !== "object") return expected === value;
  const [[operator, operand]] = Object.entries<Json>(expected) as [[string, Json]];
  switch (operator) {
    case "exists":
      return (value !== undefined) === operand;
    case "prefix":
      return typeof value === "string" && value.startsWith(operand as string);
    case "wildcard":
      return (
        typeof value === "string" &&
        new RegExp(
          `^${(operand as string).replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`,
        ).test(value)
      );
    case "anything-but":
      return value !== undefined && value !== operand;
    case "numeric": {
      const [comparison, limit] = operand as [string, number];
      if (comparison !== ">=") throw new Error(`no comparison ${comparison} here`);
      return typeof value === "number" && value >= limit;
    }
    default:
      throw new Error(`no operator ${operator} here`);
  }
}

/** The text that EventBridge makes of an event: the template, with the value at each path or nothing. */
export function transform({ input_paths, input_template }: Json, event: Json): string {
  return (input_template as string).replace(/<(\w+)>/g, (_, name: string) => {
    const path = input_paths[name] as string | undefined;
    if (path === undefined) throw new Error(`no input path ${name}`);
    const value = path
      .replace(/^\$\./, "")
      .split(".")
      .reduce<Json>((node, key) => node?.[key], event);
    return value === undefined ? "" : String(value);
  });
}
