/**
 * The addresses under which Terraform knows everything that is deployed. A diff here means that something deployed
 * would be destroyed and made anew: to rename a resource, give it `moveFromId` with its old id, so that Terraform
 * moves it instead, and only then update the snapshot.
 */
import { soundStack } from "../helpers/blocks";

const addressesOf = (part: string) => {
  const stack = soundStack(`careflowai-${part}`);
  return [...stack.resources(), ...stack.data()].map(({ address }) => address).sort();
};

test.each(["dev", "staging", "prod", "state"])(
  "the addresses of %s are the ones that are deployed",
  (part) => {
    expect(addressesOf(part)).toMatchSnapshot();
  },
);

test("staging and prod have the same addresses, so that a change is tried in one before the other", () => {
  expect(addressesOf("staging")).toEqual(addressesOf("prod"));
});
