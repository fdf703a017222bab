import type { ConfigInput } from "../../src/config/config-input";

/**
 * The configuration that the project comes with, for tests. Owners edit `src/config/config.ts`, so that only the tests
 * of that file read it.
 */
export const config: ConfigInput = {
  account: {
    id: "111122223333",
    notifications: { emailAddresses: ["alerts@example.com"] },
  },
  environments: {
    dev: {
      topology: "single-instance",
      backend: { repository: "https://git.example.com/careflowai/backend.git", ref: "main" },
      notifications: { emailAddresses: ["alerts@example.com"] },
    },
    staging: {
      topology: "load-balanced",
      backend: { repository: "https://git.example.com/careflowai/backend.git", ref: "v1.0.0" },
      notifications: { emailAddresses: ["alerts@example.com"] },
    },
    prod: {
      topology: "load-balanced",
      documentNames: true,
      protect: true,
      backend: { repository: "https://git.example.com/careflowai/backend.git", ref: "v1.0.0" },
      notifications: { emailAddresses: ["alerts@example.com"] },
    },
  },
};
