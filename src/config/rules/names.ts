import type { ConfigFields, EnvironmentFields, LoadBalancedFields } from "../environment";
import type { EnvironmentNames } from "../names";
import { defaultStateKey, environmentNames, namesPastLimit, uniqueNames } from "../names";
import type { Field, Rule } from "./rule";
import { fieldsIn, has, keyOf, rule } from "./rule";

type Environment = Field<EnvironmentFields>;

/** Names that must be unique in the account or in AWS, or not too long. */
export function nameRules({ environments }: Field<ConfigFields>): Rule[] {
  const all = fieldsIn(environments);
  const pairs = all.flatMap((own, index) => all.slice(0, index).map((other) => [own, other] as const));
  return [
    ...all.map(namesFit),
    ...pairs.map(([own, other]) => namesDiffer(own, other)),
    ...pairs.flatMap(([own, other]) => domainNamesDiffer(own, other)),
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
  rule(keyOf(environment), nameFields(environment), (_name, ...fields) =>
    namesPastLimit(namesFrom(...fields)).map(({ name, maxLength, of }) => ({
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

const domainNames = (environment: Environment) =>
  fieldsIn<string | undefined>(environment.domain).filter((name) => !has(keyOf(name), "hostedZoneId"));

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
