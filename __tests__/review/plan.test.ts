import type { PlanJson } from "../../src/review/plan";
import { changesIn } from "../../src/review/plan";

const change = (
  actions: string[],
  before: object | null = null,
  after: object | null = null,
  unknown: object = {},
) =>
  ({
    resource_changes: [
      {
        address: "aws_vpc.Vpc",
        mode: "managed",
        type: "aws_vpc",
        change: { actions, before, after, after_unknown: unknown },
      },
    ],
  }) as PlanJson;

test.each([
  [["create"], "create"],
  [["update"], "update"],
  [["delete"], "delete"],
  [["forget"], "forget"],
  [["delete", "create"], "replace"],
  [["create", "delete"], "replace"],
])("%j is to %s", (actions, action) => {
  expect(changesIn(change(actions))).toEqual([
    { address: "aws_vpc.Vpc", type: "aws_vpc", action, attributes: [] },
  ]);
});

test.each([[["no-op"]], [["read"]]])("%j changes nothing", (actions) => {
  expect(changesIn(change(actions))).toEqual([]);
});

test("a data source that is read is no change", () => {
  const [data] = change(["read"]).resource_changes ?? [];
  expect(changesIn({ resource_changes: [{ ...(data as any), mode: "data" }] })).toEqual([]);
});

test("the attributes are those that differ, and those with an unknown part", () => {
  const before = {
    id: "vpc-1",
    tags: { a: "1" },
    rule: [{ port: 80, cidr: "10.0.0.0/8" }],
    same: [1],
    arn: "x",
  };
  const after = { tags: { a: "2" }, rule: [{ port: 80 }], same: [1], new: true, arn: "x" };
  const unknown = { id: true, rule: [{ cidr: true }], same: [false], arn: {} };
  expect(changesIn(change(["update"], before, after, unknown))[0]?.attributes).toEqual([
    "id",
    "new",
    "rule",
    "tags",
  ]);
});

test("a plan without resources changes nothing", () => {
  expect(changesIn({})).toEqual([]);
});
