import { providerIsBoundToAccount } from "../../../src/checks/account/provider-is-bound-to-account";
import type { Case } from "../../helpers/broken";
import { testCheck } from "../../helpers/broken";

testCheck(providerIsBoundToAccount, {
  "careflowai-prod": [
    ...[undefined, [], ["111122223333", "444455556666"], ["${var.account}"]].map((accounts): Case => [
      `a provider that accepts ${JSON.stringify(accounts ?? null)}`,
      (json) => (json.provider.aws[0].allowed_account_ids = accounts),
      "provider aws 0 does not accept exactly one account",
    ]),
    [
      "a second provider that accepts any account",
      (json) => json.provider.aws.push({ alias: "us", region: "us-east-1" }),
      "provider aws 1 does not accept exactly one account",
    ],
  ],
});
