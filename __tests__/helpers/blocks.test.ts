import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { only, reference, resourcesOf } from "./blocks";

const Vpc = { name: "Vpc", tfResourceType: "aws_vpc" };
const DataAwsVpc = { name: "DataAwsVpc", tfResourceType: "aws_vpc" };
const stack = new SynthesizedStack("test", {
  resource: { aws_vpc: { One: { tags: { Name: "a" } }, Two: { tags: { Name: "b" } } } },
  data: { aws_vpc: { Found: {} } },
});

test("resources and data sources of the same type are kept apart", () => {
  expect(resourcesOf(stack, Vpc).map(({ address }) => address)).toEqual(["aws_vpc.One", "aws_vpc.Two"]);
  expect(only(stack, DataAwsVpc).address).toBe("data.aws_vpc.Found");
});

test("a block is found by its attributes, and referred to", () => {
  const where = { tags: { Name: "b" } };
  expect(resourcesOf(stack, Vpc, where).map(({ address }) => address)).toEqual(["aws_vpc.Two"]);
  expect(only(stack, Vpc, where).body).toEqual(where);
  expect(reference(stack, Vpc, "id", where)).toBe("${aws_vpc.Two.id}");
});

test("no block or several are an error that names the type, the attributes and the blocks found", () => {
  expect(() => only(stack, Vpc)).toThrow(
    new Error("expected one aws_vpc in test, found 2: aws_vpc.One, aws_vpc.Two"),
  );
  expect(() => only(stack, Vpc, { tags: { Name: "c" } })).toThrow(
    new Error('expected one aws_vpc where {"tags":{"Name":"c"}} in test, found 0'),
  );
});
