import type { Plan, Resource } from "../resources";

/** The kinds of danger, in the order in which a review shows them. */
export const KINDS = {
  data: "Data is lost",
  address: "An address or name is lost",
  interruption: "Service is interrupted",
  exposure: "More is reachable from the internet",
  network: "A security group admits more",
  permissions: "Permissions are widened",
  secret: "A secret is in plain text",
  encryption: "Encryption is weakened",
  logging: "Logging is weakened",
  alarm: "Alarms or alerts are lost",
  history: "Backups or versions are lost",
  protection: "Protection against destruction is removed",
} as const;
export type Kind = keyof typeof KINDS;

/** A rule that finds one kind of danger in a resource. */
export interface Rule {
  readonly kind: Kind;
  /** What happens in production because of it, with the source. */
  readonly why: string;
  /** A sentence per finding: what the plan does, and to whom. */
  readonly findings: (resource: Resource, plan: Plan) => readonly string[];
}
