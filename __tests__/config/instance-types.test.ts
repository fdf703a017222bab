import { isGraviton, isInstanceType, memoryMiB } from "../../src/config/instance-types";

test("a family with a g that is no Graviton's starts the image", () => {
  for (const type of ["g5.xlarge", "g4dn.xlarge", "gr6.4xlarge", "vt1.3xlarge"])
    expect([isGraviton(type), isInstanceType(type)]).toEqual([false, true]);
  for (const type of ["t4g.micro", "g5g.xlarge", "mac2.metal"]) expect(isInstanceType(type)).toBe(false);
});

test("the memory of small types is known", () => {
  expect(["t2.nano", "t3.micro", "t3a.small", "c7a.medium", "m7a.medium", "c5.large"].map(memoryMiB)).toEqual(
    [512, 1024, 2048, 2048, undefined, undefined],
  );
});
