import { keyAdministration } from "../../src/iam/key-policy";

test("the account's IAM policies administer a key", () => {
  expect(keyAdministration("111122223333")).toEqual({
    Sid: "Administration",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "kms:*",
    Resource: "*",
  });
});
