import type { z } from "zod";
import type { ConfigInput } from "../../src/config/config-input";
import type { configSchema } from "../../src/config/schema/config";
import { configInput } from "../../src/ops/config-input";

type Assignable<A, B> = [A] extends [B] ? true : false;

test("the types are those that the schema accepts", () => {
  type Accepted = z.input<typeof configSchema>;
  // Compiles only if each type is assignable to the other.
  const both: [Assignable<ConfigInput, Accepted>, Assignable<Accepted, ConfigInput>] = [true, true];
  expect(both).toEqual([true, true]);
});

const types = configInput();

test("a field has its documentation, with the defaults of both postures where they differ", () => {
  expect(types).toContain(`  /**
   * How instances reach the internet: from public subnets with public addresses (none), or from private subnets through one NAT gateway (single, in primaryZone) or one per zone (per-az).
   *
   * Default: documented: \`none\`, hardened: \`single\`.
   *
   * Source: document, VPC Configuration (NAT Gateway if using private subnets).
   *
   * Cost per month: single, per-az: USD 33 per gateway, USD 3.65 per address, USD 0.045 per GB; none: USD 3.65 per instance's address (https://aws.amazon.com/vpc/pricing/).
   */
  nat?: "none" | "single" | "per-az" | undefined;
`);
});

test("a number has its limits and its unit", () => {
  expect(types).toContain(`  /**
   * Time between health checks.
   *
   * Allowed: 5 to 300.
   *
   * Unit: seconds.
   *
   * Default: \`30\`.
   *
   * Source: document, section 3.
   */
  healthCheckIntervalSeconds?: number | undefined;
`);
});

test("every field outside of a section is documented", () => {
  const fields = types.split("\n").flatMap((line, index, lines) => {
    const [, name = "", type = ""] = /^ {2}(\w+)\??: (.*);$/.exec(line) ?? [];
    return name && !/Input\b/.test(type) && !lines[index - 1]?.endsWith("*/") ? [name] : [];
  });
  // The word that chooses between the two kinds of a section, which the section's documentation names.
  expect([...new Set(fields)]).toEqual(["create"]);
});
