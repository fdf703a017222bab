import { fromMessage } from "../config/warnings";

/** A warning or the like in the manifest of a synth. */
export interface Annotation {
  readonly level: string;
  readonly message: string;
  readonly constructPath: string;
}

const LABELS: Readonly<Record<string, string>> = {
  "@cdktf/info": "INFO",
  "@cdktf/warn": "WARN",
  "@cdktf/error": "ERROR",
};

/** The annotations, each cause once with the fields or constructs that have it. */
export function annotationLines(annotations: readonly Annotation[]): string[] {
  const subjects = new Map<string, Set<string>>();
  for (const { level, message, constructPath } of annotations) {
    const { field, cause } = fromMessage(message) ?? { field: `[${constructPath}]`, cause: message };
    const key = JSON.stringify([LABELS[level] ?? level, cause]);
    subjects.set(key, (subjects.get(key) ?? new Set()).add(field));
  }
  return [...subjects].map(([key, fields]) => {
    const [label = "", cause = ""] = JSON.parse(key) as string[];
    return `${label} ${joinFields([...fields])}: ${cause}`;
  });
}

/** One field of several environments is `environments.{dev,prod}.region`. */
function joinFields(fields: readonly string[]): string {
  const environments = new Map<string, string[]>();
  for (const field of fields) {
    const [, name, rest] = /^environments\.([^.]+)(\..*)$/.exec(field) ?? [];
    const key = rest ?? field;
    environments.set(key, [...(environments.get(key) ?? []), ...(name === undefined ? [] : [name])]);
  }
  const list = (names: readonly string[]) => (names.length > 1 ? `{${names.join(",")}}` : names.join());
  return [...environments]
    .map(([key, names]) => (names.length === 0 ? key : `environments.${list(names)}${key}`))
    .join(", ");
}
