import { runChecks } from "../../src/checks/check";
import { checks } from "../../src/checks/registry";
import type { Synthesis } from "./account-cases";
import { cases, SWITCHES, synthesizeWith } from "./account-cases";

const names = Object.keys(SWITCHES);

/** Each case as synthesized first. */
const synthesized = new Map<string, Synthesis>();
beforeAll(() => {
  for (const { name, labels } of cases) synthesized.set(name, synthesizeWith(labels));
});

test.each(cases)("$name passes every check, and is the same twice", ({ name, labels }) => {
  expect(runChecks(checks, synthesized.get(name)?.stacks ?? [])).toEqual([]);
  expect(synthesizeWith(labels).texts).toEqual(synthesized.get(name)?.texts);
});

test("any two values of any two switches meet", () => {
  const missing = names.flatMap((name, index) =>
    names.slice(index + 1).flatMap((other) =>
      Object.keys(SWITCHES[name] ?? {}).flatMap((label) =>
        Object.keys(SWITCHES[other] ?? {})
          .filter(
            (otherLabel) =>
              !cases.some(({ labels }) => labels[name] === label && labels[other] === otherLabel),
          )
          .map((otherLabel) => `${name}: ${label} with ${other}: ${otherLabel}`),
      ),
    ),
  );
  expect(missing).toEqual([]);
});

test.each([
  ["none", 0],
  ["plans only", 0],
  ["deploys one", 1],
  ["deploys all, by an existing provider", 3],
])("with CI: %s, there are %i boundaries", (ci, count) => {
  const boundaries = synthesizeWith({ ci })
    .stacks.flatMap((stack) => stack.resources("aws_iam_policy"))
    .filter(({ address }) => address.startsWith("aws_iam_policy.PermissionsBoundary-"));
  expect(boundaries).toHaveLength(count);
});

const isEnvironment = (name: string) => /-(dev|staging|prod)$/.test(name);

test("an environment that CI does not deploy is the same, byte by byte, as without CI", () => {
  const environmentsWith = (ci: string) =>
    Object.fromEntries(Object.entries(synthesizeWith({ ci }).texts).filter(([name]) => isEnvironment(name)));
  const plain = environmentsWith("none");
  expect(Object.keys(plain)).toHaveLength(3);
  expect(environmentsWith("plans only")).toEqual(plain);
  const { "careflowai-dev": dev, ...others } = environmentsWith("deploys one");
  expect({ ...others, "careflowai-dev": plain["careflowai-dev"] }).toEqual(plain);
  expect(dev).not.toEqual(plain["careflowai-dev"]);
});

test("environments are the same whatever the account's switches, except for the boundary of CI and the sessions' log group", () => {
  /** The environments of a synthesis, without the boundary of CI and the log group of sessions. */
  const environmentsOf = ({ stacks }: Synthesis) =>
    stacks
      .filter(({ name }) => isEnvironment(name))
      .map(({ json }) =>
        JSON.parse(JSON.stringify(json), (key, value: unknown) =>
          key === "permissions_boundary"
            ? undefined
            : typeof value === "string"
              ? value.replaceAll(/,"arn:aws:logs:[^"]+:log-group:[^"]+\/sessions(?::\*)?"/g, "")
              : value,
        ),
      );
  // Their states are in the account's region.
  const plain = new Map(
    Object.keys(SWITCHES.region ?? {}).map((region) => [region, environmentsOf(synthesizeWith({ region }))]),
  );
  for (const { name, labels } of cases.filter((one) => one.labels["environments' region"] !== "another")) {
    const synthesis = synthesized.get(name);
    const environments = synthesis && environmentsOf(synthesis);
    expect({ name, environments }).toEqual({ name, environments: plain.get(labels.region ?? "") });
  }
});
