import { providerIsBoundToAccount } from "../../src/checks/provider-is-bound-to-account";
import { findingsAfter, findingsOnSound } from "../helpers/broken";

test("every provider is bound to one account", () => {
  expect(findingsOnSound(providerIsBoundToAccount)).toEqual([]);
});

test.each([[undefined], [[]], [["111122223333", "444455556666"]], [["${var.account}"]]])(
  "a provider that accepts %j is found",
  (accounts) => {
    const findings = findingsAfter(providerIsBoundToAccount, "careflowai-prod", (json) => {
      json.provider.aws[0].allowed_account_ids = accounts;
    });
    expect(findings).toEqual(["provider aws 0 does not accept exactly one account"]);
  },
);

test("a second provider that accepts any account is found", () => {
  const findings = findingsAfter(providerIsBoundToAccount, "careflowai-prod", (json) => {
    json.provider.aws.push({ alias: "us", region: "us-east-1" });
  });
  expect(findings).toEqual(["provider aws 1 does not accept exactly one account"]);
});
