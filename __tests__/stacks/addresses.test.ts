/**
 * The addresses under which Terraform knows the deployed resources, in `addresses/<stack>.txt`: of the configuration
 * that the project comes with, and of one in which every switch is on. `src/config/config.ts` has no part in them.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { soundStack } from "../helpers/blocks";
import { hardenedStacks, soundStacks } from "../helpers/broken";
import { addressesOf, explain, lossesOf, movesOf, read, write } from "./addresses/losses";

const FOLDER = join(__dirname, "addresses");

/** Each stack by the name of its list. The stacks of the account and of its state exist in both configurations. */
const stacks = new Map([
  ...soundStacks().map((stack) => [stack.name, stack] as const),
  ...hardenedStacks().map(
    (stack) => [stack.name.replace(/-(account|state)$/, "-hardened-$1"), stack] as const,
  ),
]);

test.each([...stacks])("every deployed resource of %s keeps its address", (name, stack) => {
  const file = join(FOLDER, `${name}.txt`);
  const current = addressesOf(stack);
  if (process.env.UPDATE_ADDRESSES === "true") writeFileSync(file, write(current));
  const losses = lossesOf(read(readFileSync(file, "utf8")), current, movesOf(stack));
  if (losses.length > 0) throw new Error(explain(stack.name, losses));
});

test("every stack has a list, and every list a stack", () => {
  const lists = readdirSync(FOLDER).filter((file) => file.endsWith(".txt"));
  expect(lists.sort()).toEqual([...stacks.keys()].map((name) => `${name}.txt`).sort());
});

test("staging and prod have the same addresses, so that a change is tried in one before the other", () => {
  const [staging, prod] = ["careflowai-staging", "careflowai-prod"].map((name) =>
    [...soundStack(name).resources(), ...soundStack(name).data()].map(({ address }) => address).sort(),
  );
  expect(staging).toEqual(prod);
});
