import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PRELOAD = "--require ./src/ops/typescript.cjs";
const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as unknown;

test("the app and every script that runs TypeScript preload it", () => {
  const { app } = read("cdktf.json") as { app: string };
  const { scripts } = read("package.json") as { scripts: Record<string, string> };
  const commands = [app, ...Object.values(scripts)].filter((command) => command.endsWith(".ts"));
  expect(commands.length).toBeGreaterThanOrEqual(5);
  expect(commands.filter((command) => !command.startsWith(`node ${PRELOAD} `))).toEqual([]);
});

test("errors of TypeScript name the line of the source, and packages load beside it", () => {
  const folder = mkdtempSync(join(tmpdir(), "careflowai-"));
  try {
    symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
    const script = join(folder, "fails.ts");
    const source = [
      'import { Vpc } from "@cdktf/provider-aws/lib/vpc";',
      "interface Thing {",
      "  readonly type: string;",
      "}",
      "",
      "const thing: Thing = { type: Vpc.tfResourceType };",
      "throw new Error(thing.type);",
    ];
    writeFileSync(script, source.join("\n"));
    const { status, stderr } = spawnSync(process.execPath, [...PRELOAD.split(" "), script], {
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toContain("Error: aws_vpc\n");
    expect(stderr).toMatch(/fails\.ts:7:7\)?\n/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
