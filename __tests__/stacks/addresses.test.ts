/**
 * The addresses under which Terraform knows everything that is deployed. A diff here means that something deployed
 * would be destroyed and made anew: to rename a resource, give it `moveFromId` with its old id, so that Terraform
 * moves it instead, and only then update the snapshot.
 */
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { soundStack } from "../helpers/blocks";
import { ownStacks } from "../helpers/broken";

const addressesOf = (stack: SynthesizedStack) =>
  [...stack.resources(), ...stack.data()].map(({ address }) => address).sort();

test.each(ownStacks().map((stack) => [stack.name, stack] as const))(
  "the addresses of %s are the ones that are deployed; if they are to change, npm test -- -u",
  (_name, stack) => {
    expect(addressesOf(stack)).toMatchSnapshot();
  },
);

test("staging and prod have the same addresses, so that a change is tried in one before the other", () => {
  expect(addressesOf(soundStack("careflowai-staging"))).toEqual(addressesOf(soundStack("careflowai-prod")));
});
