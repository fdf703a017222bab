import { spawnSync } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Cdktf from "cdktf";
import type { Intrinsic } from "cdktf/lib/tokens/private/intrinsic";
import type * as App from "../src/app";
import type * as FastSynth from "../src/fast-synth.cjs";
import { config } from "./helpers/documented";

const PRELOAD = "--require ./src/fast-synth.cjs";
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

/** Runs a function with modules loaded for it alone. */
function isolated<T>(run: () => T): T {
  let result: T | undefined;
  jest.isolateModules(() => (result = run()));
  return result as T;
}

describe("CDKTF without part of its work", () => {
  test("writes the same bytes", () => {
    const outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
    const filesOf = (folder: string) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => statSync(join(folder, path)).isFile())
        .sort()
        .map((path) => [path, readFileSync(join(folder, path), "utf8")]);
    const trimmed = jest.fn();
    try {
      isolated(() => {
        jest.doMock("../src/fast-synth.cjs", () => ({ trimCdktf: trimmed }));
        jest.requireActual<typeof App>("../src/app").createApp(config, { outdir }).synth();
      });
      expect(trimmed).toHaveBeenCalledTimes(1);
      // Written by the global set-up.
      expect(filesOf(outdir)).toEqual(filesOf(process.env.SOUND_OUTDIR ?? ""));
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  test("takes no stack trace of a token", () => {
    const stackOf = () =>
      (jest.requireActual<typeof Cdktf>("cdktf").Lazy.anyValue({ produce: () => 1 }) as unknown as Intrinsic)
        .creationStack;
    expect(isolated(stackOf).join("\n")).toContain("fast-synth.test.ts");
    const trimmed = isolated(() => {
      jest.requireActual<typeof FastSynth>("../src/fast-synth.cjs").trimCdktf();
      return stackOf();
    });
    expect(trimmed).toEqual([]);
  });

  test("leaves errors their own stack traces", () => {
    jest.requireActual<typeof FastSynth>("../src/fast-synth.cjs").trimCdktf();
    const holder: { stack?: string } = {};
    Error.captureStackTrace(holder);
    expect(holder.stack).toContain("fast-synth.test.ts");
    expect(new RangeError("no way").stack).toContain("fast-synth.test.ts");
  });
});
