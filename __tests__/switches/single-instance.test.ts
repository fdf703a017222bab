import type { Fragment } from "./table";
import { switchesOf } from "./table";
import { environmentWith } from "./cases";
import { describeSwitches, refusal } from "./suite";

describeSwitches("single-instance");

const valuesOf = (topology: "single-instance" | "load-balanced") =>
  switchesOf(topology).flatMap(([, { values }]) =>
    Object.values(values).map((value) => JSON.stringify(value)),
  );
const known = valuesOf("single-instance");
const foreign = [...new Set(valuesOf("load-balanced"))].filter((value) => !known.includes(value));

test.each(foreign)("a single instance refuses %s", (value) => {
  const environment = environmentWith("single-instance", JSON.parse(value) as Fragment);
  expect(refusal({ name: value, environment })).toContain(
    "topology is load-balanced. To fix: remove the key.",
  );
});
