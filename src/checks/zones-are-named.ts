import type { Check } from "./check";

/** Pitfall 2.4-9: a list from a data source may change its order, and with it every subnet's zone. */
export const zonesAreNamed: Check = {
  id: "2.4-9",
  rule: "Every subnet names its availability zone literally.",
  findings: (stack) =>
    stack
      .resources("aws_subnet")
      .filter(
        ({ body }) => typeof body.availability_zone !== "string" || body.availability_zone.includes("${"),
      )
      .map(({ address }) => `${address} does not name its availability zone`),
};
