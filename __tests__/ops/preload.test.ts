import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PRELOAD = "--require ./src/ops/preload.cjs";
const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as unknown;

test("the app and every script that runs TypeScript preload it", () => {
  const { app } = read("cdktf.json") as { app: string };
  const { scripts } = read("package.json") as { scripts: Record<string, string> };
  const commands = [app, ...Object.values(scripts)].filter((command) => command.endsWith(".ts"));
  expect(commands.length).toBeGreaterThanOrEqual(5);
  expect(commands.filter((command) => !command.startsWith(`node ${PRELOAD} `))).toEqual([]);
});

/** Runs TypeScript in an empty folder with the preloaded file. */
function run(source: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "careflowai-"));
  try {
    symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
    const script = join(folder, "script.ts");
    writeFileSync(script, source.join("\n"));
    const { status, stdout, stderr } = spawnSync(process.execPath, [...PRELOAD.split(" "), script], {
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: join(folder, "out") },
    });
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return { status, stdout, stderr, files };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("errors of TypeScript name the line of the source, and packages load too", () => {
  const { status, stderr } = run([
    'import { Vpc } from "@cdktf/provider-aws/lib/vpc";',
    "interface Thing {",
    "  readonly type: string;",
    "}",
    "",
    "const thing: Thing = { type: Vpc.tfResourceType };",
    "throw new Error(thing.type);",
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain("Error: aws_vpc\n");
  expect(stderr).toMatch(/script\.ts:7:7\)?\n/);
});

test("an asset is archived all the same, although archiver is not loaded", () => {
  const { status, stdout, files } = run([
    'import { App, AssetType, TerraformAsset, TerraformStack } from "cdktf";',
    "const app = new App();",
    'const path = __dirname + "/node_modules/zod/v4/mini";',
    'new TerraformAsset(new TerraformStack(app, "stack"), "asset", { path, type: AssetType.ARCHIVE });',
    "app.synth();",
    'console.log(Object.keys(require.cache).filter((path) => path.includes("zip-stream")).length);',
  ]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "0\n" });
  expect(files.filter((path) => path.endsWith("archive.zip"))).toHaveLength(1);
});
