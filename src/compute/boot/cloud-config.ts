import { stringify } from "yaml";
import type { Environment } from "../../config/environment";
import type { AgentConfigProps } from "./agent-config";
import { agentConfig } from "./agent-config";

export interface CloudConfigProps {
  readonly backend: Environment["backend"];
  readonly agent: AgentConfigProps;
}

/**
 * The cloud-config of an instance: leaves a description of what it is to run. Installing and starting the
 * backend is not part of it yet.
 */
export function cloudConfig({ backend, agent }: CloudConfigProps): string {
  const file = (path: string, content: unknown) => ({
    path,
    owner: "root:root",
    permissions: "0644",
    content: `${JSON.stringify(content, null, 2)}\n`,
  });
  const document = {
    write_files: [
      file("/etc/careflowai/backend.json", {
        repository: backend.repository,
        ref: backend.ref,
        directory: backend.directory,
        requirementsFile: backend.requirementsFile,
        application: backend.application,
        workers: backend.workers,
        tokenParameter: backend.tokenParameter,
      }),
      file("/etc/careflowai/amazon-cloudwatch-agent.json", agentConfig(agent)),
    ],
  };
  return `#cloud-config\n${stringify(document, { lineWidth: 0 })}`;
}
