import { stringify } from "yaml";
import type { Environment } from "../../config/environment";

/**
 * The cloud-config of an instance: leaves a description of what it is to run. Installing and starting the
 * backend is not part of it yet.
 */
export function cloudConfig(backend: Environment["backend"]): string {
  const document = {
    write_files: [
      {
        path: "/etc/careflowai/backend.json",
        owner: "root:root",
        permissions: "0644",
        content: `${JSON.stringify(
          {
            repository: backend.repository,
            ref: backend.ref,
            directory: backend.directory,
            requirementsFile: backend.requirementsFile,
            application: backend.application,
            workers: backend.workers,
            tokenParameter: backend.tokenParameter,
          },
          null,
          2,
        )}\n`,
      },
    ],
  };
  return `#cloud-config\n${stringify(document, { lineWidth: 0 })}`;
}
