import type { JsonObject } from "./synthesized-stack";
import { fileInUserData } from "./user-data";

const AGENT_CONFIG = "/etc/careflowai/amazon-cloudwatch-agent.json";

/** Dimensions that a plugin of the agent adds (AWS, Metrics collected by the CloudWatch agent). */
const NATURAL: Readonly<Record<string, (plugin: Plugin) => readonly string[]>> = {
  cpu: () => ["cpu"],
  disk: ({ drop_device }) => ["path", "fstype", ...(drop_device === true ? [] : ["device"])],
  mem: () => [],
  netstat: () => [],
};

interface Plugin {
  readonly measurement?: readonly (
    string | { readonly name: string; readonly rename?: string; readonly unit?: string }
  )[];
  readonly drop_device?: boolean;
}

interface AgentConfig {
  readonly metrics?: {
    readonly namespace?: string;
    readonly append_dimensions?: Readonly<Record<string, string>>;
    readonly aggregation_dimensions?: readonly (readonly string[])[];
    readonly metrics_collected?: Readonly<Record<string, Plugin>>;
  };
}

/** A metric of the agent with the names of its dimensions. */
export interface AgentMetric {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: readonly string[];
}

/**
 * The metrics that the CloudWatch agent of a launch template publishes: each with all of its dimensions, and once for
 * each aggregation over some of them (AWS, CloudWatch agent configuration: aggregation_dimensions).
 */
export function agentMetrics(launchTemplate: JsonObject): AgentMetric[] {
  const file = fileInUserData(launchTemplate.user_data, AGENT_CONFIG);
  if (file === undefined) return [];
  const { metrics = {} } = JSON.parse(file) as AgentConfig;
  const {
    namespace = "CWAgent",
    append_dimensions,
    aggregation_dimensions = [],
    metrics_collected = {},
  } = metrics;
  const appended = append_dimensions ? Object.keys(append_dimensions) : ["host"];
  return Object.entries(metrics_collected).flatMap(([plugin, settings]) => {
    const own = [...(NATURAL[plugin]?.(settings) ?? ["unknown"]), ...appended];
    const rolledUp = aggregation_dimensions.filter(
      (names) => names.length < own.length && names.every((name) => own.includes(name)),
    );
    return (settings.measurement ?? []).flatMap((measurement) => {
      const {
        name,
        rename = `${plugin}_${name}`,
        unit = "None",
      } = typeof measurement === "string" ? { name: measurement } : measurement;
      return [own, ...rolledUp].map((dimensions) => ({ namespace, name: rename, unit, dimensions }));
    });
  });
}
