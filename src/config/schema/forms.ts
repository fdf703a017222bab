import { z } from "zod";
import type { FieldDocumentation, ListRule } from "./fields";
import { DEFAULT_REGION, PARTITION, partitionOf, REGIONS } from "../regions";
import {
  cidr,
  distinct,
  error,
  flag,
  integer,
  list,
  mapOf,
  retentionDays,
  section,
  text,
  textWhere,
} from "./fields";
import type { PostureDefaults } from "./postures";

/** Attaches a field's documentation. Comes last, because zod's methods return new schemas. */
export const doc = <T extends z.ZodType>(schema: T, documentation: FieldDocumentation): T =>
  schema.meta({ ...documentation });

/** A region of the supported partition. */
export const region = () =>
  textWhere(
    (name) => REGIONS.includes(name),
    (name) => {
      const partition = partitionOf(name);
      return partition === undefined
        ? { allowed: REGIONS, fix: "correct the name, or update @aws-cdk/region-info for a newer region" }
        : {
            allowed: `a region of partition ${PARTITION}; this one is of ${partition}, which needs other ARNs and endpoints`,
            fix: `choose a region such as ${DEFAULT_REGION}`,
          };
    },
  );

const HOST_NAME = String.raw`(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}`;

export const hostName = () =>
  text(new RegExp(`^(?=.{4,253}$)${HOST_NAME}$`), {
    allowed: "a host name in lower case, such as app.example.com",
    fix: "write the full name without scheme, port or path",
  });

/** A host name for which the project requests a certificate. */
export const certificateName = () =>
  text(new RegExp(`^(?=.{4,64}$)${HOST_NAME}$`), {
    allowed: "a host name in lower case of up to 64 characters, ACM's limit, such as app.example.com",
    fix: "write the full name without scheme, port or path",
  });

export const zone = () =>
  text(/^[a-z]{2}-[a-z]+-\d[a-z]$/, {
    allowed: "availability zone names, such as us-east-1a",
    fix: "use a name that `aws ec2 describe-availability-zones` lists",
  });

export const subnets = () => mapOf(zone(), cidr(16, 28, "choose a block inside network.vpcCidr"));

/** Recipients of notifications. */
export const emailAddresses = (...rules: readonly ListRule[]) =>
  list(
    z.email(error({ allowed: "an e-mail address", fix: "write it as name@domain" })),
    [
      ({ length }) => length > 0,
      { allowed: "at least one e-mail address", fix: "add a recipient of notifications" },
    ],
    [
      (addresses) =>
        distinct(addresses.map((address) => (typeof address === "string" ? address.toLowerCase() : address))),
      { allowed: "each address once, in upper or lower case", fix: "remove the repetition" },
    ],
    ...rules,
  );

/** Settings that every web ACL has. */
export const webAclFields = {
  blockUninspectedBodies: doc(flag().default(false), {
    description:
      "Whether AWS WAF blocks a request whose body is longer than it inspects: frontend.webAcl.inspectedBodyKiB at CloudFront, 8 KiB at a load balancer. Switched off: it inspects the beginning, and uploads pass.",
    source: "decision 48",
    cost: "USD 1 (https://aws.amazon.com/waf/pricing/)",
  }),
  logRetentionDays: doc(retentionDays().default(30), {
    description:
      "Retention of AWS WAF's log: one line per request, without its query string, cookies and Authorization header.",
    unit: "days",
    source: "decision 48",
  }),
};

/** Access logs, written to the environment's log bucket; `content` describes their lines. */
export const accessLogs = (what: string, content: string, defaults: PostureDefaults, source: string) =>
  section({
    enabled: doc(flag().default(defaults.accessLogs), {
      description: `Whether ${what} logs each request to the environment's log bucket. ${content}`,
      source,
      cost: "USD 0.023 per GB kept; delivery is free (https://aws.amazon.com/s3/pricing/)",
    }),
    expirationDays: doc(integer(1, 3650).default(90), {
      description: `How long ${what}'s logs are kept.`,
      unit: "days",
      source: "not in the document",
    }),
  }).prefault({});
