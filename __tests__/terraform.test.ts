import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { escapeTemplate, resourcesIn } from "../src/terraform";
import { synthConstruct } from "./helpers/construct";

test.each([
  ["${x}", "$${x}"],
  ["%{if x}", "%%{if x}"],
  ["a${b}c${d}%{e}", "a$${b}c$${d}%%{e}"],
  ["$${x}", "$$${x}"],
  ["$1 $ {x} % {x} $$ %%", "$1 $ {x} % {x} $$ %%"],
  ["", ""],
])("as a template literal, %j is %j", (text, escaped) => {
  expect(escapeTemplate(text)).toBe(escaped);
});

test("resources are found below the constructs that are named, however deep, and nothing else", () => {
  synthConstruct((scope) => {
    const outer = new Construct(scope, "Outer");
    const inner = new Construct(outer, "Inner");
    const vpc = new Vpc(outer, "Vpc", {});
    new DataAwsSsmParameter(inner, "Image", { name: "x" });
    const association = new EipAssociation(inner, "Association", {});
    const alone = new Vpc(scope, "Alone", {});
    new Vpc(scope, "Other", {});
    expect(resourcesIn(outer, alone)).toEqual([association, vpc, alone]);
  });
});
