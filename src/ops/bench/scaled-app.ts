import { synthesize } from "../../app";
import type { EnvironmentInput } from "../../config/config-input";

const ENVIRONMENT: EnvironmentInput = {
  topology: "load-balanced",
  protect: true,
  backend: { repository: "https://git.example.com/careflowai/backend.git", ref: "v1.0.0" },
  notifications: { emailAddresses: ["alerts@example.com"] },
};

/** Number of copies of the environment, from the first argument. */
const count = Number(process.argv[2]);
const environments = Object.fromEntries(
  Array.from({ length: count }, (_, index) => [`bench${String(index)}`, ENVIRONMENT]),
);
synthesize({
  account: { id: "111122223333", notifications: { emailAddresses: ["alerts@example.com"] } },
  environments,
});
