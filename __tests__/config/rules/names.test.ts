import { ConfigError, parseConfig } from "../../../src/config/parse";
import { configWith } from "../../helpers/config";
import { DOMAIN, copyOf, testAcceptances, testRefusals } from "../../helpers/config-cases";

const OTHER_NAME = "To fix: give each environment separate names, such as staging.example.com.";

const tags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${String(index)}`, "x"]));

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
    ({ environments }) => (environments["a".repeat(22)] = copyOf(environments, "staging")),
    "environments.aaaaaaaaaaaaaaaaaaaaaa: \"careflowai-aaaaaaaaaaaaaaaaaaaaaa\". Allowed: at most 32 characters for an Application Load Balancer's name; this one has 33. To fix: shorten the environment's name.",
  ],
  [
    "a single instance's name that makes its bucket's too long",
    ({ environments }) => (environments["a".repeat(31)] = copyOf(environments, "dev")),
    `environments.${"a".repeat(31)}: "<account.id>-careflowai-${"a".repeat(31)}-frontend". Allowed: at most 63 characters for an S3 bucket's name; this one has 64. To fix: shorten the environment's name.`,
  ],
  [
    "names that one hosted zone cannot hold",
    ({ environments }) => {
      environments.dev.domain = { ...DOMAIN, frontendName: "dev.example.net" };
      environments.prod.domain = { ...DOMAIN, apiName: "api.example.com" };
    },
    'environments.prod.domain.frontendName: "app.example.org". Allowed: a name in hosted zone Z0123456789ABCDEFGHIJ, which also has to hold dev.example.net. To fix: use a name below example.net, or the hosted zone of example.org.',
    'environments.prod.domain.apiName: "api.example.com". Allowed: a name in hosted zone Z0123456789ABCDEFGHIJ, which also has to hold dev.example.net. To fix: use a name below example.net, or the hosted zone of example.com.',
    'environments.prod.domain.apiName: "api.example.com". Allowed: a name in hosted zone Z0123456789ABCDEFGHIJ, which also has to hold app.example.org. To fix: use a name below example.org, or the hosted zone of example.com.',
  ],
  [
    "more tags than AWS accepts",
    ({ environments }) => (environments.prod.tags = tags(47)),
    "environments.prod.tags: 47. Allowed: up to 46 tags, because AWS accepts 50 and the project sets Name, Project, Environment and ManagedBy. To fix: remove tags.",
  ],
  [
    "tags whose keys differ only in case",
    ({ environments }) => (environments.prod.tags = { Team: "a", team: "b" }),
    'environments.prod.tags.team: "team". Allowed: a key that differs from Team not only in case, which IAM ignores. To fix: remove one of the two.',
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
    "an environment's name of 21 characters behind a load balancer, and of 30 for a single instance",
    ({ environments }) => {
      environments["a".repeat(21)] = copyOf(environments, "staging");
      environments["b".repeat(30)] = copyOf(environments, "dev");
    },
  ],
  [
    "as many tags as AWS accepts, with keys that differ",
    ({ environments }) => (environments.prod.tags = tags(46)),
  ],
  [
    "names of other domains in other hosted zones",
    ({ environments }) => {
      environments.dev.domain = { ...DOMAIN, frontendName: "dev.example.org" };
      environments.prod.domain = {
        hostedZoneId: "Z1",
        frontendName: "example.com",
        apiName: "a.b.example.com",
      };
    },
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
