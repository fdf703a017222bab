import type { z } from "zod";
import { defaultStateKey } from "./names";
import type { configSchema } from "./schema/config";
import { POSTURE_DEFAULTS } from "./schema/postures";
import { corsSchema } from "./schema/traffic";
import { subnetsOf } from "./subnets";

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
/** Sections whose fields with a default that depends on other fields have a value. */
interface DerivedSections {
  readonly network: "publicSubnets" | "privateSubnets" | "primaryZone";
  readonly instance: "availabilityZone";
  readonly autoScaling: "desiredCapacity";
}
type Filled<E> = {
  readonly [S in keyof E]: S extends keyof DerivedSections
    ? E[S] & { readonly [F in DerivedSections[S] & keyof E[S]]: NonNullable<E[S][F]> }
    : E[S];
};
type Resolved<E> = E extends EnvironmentFields ? Omit<Filled<E>, keyof Derived> & Derived : never;
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
  const { posture = "documented", stateKey = defaultStateKey(name), ssh, region } = fields;
  const vpc = POSTURE_DEFAULTS[posture].sshFromVpc ? [fields.network.vpcCidr] : [];
  const derived: Derived = {
    name,
    posture,
    stateKey,
    ssh: { ...ssh, allowedCidrs: ssh.allowedCidrs ?? vpc },
  };
  const { publicSubnets, privateSubnets } = subnetsOf(region, fields.network);
  const [firstZone = ""] = Object.keys(publicSubnets).sort();
  if (fields.topology === "single-instance") {
    const { network, instance } = fields;
    return {
      ...fields,
      ...derived,
      network: { ...network, publicSubnets },
      instance: { ...instance, availabilityZone: instance.availabilityZone ?? firstZone },
    };
  }
  const { api, network, autoScaling } = fields;
  const cors = api.routing === "cross-origin" ? (api.cors ?? corsSchema.parse({})) : api.cors;
  return {
    ...fields,
    ...derived,
    network: {
      ...network,
      publicSubnets,
      privateSubnets,
      primaryZone: network.primaryZone ?? firstZone,
    },
    autoScaling: {
      ...autoScaling,
      desiredCapacity: autoScaling.desiredCapacity ?? autoScaling.minSize,
    },
    api: { ...api, cors },
  };
}
