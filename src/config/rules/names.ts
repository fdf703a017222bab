import type { ConfigFields, EnvironmentFields, LoadBalancedFields } from "../environment";
import type { EnvironmentNames } from "../names";
import { defaultStateKey, environmentNames, namesPastLimit, uniqueNames } from "../names";
import type { Field, Rule } from "./rule";
import { fieldsIn, has, keyOf, keysOf, rule } from "./rule";

type Environment = Field<EnvironmentFields>;

/** Names that must be unique in the account or in AWS, or not too long. */
export function nameRules({ environments }: Field<ConfigFields>): Rule[] {
  const all = fieldsIn(environments);
  const pairs = all.flatMap((own, index) => all.slice(0, index).map((other) => [own, other] as const));
  return [
    rule(
      environments,
      [],
      (map) =>
        Object.keys(map).length === 0 && { allowed: "at least one environment", fix: "add one, such as dev" },
    ),
    ...all.map(namesFit),
    ...all.flatMap(tagRules),
    ...pairs.map(([own, other]) => namesDiffer(own, other)),
    ...pairs.flatMap(([own, other]) => domainNamesDiffer(own, other)),
    ...all.flatMap((own, index) => all.slice(0, index + 1).flatMap((other) => zoneHoldsNames(own, other))),
    ...pairs.map(([own, other]) => stateKeysDiffer(own, other)),
    ...all.map(stateKeyIsNotTheAccounts),
  ];
}

/** The fields from which an environment's physical names follow. */
const nameFields = (environment: Environment) =>
  [
    keyOf(environment),
    environment.documentNames,
    isLoadBalanced(environment) ? environment.loadBalancer.scheme : environment.topology,
  ] as const;

const isLoadBalanced = (environment: Environment): environment is Field<LoadBalancedFields> =>
  has(environment.topology, "load-balanced");

/** The account's id has a placeholder of the same length, so that a faulty id hides no other problem. */
const namesFrom = (name: string, documentNames: boolean, scheme: string): EnvironmentNames =>
  environmentNames({ id: "<account.id>" }, { name, documentNames, loadBalancer: { scheme } });

const namesFit = (environment: Environment): Rule =>
  rule(keyOf(environment), [environment.topology, ...nameFields(environment)], (_name, topology, ...fields) =>
    namesPastLimit(namesFrom(...fields), topology).map(({ name, maxLength, of }) => ({
      got: name,
      allowed: `at most ${String(maxLength)} characters for ${of}; this one has ${String(name.length)}`,
      fix: "shorten the environment's name",
    })),
  );

/** Only names of the same kind clash: a load balancer and a role may have the same name. */
const namesDiffer = (own: Environment, other: Environment): Rule =>
  rule(
    own.documentNames,
    [...nameFields(own), ...nameFields(other)],
    (_flag, name, documentNames, scheme, otherName, ...rest) => {
      const names = uniqueNames(namesFrom(name, documentNames, scheme));
      const otherNames = uniqueNames(namesFrom(otherName, ...rest));
      const shared = names.find((value, index) => value === otherNames[index]);
      return (
        shared !== undefined && {
          allowed: `unique physical names; ${shared} also belongs to environments.${otherName}`,
          fix: "set documentNames in one environment only",
        }
      );
    },
  );

/** A distribution or an API claims its name in all of AWS. */
const domainNamesDiffer = (own: Environment, other: Environment): Rule[] =>
  domainNames(own).flatMap((claim) =>
    domainNames(other).map((taken) =>
      rule(
        claim,
        [taken, keyOf(other)],
        (name, otherName, environment) =>
          name === otherName && {
            allowed: `a unique name; environments.${environment} has this one`,
            fix: "give each environment separate names, such as staging.example.com",
          },
      ),
    ),
  );

/** A hosted zone holds only names that end in its own, which has two labels or more. */
const zoneHoldsNames = (own: Environment, other: Environment): Rule[] =>
  domainNames(own).flatMap((record, index, names) =>
    (own === other ? names.slice(0, index) : domainNames(other)).map((held) =>
      rule(
        record,
        [held, own.domain.hostedZoneId, other.domain.hostedZoneId],
        (name, otherName, zone = "", otherZone = "") =>
          name !== undefined &&
          otherName !== undefined &&
          zone === otherZone &&
          parentOf(name) !== parentOf(otherName) && {
            allowed: `a name in hosted zone ${zone}, which also has to hold ${otherName}`,
            fix: `use a name below ${parentOf(otherName)}, or the hosted zone of ${parentOf(name)}`,
          },
      ),
    ),
  );

const parentOf = (name: string): string => name.split(".").slice(-2).join(".");

const domainNames = (environment: Environment) =>
  fieldsIn<string | undefined>(environment.domain).filter((name) => !has(keyOf(name), "hostedZoneId"));

/** AWS's quota of tags per resource, less Name, Project, Environment and ManagedBy. */
const MAX_TAGS = 46;

const tagRules = ({ tags }: Environment): Rule[] => [
  rule(
    keysOf(tags),
    [],
    ({ length }) =>
      length > MAX_TAGS && {
        got: length,
        allowed: `up to ${String(MAX_TAGS)} tags, because AWS accepts 50 and the project sets Name, Project, Environment and ManagedBy`,
        fix: "remove tags",
      },
  ),
  ...fieldsIn(tags).map((tag, index, all) =>
    rule(keyOf(tag), all.slice(0, index).map(keyOf), (key, ...others) => {
      const alike = others.find((other) => other.toLowerCase() === key.toLowerCase());
      return (
        alike !== undefined && {
          allowed: `a key that differs from ${alike} not only in case, which IAM ignores`,
          fix: "remove one of the two",
        }
      );
    }),
  ),
];

const stateKeysDiffer = (own: Environment, other: Environment): Rule =>
  rule(own.stateKey, [keyOf(own), other.stateKey, keyOf(other)], (own, name, other, otherName) => {
    const key = own ?? defaultStateKey(name);
    return key === (other ?? defaultStateKey(otherName)) && sharedKey(key, `environments.${otherName}`);
  });

const stateKeyIsNotTheAccounts = (environment: Environment): Rule =>
  rule(
    environment.stateKey,
    [keyOf(environment)],
    (key, name) =>
      (key ?? defaultStateKey(name)) === defaultStateKey("account") &&
      sharedKey(defaultStateKey("account"), "the account's stack"),
  );

const sharedKey = (key: string, owner: string) => ({
  got: key,
  allowed: `a unique key; ${owner} keeps its state there`,
  fix: "leave stateKey out, or choose another",
});
