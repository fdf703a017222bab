import type { Statement } from "../../src/synthesized/policy-documents";
import { covers } from "../../src/synthesized/policy-documents";

/** Whether statements allow an action on a resource, conditions taken as met. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  const about = statements.filter(
    (statement) =>
      covers(statement, action) && statement.resources.some((pattern) => matches(pattern, resource)),
  );
  return about.length > 0 && about.every((statement) => statement.allows);
}

function matches(pattern: string, resource: string): boolean {
  const literal = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*")}$`).test(resource);
}
