import { createApp } from "../../src/app";
import { ConfigError } from "../../src/config/parse";
import type { Case, Labels } from "./cases";
import { allPairs, caseOf, configOf, isRefused } from "./cases";
import type { SynthesizedCase } from "./synthesize";
import { synthesizeCases } from "./synthesize";
import type { Topology } from "./table";
import { SWITCHES, switchesOf } from "./table";

const POSTURES = Object.keys(SWITCHES.posture?.values ?? {});

/**
 * Describes that environments of a topology pass every check whatever its switches are set to: each value of each
 * switch with all others at their defaults, and any two values of any two switches together.
 */
export function describeSwitches(topology: Topology): void {
  const switches = switchesOf(topology);
  const alone: Labels[] = POSTURES.flatMap((posture) => [
    { posture },
    ...switches
      .filter(([name]) => name !== "posture")
      .flatMap(([name, { values }]) =>
        Object.keys(values)
          .filter((label) => label !== "default")
          .map((label) => ({ posture, [name]: label })),
      ),
  ]);
  const pairs = allPairs(topology);

  const refused = (labels: Labels) => isRefused(topology, { routing: "default", ...labels });
  const toCase = (labels: Labels): Case => caseOf(topology, labels);
  const aloneCases = alone.filter((labels) => !refused(labels)).map(toCase);
  const pairCases = pairs.map(toCase);

  let synthesized: ReadonlyMap<string, SynthesizedCase>;
  beforeAll(() => {
    synthesized = synthesizeCases([...aloneCases, ...pairCases], { withChecks: true });
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

  test("synthesizing twice writes the same bytes, whichever other environments the app has", () => {
    const again = synthesizeCases(pairCases);
    const different = pairCases.filter(({ name }) => again.get(name)?.text !== result(name).text);
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  test("any two values of two switches meet, unless they are refused", () => {
    const missing = switches.flatMap(([name, { values }], index) =>
      switches.slice(index + 1).flatMap(([otherName, other]) =>
        Object.keys(values).flatMap((label) =>
          Object.keys(other.values)
            .map((otherLabel): Labels => ({ [name]: label, [otherName]: otherLabel }))
            .filter((pair) => !isRefused(topology, pair))
            .filter((pair) => !pairs.some((labels) => includes(labels, pair))),
        ),
      ),
    );
    expect(missing).toEqual([]);
  });

  test.each(switches.map(([name]) => name))("every value of %s makes a difference", (name) => {
    const labels = Object.keys(SWITCHES[name]?.values ?? {}).filter((label) => label !== "default");
    // Cached paths need CloudFront in front of the API, which hardened has in both topologies.
    const texts = labels.map((label) => result(toCase({ posture: "hardened", [name]: label }).name).text);
    expect(new Set(texts).size).toBe(labels.length);
  });

  test("only cached paths are refused alone, and only where the API is cross-origin", () => {
    expect(alone.filter(refused)).toEqual(
      topology === "load-balanced" ? [{ posture: "documented", "cached paths": "some" }] : [],
    );
  });
}

const includes = (labels: Labels, pair: Labels) =>
  Object.entries(pair).every(([name, label]) => labels[name] === label);

/** The problems for which the configuration refuses a case; empty if it is accepted. */
export function refusal(one: Case): string {
  try {
    createApp(configOf([one]));
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join("\n");
    throw error;
  }
  return "";
}
