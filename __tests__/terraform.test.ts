import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { createApp } from "../src/app";
import { config } from "./helpers/documented";
import { escapeTemplate, resourcesIn, withoutCreationStacks } from "../src/terraform";
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

describe("without creation stacks", () => {
  const captureStackTrace = Reflect.get(Error, "captureStackTrace");
  afterEach(() => {
    expect(Reflect.get(Error, "captureStackTrace")).toBe(captureStackTrace);
  });

  test("a synthesis writes the same bytes", () => {
    const outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
    const filesOf = (folder: string) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => statSync(join(folder, path)).isFile())
        .sort()
        .map((path) => [path, readFileSync(join(folder, path), "utf8")]);
    try {
      const [withStacks, without] = [join(outdir, "with"), join(outdir, "without")];
      createApp(config, { outdir: withStacks }).synth();
      withoutCreationStacks(() => {
        createApp(config, { outdir: without }).synth();
      });
      expect(filesOf(without)).toEqual(filesOf(withStacks));
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  test("none is taken while it runs, and its result is returned", () => {
    const stackOf = () => {
      const holder: { stack?: string } = {};
      Error.captureStackTrace(holder);
      return holder.stack;
    };
    expect(stackOf()).toContain("terraform.test.ts");
    expect(withoutCreationStacks(stackOf)).toBeUndefined();
    expect(withoutCreationStacks(() => 42)).toBe(42);
  });

  test("an error passes with its own stack", () => {
    const fail = () => {
      throw new RangeError("no way");
    };
    let error: unknown;
    try {
      withoutCreationStacks(fail);
    } catch (caught) {
      error = caught;
    }
    expect(error).toEqual(new RangeError("no way"));
    expect((error as RangeError).stack).toContain("terraform.test.ts");
  });
});
