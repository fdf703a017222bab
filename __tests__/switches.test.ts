import { createApp } from "../src/app";
import { ConfigError } from "../src/config/parse";
import type { Case, Fragment, Labels, SynthesizedCase, Topology } from "./helpers/switches";
import {
  allPairs,
  CACHED_PATHS_REFUSAL,
  caseOf,
  configOf,
  environmentWith,
  isRefused,
  SWITCHES,
  switchesOf,
  synthesizeCases,
  TOPOLOGIES,
} from "./helpers/switches";

interface Combination {
  readonly topology: Topology;
  readonly labels: Labels;
}

const postures = Object.keys(SWITCHES.posture?.values ?? {});

/** Each value of each switch, with every other switch at its default; and nothing but the posture. */
const alone: Combination[] = TOPOLOGIES.flatMap((topology) =>
  postures.flatMap((posture) => [
    { topology, labels: { posture } },
    ...switchesOf(topology)
      .filter(([name]) => name !== "posture")
      .flatMap(([name, { values }]) =>
        Object.keys(values)
          .filter((label) => label !== "default")
          .map((label) => ({ topology, labels: { posture, [name]: label } })),
      ),
  ]),
);
const pairs: Combination[] = TOPOLOGIES.flatMap((topology) =>
  allPairs(topology).map((labels) => ({ topology, labels })),
);

const refused = ({ topology, labels }: Combination) => isRefused(topology, { routing: "default", ...labels });
const toCase = ({ topology, labels }: Combination): Case => caseOf(topology, labels);

const refusedCases = alone.filter(refused).map(toCase);
const aloneCases = alone.filter((combination) => !refused(combination)).map(toCase);
const pairCases = pairs.map(toCase);
const cases = [...aloneCases, ...pairCases];

let synthesized: ReadonlyMap<string, SynthesizedCase>;
beforeAll(() => {
  synthesized = synthesizeCases(cases, { withChecks: true });
});

function result(name: string): SynthesizedCase {
  const found = synthesized.get(name);
  if (!found) throw new Error(`${name} was not synthesized`);
  return found;
}

describe("a switch alone passes every check", () => {
  test.each(aloneCases)("$name", ({ name }) => {
    expect(result(name).findings).toEqual([]);
  });
});

describe("switches in pairs pass every check", () => {
  test.each(pairCases)("$name", ({ name }) => {
    expect(result(name).findings).toEqual([]);
  });
});

test("synthesizing twice writes the same bytes, whichever environments stand beside", () => {
  const again = synthesizeCases(pairCases);
  const different = pairCases.filter(({ name }) => again.get(name)?.text !== result(name).text);
  expect(different.map(({ name }) => name)).toEqual([]);
});

test.each(TOPOLOGIES)("in %s any two values of two switches meet, unless they are refused", (topology) => {
  const switches = switchesOf(topology);
  const missing = switches.flatMap(([name, { values }], index) =>
    switches.slice(index + 1).flatMap(([otherName, other]) =>
      Object.keys(values).flatMap((label) =>
        Object.keys(other.values)
          .map((otherLabel): Labels => ({ [name]: label, [otherName]: otherLabel }))
          .filter((pair) => !isRefused(topology, pair))
          .filter((pair) => !pairs.some((one) => one.topology === topology && includes(one.labels, pair))),
      ),
    ),
  );
  expect(missing).toEqual([]);
});

const includes = (labels: Labels, pair: Labels) =>
  Object.entries(pair).every(([name, label]) => labels[name] === label);

test.each(TOPOLOGIES.flatMap((topology) => switchesOf(topology).map(([name]) => ({ topology, name }))))(
  "in $topology every value of $name makes a difference",
  ({ topology, name }) => {
    const labels = Object.keys(SWITCHES[name]?.values ?? {}).filter((label) => label !== "default");
    // Cached paths need CloudFront in front of the API, which hardened has in both topologies.
    const texts = labels.map(
      (label) => result(caseOf(topology, { posture: "hardened", [name]: label }).name).text,
    );
    expect(new Set(texts).size).toBe(labels.length);
  },
);

/** Why the configuration refuses a case. */
function refusal(one: Case): string {
  try {
    createApp(configOf([one]));
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join("\n");
    throw error;
  }
  return "";
}

test.each([
  ...refusedCases,
  ...postures.map((posture) =>
    caseOf("load-balanced", { posture, routing: "cross-origin", "cached paths": "some" }),
  ),
])("$name is refused", (one) => {
  expect(refusal(one)).toMatch(
    `frontend.cachedPaths: ["/api/reference/*","/api/news"]. ${CACHED_PATHS_REFUSAL}`,
  );
});

test("only cached paths are refused alone, and only where the API is cross-origin", () => {
  expect(refusedCases.map(({ name }) => name)).toEqual([
    "load-balanced, posture: documented, cached paths: some",
  ]);
});

const setIn = (topology: Topology) =>
  switchesOf(topology).flatMap(([, { values }]) =>
    Object.values(values).map((value) => JSON.stringify(value)),
  );
const foreign = [...new Set(setIn("load-balanced"))].filter(
  (value) => !setIn("single-instance").includes(value),
);

test.each(foreign)("a single instance refuses %s", (value) => {
  const environment = environmentWith("single-instance", JSON.parse(value) as Fragment);
  expect(refusal({ name: value, environment })).toContain("No such field. Allowed: ");
});
