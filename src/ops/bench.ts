/**
 * `npm run bench`: how long synth takes and how much memory, as ratios to an empty app measured in the same run.
 * A benchmark to read, not a test: figures depend on the machine, ratios less so.
 */
import { fork, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SynthesizedStack } from "../checks/synthesized-stack";

const RUNS = 7;
const EMPTY_APP = "src/ops/bench/empty-app.ts";

interface Measurement {
  readonly seconds: number;
  readonly peakMemoryMb: number;
}

const work = mkdtempSync(join(tmpdir(), "bench-"));
const outdir = join(work, "out");

function measureOnce(script: string, args: readonly string[]): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    let peakMemoryMb = 0;
    const child = fork(script, args, {
      execArgv: [
        "--import",
        "tsx",
        "--import",
        new URL("bench/report-memory.mjs", `file://${__dirname}/`).href,
      ],
      env: { ...process.env, CDKTF_OUTDIR: outdir },
    });
    child.on("message", (message: { peakMemoryMb: number }) => ({ peakMemoryMb } = message));
    child.on("exit", (code) => {
      if (code === 0) resolve({ seconds: (performance.now() - begin) / 1000, peakMemoryMb });
      else reject(new Error(`${script} exited with ${String(code)}`));
    });
  });
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

async function measure(
  label: string,
  script: string,
  args: readonly string[] = [],
  runs = RUNS,
): Promise<Measurement> {
  const all: Measurement[] = [];
  for (let run = 0; run < runs; run += 1) {
    process.stderr.write(`\r${label}: run ${String(run + 1)} of ${String(runs)}   `);
    all.push(await measureOnce(script, args));
  }
  process.stderr.write("\r\x1b[K");
  return {
    seconds: median(all.map(({ seconds }) => seconds)),
    peakMemoryMb: median(all.map(({ peakMemoryMb }) => peakMemoryMb)),
  };
}

function measureCli(label: string, app: string): number {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    process.stderr.write(`\r${label}: run ${String(run + 1)} of 3   `);
    const begin = performance.now();
    const { status, stderr } = spawnSync("npx", ["cdktf", "synth", "--app", app, "--output", outdir], {
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    times.push((performance.now() - begin) / 1000);
  }
  process.stderr.write("\r\x1b[K");
  return median(times);
}

const row = (label: string, value: string, goal = "") => {
  console.log(`${label.padEnd(48)}${value.padStart(12)}   ${goal}`);
};

async function main(): Promise<void> {
  const empty = await measure("an empty app", EMPTY_APP);
  const app = await measure("the app", "main.ts");
  row("an empty app", `${empty.seconds.toFixed(2)} s`);
  row("the app", `${app.seconds.toFixed(2)} s`);
  row("the app to an empty one", `${(app.seconds / empty.seconds).toFixed(2)} x`, "goal: at most 1.8");
  row("peak memory of the app", `${app.peakMemoryMb.toFixed(0)} MB`, "goal: under 190");

  const emptyCli = measureCli("cdktf synth of an empty app", `node --import tsx ${EMPTY_APP}`);
  const cli = measureCli("cdktf synth", "node --import tsx main.ts");
  row("cdktf synth of an empty app", `${emptyCli.toFixed(2)} s`);
  row("cdktf synth of everything", `${cli.toFixed(2)} s`);
  row("cdktf synth of everything to an empty one", `${(cli / emptyCli).toFixed(2)} x`, "goal: at most 1.25");

  let baseline: Measurement | undefined;
  for (const count of [1, 10, 100]) {
    const label = `${String(count)} environment${count === 1 ? "" : "s"}`;
    const measured = await measure(label, "src/ops/bench/scaled-app.ts", [String(count)], 3);
    const resources = SynthesizedStack.readAll(outdir).flatMap((stack) => stack.resources()).length;
    row(
      label,
      `${measured.seconds.toFixed(2)} s`,
      `${measured.peakMemoryMb.toFixed(0)} MB, ${String(resources)} resources`,
    );
    baseline ??= measured;
    if (count === 1) continue;
    const perResource = ((measured.seconds - baseline.seconds) * 1000) / resources;
    row(
      `  beyond one environment, per resource`,
      `${perResource.toFixed(2)} ms`,
      "goal: under 0.3, and the same in both rows",
    );
  }
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(work, { recursive: true });
  });
