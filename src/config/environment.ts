import { z } from "zod";
import { flag, oneOf, section, text } from "./fields";
import { defaultStateKey } from "./names";
import { account } from "./schema/account";
import { autoScaling, backend, instance, offHours } from "./schema/compute";
import { doc, hostName, region, zone } from "./schema/forms";
import { domain, domainDoc, frontend } from "./schema/frontend";
import { balancedNetwork, network, ssh } from "./schema/network";
import { alarms, alarmsDoc, loadBalancedAlarms, notifications } from "./schema/observability";
import type { Posture, PostureDefaults } from "./schema/postures";
import { POSTURE_DEFAULTS, POSTURES } from "./schema/postures";
import { api, corsSchema, loadBalancer } from "./schema/traffic";

/**
 * The configuration's schema: every setting with its default, unit and source; the sections are in `schema/`. The
 * document is `docs/requirement.md`, "decision N" a record of `docs/decisions`. Types for `config.ts` and
 * for the stacks follow from it, and so does `docs/configuration.md`.
 */

const common = (defaults: PostureDefaults) => ({
  posture: doc(oneOf(POSTURES).default("documented"), {
    description:
      "Which defaults the settings below take: the document's, or those a security review would ask for.",
    source: "decision 19",
  }),
  region: doc(region().default("us-east-1"), {
    description:
      "AWS region. Another one needs zones of its own: in network.publicSubnets, instance.availabilityZone or network.primaryZone, and network.privateSubnets where there are any. Changing it replaces everything: make a new environment beside the old one instead.",
    source: "document, VPC Configuration",
  }),
  protect: doc(flag().default(false), {
    description:
      "Deletion protection on the load balancer and prevent_destroy on what holds data or addresses: against replacing and destroying it. What is switched off goes all the same, but for log groups, which stay in AWS (skip_destroy). Turning it off is a deploy of its own, before a destroy.",
    source: "decision 19",
  }),
  documentNames: doc(flag().default(false), {
    description:
      "Carry the document's literal names for the frontend bucket and the log groups; one environment an account may. Changing it replaces buckets, log groups and instances.",
    source: "decision 5",
  }),
  stateKey: doc(
    text(/^[A-Za-z0-9_-][A-Za-z0-9._/-]{0,511}\.tfstate$/, {
      allowed: "an object key that ends in .tfstate",
      mend: "leave it out for <environment>/terraform.tfstate",
    }).optional(),
    {
      description:
        "Key of the environment's state in the state bucket. Left out: the environment's name, then /terraform.tfstate.",
      source: "decision 19",
    },
  ),
  tags: doc(
    z
      .record(
        text(/^(?!aws:|Name$|Project$|Environment$|ManagedBy$)[A-Za-z0-9 _.:/=+@-]{1,128}$/i, {
          allowed:
            "up to 128 letters, digits and _.:/=+@- , not beginning with aws: and not Name, Project, Environment or ManagedBy",
          mend: "choose another key",
        }),
        text(/^[A-Za-z0-9 _.:/=+@-]{0,256}$/, {
          allowed: "up to 256 letters, digits, spaces and _.:/=+@-",
          mend: "shorten the value or leave out other characters",
        }),
      )
      .default({}),
    {
      description:
        "Tags beside Project, Environment and ManagedBy, on every resource, instance and volume. A change replaces instances.",
      source: "not in the document",
    },
  ),
  ssh,
  backend,
  frontend: frontend(defaults),
  notifications,
  offHours,
});

