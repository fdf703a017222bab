import { SynthesizedStack } from "../../../src/synthesized/synthesized-stack";
import { addressesOf, explain, lossesOf, movesOf, read, write } from "./losses";

const recorded = {
  "aws_s3_bucket.Site": { bucket: "site" },
  "aws_s3_bucket_policy.Site": { bucket: "${aws_s3_bucket.Site.id}" },
  "aws_subnet.A": { availability_zone: "us-east-1a", cidr_block: "10.0.1.0/24" },
  "aws_subnet.B": { availability_zone: "us-east-1b", cidr_block: "10.0.2.0/24" },
};
const { "aws_s3_bucket.Site": site, ...others } = recorded;

test("the same addresses are no loss, nor are new ones", () => {
  expect(lossesOf(recorded, recorded)).toEqual([]);
  expect(lossesOf(recorded, { ...recorded, "aws_subnet.C": { cidr_block: "10.0.3.0/24" } })).toEqual([]);
  expect(lossesOf({}, recorded)).toEqual([]);
});

test("an address that disappears is a loss, and what referred to it is not another", () => {
  const renamed = {
    ...others,
    "aws_s3_bucket.Web": site,
    "aws_s3_bucket_policy.Site": { bucket: "${aws_s3_bucket.Web.id}" },
  };
  expect(lossesOf(recorded, renamed)).toEqual(['aws_s3_bucket.Site {"bucket":"site"} disappears']);
});

test("an address that moves is no loss, if it is still the same resource", () => {
  const moves = { "aws_s3_bucket.Site": "aws_s3_bucket.Web" };
  const moved = { ...others, "aws_s3_bucket.Web": site };
  expect(lossesOf(recorded, moved, moves)).toEqual([]);
  expect(lossesOf(recorded, { ...moved, "aws_s3_bucket.Web": { bucket: "web" } }, moves)).toEqual([
    "aws_s3_bucket.Site: bucket changes from site to web",
  ]);
  expect(lossesOf(recorded, others, moves)).toEqual(['aws_s3_bucket.Site {"bucket":"site"} disappears']);
});

test("two addresses that swap their resources are losses", () => {
  const { "aws_subnet.A": a, "aws_subnet.B": b } = recorded;
  expect(lossesOf(recorded, { ...recorded, "aws_subnet.A": b, "aws_subnet.B": a })).toEqual([
    "aws_subnet.A: availability_zone changes from us-east-1a to us-east-1b",
    "aws_subnet.A: cidr_block changes from 10.0.1.0/24 to 10.0.2.0/24",
    "aws_subnet.B: availability_zone changes from us-east-1b to us-east-1a",
    "aws_subnet.B: cidr_block changes from 10.0.2.0/24 to 10.0.1.0/24",
  ]);
});

test("an attribute that is added or removed is a loss", () => {
  const [before, after] = [{ "aws_lb.X": { name: "x" } }, { "aws_lb.X": { name: "x", internal: true } }];
  expect(lossesOf(before, after)).toEqual(["aws_lb.X: internal changes from null to true"]);
  expect(lossesOf(after, before)).toEqual(["aws_lb.X: internal changes from true to null"]);
});

test("the list of a stack has its resources in order, with what names or replaces them, and its moves", () => {
  const stack = new SynthesizedStack("test", {
    resource: {
      aws_subnet: { B: { cidr_block: "10.0.2.0/24", tags: { Name: "b" } }, A: { cidr_block: "10.0.1.0/24" } },
      aws_budgets_budget: { Monthly: { name: "monthly", limit_amount: "1" } },
    },
    data: { aws_vpc: { Found: { id: "vpc-1" } } },
    moved: [{ from: "aws_subnet.Old", to: "aws_subnet.A" }],
  });
  expect(Object.entries(addressesOf(stack))).toEqual([
    ["aws_budgets_budget.Monthly", { name: "monthly" }],
    ["aws_subnet.A", { cidr_block: "10.0.1.0/24" }],
    ["aws_subnet.B", { cidr_block: "10.0.2.0/24" }],
  ]);
  expect(movesOf(stack)).toEqual({ "aws_subnet.Old": "aws_subnet.A" });
});

test("a list is written as a line for each address, and read back", () => {
  const lists = { "aws_lb.X": { name: "x y" }, "aws_vpc.Y": {} };
  expect(write(lists)).toBe('aws_lb.X {"name":"x y"}\naws_vpc.Y {}\n');
  expect(read(write(lists))).toEqual(lists);
});

test("the explanation names the losses and the ways out", () => {
  expect(explain("careflowai-prod", ["aws_lb.X {} disappears"])).toBe(
    [
      "Where careflowai-prod is deployed, Terraform would destroy or replace these resources:",
      "  aws_lb.X {} disappears",
      "To rename a resource or to move it to another construct without that, call moveFromId on it with its old id.",
      "If the loss is intended, accept it with npm test -- -u, and write a line marked **replaces** in CHANGELOG.md.",
    ].join("\n"),
  );
});
