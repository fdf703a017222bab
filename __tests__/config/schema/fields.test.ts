import fc from "fast-check";
import { advise, cidr, cidrContains, cidrsOverlap } from "../../../src/config/schema/fields";

const toText = (address: number, prefix: number) =>
  `${[24, 16, 8, 0].map((shift) => String((address >>> shift) & 255)).join(".")}/${String(prefix)}`;

/** A block with its first and last address as numbers. */
const block = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]) => {
    const size = 2 ** (32 - prefix);
    const first = address - (address % size);
    return { text: toText(first, prefix), first, last: first + size - 1, prefix };
  });

/** Two blocks that meet more often than chance would have it: the second begins inside the first. */
const neighbours = fc
  .tuple(
    block,
    fc.integer({ min: 0, max: 32 }),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  )
  .map(([outer, prefix, at]) => {
    const size = 2 ** (32 - prefix);
    const address = outer.first + Math.floor((outer.last - outer.first + 1) * at);
    const first = address - (address % size);
    return [outer, { text: toText(first, prefix), first, last: first + size - 1, prefix }] as const;
  });
const pairs = fc.oneof(fc.tuple(block, block), neighbours);

describe("a block contains another", () => {
  test.each([
    ["10.0.0.0/16", "10.0.1.0/24", true],
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.0.0/16", "10.1.0.0/24", false],
    ["10.0.1.0/24", "10.0.0.0/16", false],
    ["0.0.0.0/0", "255.255.255.255/32", true],
  ])("%s, %s: %s", (outer, inner, contained) => {
    expect(cidrContains(outer, inner)).toBe(contained);
  });

  test("if its addresses are all inside", () => {
    fc.assert(
      fc.property(pairs, ([outer, inner]) => {
        expect(cidrContains(outer.text, inner.text)).toBe(
          outer.first <= inner.first && inner.last <= outer.last,
        );
      }),
    );
  });

  test("and always itself", () => {
    fc.assert(
      fc.property(block, ({ text }) => {
        expect(cidrContains(text, text)).toBe(true);
      }),
    );
  });
});

describe("two blocks overlap", () => {
  test("if they share an address", () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        expect(cidrsOverlap(one.text, other.text)).toBe(one.first <= other.last && other.first <= one.last);
      }),
    );
  });

  test("in whichever order they are named", () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        expect(cidrsOverlap(one.text, other.text)).toBe(cidrsOverlap(other.text, one.text));
      }),
    );
  });
});

describe("a field that takes blocks from /16 to /28", () => {
  const field = cidr(16, 28, "choose another");
  const accepts = (value: unknown) => field.safeParse(value).success;

  test("accepts every block whose prefix is in that range, and no other", () => {
    fc.assert(
      fc.property(block, ({ text, prefix }) => {
        expect(accepts(text)).toBe(prefix >= 16 && prefix <= 28);
      }),
    );
  });

  test("refuses an address inside a block, because AWS would store another", () => {
    fc.assert(
      fc.property(block, fc.nat(), ({ first, last, prefix }, offset) => {
        fc.pre(prefix >= 16 && prefix <= 28);
        const inside = first + 1 + (offset % (last - first));
        expect(accepts(toText(inside, prefix))).toBe(false);
      }),
    );
  });

  test.each([
    "10.0.0.0",
    "10.0.0/16",
    "0x0a.0.0.0/16",
    "010.0.0.0/16",
    "10.0.0.0/016",
    "10.0.0.0/16\n",
    "fd00::/16",
    "",
    16,
  ])("refuses %j", (value) => {
    expect(accepts(value)).toBe(false);
  });

  test("says which blocks it accepts and how to fix a value", () => {
    expect(field.safeParse("10.0.0.0/8").error?.issues.map(({ message }) => message)).toEqual([
      "Allowed: an IPv4 block from /16 to /28 that begins at its first address, such as 10.0.1.0/24. To fix: choose another.",
    ]);
  });
});

test("advice on words suggests the nearest, which differs in at most a third of its letters", () => {
  const advice = { allowed: ["internal", "internet-facing", "per-az"], fix: "do that" };
  const rest = "Allowed: internal, internet-facing, per-az. To fix: do that.";
  expect(advise(advice, "Interal")).toBe(`Did you mean internal? ${rest}`);
  expect(advise(advice, "internet_facng")).toBe(`Did you mean internet-facing? ${rest}`);
  expect(advise(advice, "perAZ")).toBe(`Did you mean per-az? ${rest}`);
  for (const other of ["public", "az", "", 5, null, undefined]) expect(advise(advice, other)).toBe(rest);
});

test("advice is two sentences", () => {
  expect(advise({ allowed: "this", fix: "do that" })).toBe("Allowed: this. To fix: do that.");
});
