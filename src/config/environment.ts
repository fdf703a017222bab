import type { z } from "zod";
import { defaultStateKey } from "./names";
import type { configSchema } from "./schema/config";
import { POSTURE_DEFAULTS } from "./schema/postures";
import { corsSchema } from "./schema/traffic";

/** The configuration as its schema returns it: defaults that depend on other fields are still missing. */
export type ConfigFields = z.output<typeof configSchema>;
export type EnvironmentFields = ConfigFields["environments"][string];
export type SingleInstanceFields = Extract<EnvironmentFields, { topology: "single-instance" }>;
export type LoadBalancedFields = Extract<EnvironmentFields, { topology: "load-balanced" }>;

export type Account = ConfigFields["account"];

interface Derived {
  readonly name: string;
  readonly posture: keyof typeof POSTURE_DEFAULTS;
  readonly stateKey: string;
  readonly ssh: EnvironmentFields["ssh"] & { readonly allowedCidrs: readonly string[] };
}
type Resolved<E> = E extends EnvironmentFields ? Omit<E, keyof Derived> & Derived : never;
/** An environment with every default filled in. */
export type Environment = Resolved<EnvironmentFields>;
export type SingleInstanceEnvironment = Extract<Environment, { topology: "single-instance" }>;
export type LoadBalancedEnvironment = Extract<Environment, { topology: "load-balanced" }>;

/** The configuration with every default filled in: the input of the stacks. */
export interface Config {
  readonly account: Account;
  readonly environments: readonly Environment[];
}

/** Fills in the defaults that depend on other fields. */
export function resolveEnvironment(name: string, fields: EnvironmentFields): Environment {
  const { posture = "documented", stateKey = defaultStateKey(name), ssh, network } = fields;
  const vpc = POSTURE_DEFAULTS[posture].sshFromVpc ? [network.vpcCidr] : [];
  const derived: Derived = {
    name,
    posture,
    stateKey,
    ssh: { ...ssh, allowedCidrs: ssh.allowedCidrs ?? vpc },
  };
  if (fields.topology === "single-instance") return { ...fields, ...derived };
  const { api } = fields;
  const cors = api.routing === "cross-origin" ? (api.cors ?? corsSchema.parse({})) : api.cors;
  return { ...fields, ...derived, api: { ...api, cors } };
}