const environmentFor = (defaults: PostureDefaults) => {
  const singleInstance = section({
    topology: z.literal("single-instance"),
    ...common(defaults),
    network: section(network(defaults)).prefault({}),
    instance: section({
      ...instance,
      availabilityZone: doc(zone().default("us-east-1a"), {
        description:
          "Zone the instance stands in: a key of network.publicSubnets. Changing it replaces the instance.",
        source: "document, VPC Configuration",
      }),
    }).prefault({}),
    domain: doc(section(domain).optional(), domainDoc),
    alarms: doc(section(alarms).prefault({}), alarmsDoc),
  });
  const loadBalanced = section({
    topology: z.literal("load-balanced"),
    ...common(defaults),
    network: section(balancedNetwork(defaults)).prefault({}),
    instance: section(instance).prefault({}),
    autoScaling,
    loadBalancer: loadBalancer(defaults),
    api: api(defaults),
    domain: doc(
      section({
        ...domain,
        apiName: doc(hostName().optional(), {
          description:
            "Name of the API's own endpoint. Left out: API Gateway's. Changing it replaces the API's domain name and its records.",
          source: "decision 32",
        }),
      }).optional(),
      domainDoc,
    ),
    alarms: doc(section(loadBalancedAlarms).prefault({}), alarmsDoc),
  });
  return z.discriminatedUnion("topology", [singleInstance, loadBalanced], {
    error: () =>
      "Allowed: an environment whose topology is single-instance or load-balanced. To mend: set topology to one of them.",
  });
};

/** One environment: the document's Simple (`single-instance`) or Production (`load-balanced`) architecture. */
export const environmentSchemas = {
  documented: environmentFor(POSTURE_DEFAULTS.documented),
  hardened: environmentFor(POSTURE_DEFAULTS.hardened),
} satisfies Record<Posture, z.ZodType>;

/** What every stack of the account shares, and what exists once an account. */
export const accountSchema = section(account);

/** The key is the environment's name; it is part of names, addresses and commands. */
export const environmentNameSchema = text(/^(?!(?:state|account)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
  allowed: "environment names of lower-case letters, digits and single hyphens, but not state or account",
  mend: "rename the environment",
});

/** The frame: environments are parsed one by one, each with the defaults of its posture. */
export const frameSchema = section({
  account: accountSchema,
  environments: z.record(environmentNameSchema, z.unknown()),
});

type EnvironmentSchema = (typeof environmentSchemas)[Posture];
export type EnvironmentInput = z.input<EnvironmentSchema>;
/** What `config.ts` holds: only what differs from the defaults. */
export interface ConfigInput {
  readonly account: z.input<typeof accountSchema>;
  readonly environments: Readonly<Record<string, EnvironmentInput>>;
}

export type Account = z.output<typeof accountSchema>;
/** An environment as its schema leaves it: defaults that depend on other fields are still open. */
export type EnvironmentFields = z.output<EnvironmentSchema>;

interface Derived {
  readonly name: string;
  readonly stateKey: string;
  readonly ssh: EnvironmentFields["ssh"] & { readonly allowedCidrs: readonly string[] };
}
type Resolved<E> = E extends EnvironmentFields ? Omit<E, keyof Derived> & Derived : never;
/** An environment with every default filled in. */
export type Environment = Resolved<EnvironmentFields>;
export type SingleInstanceEnvironment = Extract<Environment, { topology: "single-instance" }>;
export type LoadBalancedEnvironment = Extract<Environment, { topology: "load-balanced" }>;

export interface Config {
  readonly account: Account;
  readonly environments: readonly Environment[];
}

/** Fills in the defaults that depend on other fields. */
export function resolveEnvironment(name: string, fields: EnvironmentFields): Environment {
  const { sshFromVpc } = POSTURE_DEFAULTS[fields.posture];
  const derived: Derived = {
    name,
    stateKey: fields.stateKey ?? defaultStateKey(name),
    ssh: {
      ...fields.ssh,
      allowedCidrs: fields.ssh.allowedCidrs ?? (sshFromVpc ? [fields.network.vpcCidr] : []),
    },
  };
  if (fields.topology === "single-instance") return { ...fields, ...derived };
  const { api } = fields;
  const cors = api.routing === "cross-origin" ? (api.cors ?? corsSchema.parse({})) : api.cors;
  return { ...fields, ...derived, api: { ...api, cors } };
}
