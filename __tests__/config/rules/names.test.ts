import { ConfigError, parseConfig } from "../../../src/config/parse";
import { configWith } from "../../helpers/config";
import { DOMAIN, copyOf, testAcceptances, testRefusals } from "../../helpers/config-cases";

const OTHER_NAME = "To fix: give each environment separate names, such as staging.example.com.";

testRefusals([
  [
    "names of frontend and API that another environment has",
    ({ environments }) => {
      environments.dev.domain = { ...DOMAIN };
      environments.staging.domain = {
        ...DOMAIN,
        frontendName: "staging.example.org",
        apiName: "app.example.org",
      };
      environments.prod.domain = {
        ...DOMAIN,
        frontendName: "prod.example.org",
        apiName: "staging.example.org",
      };
    },
    `environments.staging.domain.apiName: "app.example.org". Allowed: a unique name; environments.dev has this one. ${OTHER_NAME}`,
    `environments.prod.domain.apiName: "staging.example.org". Allowed: a unique name; environments.staging has this one. ${OTHER_NAME}`,
  ],
  [
    "an environment's name that makes an internet-facing load balancer's too long",
    ({ environments }) =>
      (environments["a".repeat(15)] = {
        ...copyOf(environments, "staging"),
        loadBalancer: { scheme: "internet-facing" },
      }),
    "environments.aaaaaaaaaaaaaaa: \"careflowai-aaaaaaaaaaaaaaa-public\". Allowed: at most 32 characters for an Application Load Balancer's name; this one has 33. To fix: shorten the environment's name.",
  ],
  [
    "an environment's name that makes another name too long",
    ({ environments }) => (environments["a".repeat(22)] = copyOf(environments, "dev")),
    "environments.aaaaaaaaaaaaaaaaaaaaaa: \"careflowai-aaaaaaaaaaaaaaaaaaaaaa\". Allowed: at most 32 characters for an Application Load Balancer's name; this one has 33. To fix: shorten the environment's name.",
  ],
  [
    "the document's names twice",
    ({ environments }) => (environments.dev.documentNames = true),
    "environments.prod.documentNames: true. Allowed: unique physical names; <account.id>-careflowai-frontend also belongs to environments.dev. To fix: set documentNames in one environment only.",
  ],
  [
    "one key for two states",
    ({ environments }) => (environments.staging.stateKey = "dev/terraform.tfstate"),
    'environments.staging.stateKey: "dev/terraform.tfstate". Allowed: a unique key; environments.dev keeps its state there. To fix: leave stateKey out, or choose another.',
  ],
]);

testAcceptances([
  [
    "separate names",
    ({ environments }) => {
      environments.dev.domain = { ...DOMAIN, frontendName: "dev.example.org" };
      environments.prod.domain = { ...DOMAIN, apiName: "api.example.org" };
    },
  ],
  [
    "names of different kinds that are alike",
    ({ environments }) => (environments["prod-instance"] = copyOf(environments, "staging")),
  ],
  [
    "an environment's name of 21 characters",
    ({ environments }) => (environments["a".repeat(21)] = copyOf(environments, "dev")),
  ],
]);

test("no environment keeps its state where the account's stack does", () => {
  const input = configWith(({ environments }) => {
    environments.dev.stateKey = "account/terraform.tfstate";
  });
  expect(() => parseConfig(input)).toThrow(
    new ConfigError([
      'environments.dev.stateKey: "account/terraform.tfstate". Allowed: a unique key; the account\'s stack keeps its state there. To fix: leave stateKey out, or choose another.',
    ]),
  );
});
