import { parse } from "yaml";
import type { CloudConfigProps } from "../../src/compute/boot/cloud-config";
import { cloudConfig } from "../../src/compute/boot/cloud-config";
import { config } from "./documented";
import { exactlyOne } from "./exactly-one";
import { parseConfig } from "../../src/config/parse";

const [dev] = parseConfig(config).environments;

/** Valid props of a single instance, with changes. */
export function cloudConfigProps(changes: Partial<CloudConfigProps> = {}): CloudConfigProps {
  if (!dev) throw new Error("no environment");
  return {
    region: "us-east-1",
    backend: { ...dev.backend, ref: "v1.0.0" },
    parameterPath: "/careflowai/test",
    logGroupName: "/careflowai/test/backend",
    metricDimension: "InstanceId",
    ...changes,
  };
}

/** The props of instances behind a load balancer. */
export const BALANCED = {
  metricDimension: "AutoScalingGroupName",
  loadBalancerIdleTimeoutSeconds: 60,
} as const;

/** The files that a cloud-config writes, by path. */
function filesOf(text: string): Readonly<Record<string, string>> {
  const { write_files: files } = parse(text) as { write_files: { path: string; content: string }[] };
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

/** The content of the file whose path has this end. */
export function bootFile(end: string, changes: Partial<CloudConfigProps> = {}): string {
  const found = Object.entries(filesOf(cloudConfig(cloudConfigProps(changes)))).filter(([path]) =>
    path.endsWith(end),
  );
  const [, content] = exactlyOne(found, `file ${end}`, ([path]) => path);
  return content;
}
