import { DepGraph, DepGraphCycleError } from "dependency-graph";
import type { Check } from "../check";
import { dependsOn, referencesIn } from "../../synthesized/synthesized-stack";

export const noDependencyCycle: Check = {
  id: "no-dependency-cycle",
  rule: "Blocks do not depend on each other in a cycle.",
  why: "Terraform refuses to plan a cycle, such as a group that refers to an alarm on itself (provider issue 34662).",
  findings: (stack) => {
    const graph = new DepGraph();
    const blocks = [...stack.resources(), ...stack.data()];
    for (const { address } of blocks) graph.addNode(address);
    for (const { address, body } of blocks) {
      for (const reference of [...referencesIn(body), ...dependsOn(body)]) {
        // references-resolve finds blocks that do not exist.
        if (graph.hasNode(reference)) graph.addDependency(address, reference);
      }
    }
    try {
      graph.overallOrder();
      return [];
    } catch (error) {
      if (error instanceof DepGraphCycleError) return [error.cyclePath.join(" -> ")];
      throw error;
    }
  },
};
