import { z } from "zod";
import { DEFAULT_REGION } from "../regions";
import { accountSchema } from "./account";
import { autoScaling, backend, instance, offHours } from "./compute";
import type { FieldDocumentation } from "./fields";
import { flag, mapOf, oneOfSections, section, text } from "./fields";
import { certificateName, doc, region, zone } from "./forms";
import { domain, domainDoc, frontend } from "./frontend";
import { balancedNetwork, network, ssh } from "./network";
import { alarms, alarmsDoc, loadBalancedThresholds, notifications } from "./observability";
import type { Posture, PostureDefaults } from "./postures";
import { POSTURE_DEFAULTS, POSTURES } from "./postures";
import { api, loadBalancer } from "./traffic";

/**
 * The schema of the whole configuration. The sections are in the files next to this one: every field with its default,
 * unit and source. "Document" is `docs/requirement.md`, "decision N" a record of `docs/decisions`. The types,
 * `config-input.ts` and `docs/configuration.md` are derived from it.
 */

const topologyDoc: FieldDocumentation = {
  description:
    "The document's Simple (single-instance) or Production (load-balanced) architecture. Changing it replaces everything: create a new environment instead.",
  source: "document, Architecture Diagrams",
  cost: "load-balanced: USD 16.43 for the load balancer, and by use (https://aws.amazon.com/elasticloadbalancing/pricing/); USD 3.65 per public IPv4 address (https://aws.amazon.com/vpc/pricing/)",
};

const postureDoc: FieldDocumentation = {
  description:
    "The defaults of the settings below: the document's (documented), or a security review's (hardened). Changing it replaces instances.",
  source: "decision 19",
};
const postures = {
  documented: doc(z.literal("documented").optional(), postureDoc),
  hardened: doc(z.literal("hardened"), postureDoc),
};

const common = (defaults: PostureDefaults) => ({
  region: doc(region().default(DEFAULT_REGION), {
    description:
      "AWS region, of partition aws. Availability zones and subnets follow from it unless network lists others. Changing it replaces everything: create a new environment instead.",
    source: "document, VPC Configuration; decision 51",
  }),
  protect: doc(flag().default(false), {
    description:
      "Deletion protection of the load balancer, and prevent_destroy on resources with data or addresses, against replacement and destruction. A resource whose setting is switched off is destroyed even then, except log groups, which stay in AWS (skip_destroy). Turning it off is a separate deploy before a destroy.",
    source: "decision 19",
  }),
  customerManagedKey: doc(flag().default(defaults.customerManagedKey), {
    description:
      "Whether one KMS key of the environment encrypts its log groups and volumes, instead of keys that AWS owns or manages. Changing it replaces instances. Switching it off schedules the key's deletion, after which no log event that it encrypted can be read: within 30 days, `aws kms cancel-key-deletion --key-id KEY_ID` keeps it.",
    source: "not in the document; hardened: decision 49",
    cost: "USD 1 for the key, USD 0.03 per 10,000 requests (https://aws.amazon.com/kms/pricing/)",
  }),
  documentNames: doc(flag().default(false), {
    description:
      "Use the document's literal names for the frontend bucket and the log groups, in one environment per account. Changing it replaces buckets, log groups and instances.",
    source: "decision 5",
  }),
  stateKey: doc(
    text(/^[A-Za-z0-9_-][A-Za-z0-9._/-]{0,511}\.tfstate$/, {
      allowed: "an object key that ends in .tfstate",
      fix: "leave it out for <environment>/terraform.tfstate",
    }).optional(),
    {
      description:
        "Key of the environment's state in the state bucket. Left out: <environment>/terraform.tfstate.",
      source: "decision 19",
    },
  ),
  tags: doc(
    mapOf(
      text(/^(?! |aws:|Name$|Project$|Environment$|ManagedBy$)[A-Za-z0-9 _.:/=+@-]{1,128}(?<! )$/i, {
        allowed:
          "up to 128 letters, digits, inner spaces and _.:/=+@- , not beginning with aws: and not Name, Project, Environment or ManagedBy",
        fix: "choose another key",
      }),
      text(/^(?! |aws:)[A-Za-z0-9 _.:/=+@-]{0,256}(?<! )$/i, {
        allowed: "up to 256 letters, digits, inner spaces and _.:/=+@- , not beginning with aws:",
        fix: "shorten the value or leave out other characters",
      }),
    ).default({}),
    {
      description:
        "Up to 46 tags of every resource, instance and volume, in addition to Name, Project, Environment and ManagedBy. Changing them replaces instances.",
      source: "not in the document",
    },
  ),
  ssh,
  backend: backend(defaults),
  frontend: frontend(defaults),
  notifications,
  offHours,
});

const singleInstance = <P extends Posture>(
  posture: P,
  defaults: PostureDefaults = POSTURE_DEFAULTS[posture],
) =>
  section({
    topology: doc(z.literal("single-instance"), topologyDoc),
    posture: postures[posture],
    ...common(defaults),
    network: section(network(defaults)).prefault({}),
    instance: section({
      ...instance,
      availabilityZone: doc(zone().optional(), {
        description:
          "Zone of the instance; a key of network.publicSubnets. Left out: the first of them by name. Changing it replaces the instance.",
        source: "document, VPC Configuration",
      }),
    }).prefault({}),
    domain: doc(section(domain).optional(), domainDoc),
    alarms: doc(section(alarms).prefault({}), alarmsDoc),
  });

const loadBalanced = <P extends Posture>(posture: P, defaults: PostureDefaults = POSTURE_DEFAULTS[posture]) =>
  section({
    topology: doc(z.literal("load-balanced"), topologyDoc),
    posture: postures[posture],
    ...common(defaults),
    network: section(balancedNetwork(defaults)).prefault({}),
    instance: section(instance).prefault({}),
    autoScaling: autoScaling(defaults),
    loadBalancer: loadBalancer(defaults),
    api: api(defaults),
    domain: doc(
      section({
        ...domain,
        apiName: doc(certificateName().optional(), {
          description:
            "Name of the API. Left out: the name that API Gateway assigns. Changing it replaces the API's domain name and its records.",
          source: "decision 32",
        }),
      }).optional(),
      domainDoc,
    ),
    alarms: doc(section(loadBalancedThresholds).prefault({}), alarmsDoc),
  });

export const TOPOLOGIES = ["single-instance", "load-balanced"] as const;
const posture = { allowed: POSTURES, fix: "choose one of them" };

const environmentSchema = oneOfSections(
  "topology",
  [
    oneOfSections("posture", [singleInstance("documented"), singleInstance("hardened")], posture),
    oneOfSections("posture", [loadBalanced("documented"), loadBalanced("hardened")], posture),
  ],
  { allowed: TOPOLOGIES, fix: "choose one of them" },
);

/** The environment's name, which is part of names, addresses and commands. */
const environmentName = text(/^(?!(?:state|account)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
  allowed:
    "environment names that begin with a lower-case letter, of lower-case letters, digits and single hyphens, except state and account",
  fix: "rename the environment",
});

export const configSchema = section({
  account: accountSchema,
  environments: mapOf(environmentName, environmentSchema),
});
