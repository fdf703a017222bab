import { zonesAreNamed } from "../../src/checks/zones-are-named";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every subnet names its zone", () => {
  expect(findingsOnSound(zonesAreNamed)).toEqual([]);
});

test("a zone from a data source is found", () => {
  const findings = findingsAfter(zonesAreNamed, "careflowai-prod", (json) => {
    onlyIn(json, "aws_subnet", "us-east-1a").availability_zone =
      "${data.aws_availability_zones.All.names[0]}";
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_subnet\.\S+ does not name its availability zone$/)]);
});

test("a zone that is left to AWS is found", () => {
  const findings = findingsAfter(zonesAreNamed, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_subnet", "us-east-1b").availability_zone;
  });
  expect(findings).toHaveLength(1);
});
