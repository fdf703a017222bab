import type { ConfigInput } from "./config-input";

/**
 * What each environment decides for itself. Everything else is a documented default: see
 * `docs/configuration.md`. Values at example.com and the account 111122223333 are placeholders.
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
