import { ConfigError, parseConfig } from "../../../src/config/parse";
import { configWith } from "../../helpers/config";
import { problemsOf } from "../../helpers/config-cases";

const problemsWith = (change: (account: any) => void) =>
  problemsOf(
    configWith(({ account }) => {
      change(account);
    }),
  );

test("CI deploys only environments that exist", () => {
  const problems = problemsWith((account) => {
    account.ci = { repository: "my-company/infrastructure", deployEnvironments: ["prod", "production"] };
  });
  expect(problems).toEqual([
    'account.ci.deployEnvironments[1]: "production". Allowed: dev, staging, prod. To fix: correct the spelling, or remove the name.',
  ]);
});

test("CI deploys no environment whose name begins another's, which its role would reach", () => {
  const input = configWith(({ account, environments }) => {
    environments["prod-eu"] = environments.staging;
    environments.production = environments.dev;
    account.ci = { repository: "my-company/infrastructure", deployEnvironments: ["prod", "prod-eu"] };
  });
  const refused = () => parseConfig(input);
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(
    /^src\/config\/config\.ts has 1 problem:\n- account\.ci\.deployEnvironments\[0\]: "prod"\. Allowed: an environment whose name does not begin another's; the role could also change environments\.prod-eu\. To fix: rename one of them, or let people deploy this one\.$/,
  );
});
