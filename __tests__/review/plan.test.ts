import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanJson } from "../../src/review/plan";
import { changesIn, PlanError, readPlan } from "../../src/review/plan";

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

describe("a file is refused if it is", () => {
  const allowed = "Allowed: a plan as terraform show -json prints it. To fix:";
  const show = "run terraform show -json FILE > plan.json";
  const state = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "a", resources: [] };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "careflowai-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (content: string | Buffer) => {
    const file = join(folder, "plan.json");
    writeFileSync(file, content);
    return readPlan(file);
  };

  test.each([
    ["empty", " \n", `empty. ${allowed} ${show} again, and read its error message.`],
    [
      "truncated",
      '{"format_version":"1.2","resource_changes":[',
      `truncated JSON. ${allowed} ${show} again, and let it end.`,
    ],
    ["not JSON", "Error: No such file", `not JSON. ${allowed} ${show}.`],
    ["JSON of something else", '{"a":1}', `JSON, but not a plan. ${allowed} ${show}.`],
    ["a list", "[]", `JSON, but not a plan. ${allowed} ${show}.`],
    [
      "a state",
      JSON.stringify(state),
      `a state. ${allowed} run terraform plan -out=FILE, then terraform show -json FILE > plan.json.`,
    ],
    [
      "a state as terraform show prints it",
      '{"format_version":"1.0","values":{}}',
      `a state. ${allowed} run terraform plan -out=FILE, then terraform show -json FILE > plan.json.`,
    ],
    [
      "the binary plan",
      "PK\u0003\u0004rest",
      `a binary plan. ${allowed} ${show} on it, in the folder of its stack.`,
    ],
    [
      "of another format",
      '{"format_version":"2.0","resource_changes":[]}',
      `a plan of format 2.0. ${allowed} use a version of Terraform that writes format 1, such as 1.11 or newer.`,
    ],
    [
      "of a run that failed",
      '{"format_version":"1.2","resource_changes":[],"errored":true}',
      `the plan of a run that failed. ${allowed} fix what terraform plan reports, and plan again.`,
    ],
  ])("%s", (_name, content, message) => {
    expect(() => read(content)).toThrow(new PlanError(`${join(folder, "plan.json")}: ${message}`));
  });

  test("missing", () => {
    const file = join(folder, "none.json");
    expect(() => readPlan(file)).toThrow(
      new PlanError(
        `${file}: not readable (ENOENT). ${allowed} name a file that exists and that you may read.`,
      ),
    );
  });

  test("but not if it is UTF-16, as PowerShell writes it", () => {
    const text = '\uFEFF{"format_version":"1.2","planned_values":{}}';
    expect(read(Buffer.from(text, "utf16le"))).toEqual({ format_version: "1.2", planned_values: {} });
  });
});
