/**
 * `npm run bench`: measures the time and memory of synth, compared with an empty app in the same run.
 * It is not a test: the values depend on the machine, the ratios depend on it less. Compared commands run alternately.
 * The report shows the shortest time of each, because other work on the machine can only add time, and the highest peak
 * memory. It shows elapsed time and CPU time.
 */
import { fork, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { command, run } from "./command";
import { SynthesizedStack } from "../synthesized/synthesized-stack";

interface Measurement {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
}

/** A `node` command line, such as `app` in cdktf.json. */
interface Command {
  readonly label: string;
  readonly line: string;
}

const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };
/** A minimal CDKTF app, without code of this project. */
const EMPTY: Command = { label: "empty app", line: "node --import tsx src/ops/bench/empty-app.ts" };
const APP: Command = { label: "app", line: app };

const outdir = mkdtempSync("cdktf.out-bench-");

function measureOnce({ line }: Command, args: readonly string[]): Promise<Measurement> {
  const [, ...execArgv] = line.split(" ");
  const script = execArgv.pop() ?? "";
  return new Promise((done, fail) => {
    const begin = performance.now();
    let usage = { cpuSeconds: NaN, peakMemoryMb: NaN };
    const child = fork(script, args, {
      execArgv: ["--require", resolve("src/ops/bench/report-usage.cjs"), ...execArgv],
      env: { ...process.env, CDKTF_OUTDIR: outdir },
    });
    child.on("message", (message: typeof usage) => (usage = message));
    child.on("exit", (code) => {
      if (code === 0) done({ seconds: (performance.now() - begin) / 1000, ...usage });
      else fail(new Error(`${line} exited with ${String(code)}`));
    });
  });
}

/** The shortest times and the highest peak memory of each command, run alternately after one warm-up run. */
async function measure(
  commands: readonly Command[],
  { runs, args = [] }: { runs: number; args?: readonly string[] },
): Promise<Measurement[]> {
  const all: Measurement[][] = commands.map(() => []);
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, command] of commands.entries()) {
      process.stderr.write(`\r${command.label}: run ${String(run)} of ${String(runs)}   `);
      const measurement = await measureOnce(command, args);
      if (run > 0) all[index]?.push(measurement);
    }
  }
  process.stderr.write("\r\x1b[K");
  return all.map((measurements) => ({
    seconds: Math.min(...measurements.map(({ seconds }) => seconds)),
    cpuSeconds: Math.min(...measurements.map(({ cpuSeconds }) => cpuSeconds)),
    peakMemoryMb: Math.max(...measurements.map(({ peakMemoryMb }) => peakMemoryMb)),
  }));
}

/** The shortest elapsed time of `cdktf synth` for each command, in seconds. */
function measureCli(commands: readonly Command[], runs: number): number[] {
  const all: number[][] = commands.map(() => []);
  for (let run = 1; run <= runs; run += 1) {
    for (const [index, { label, line }] of commands.entries()) {
      process.stderr.write(`\rcdktf synth of ${label}: run ${String(run)} of ${String(runs)}   `);
      const begin = performance.now();
      const { status, stderr } = spawnSync("npx", ["cdktf", "synth", "--app", line, "--output", outdir], {
        env: { ...process.env, CHECKPOINT_DISABLE: "1" },
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(stderr);
      all[index]?.push((performance.now() - begin) / 1000);
    }
  }
  process.stderr.write("\r\x1b[K");
  return all.map((times) => Math.min(...times));
}

const row = (label: string, value: string, goal = "") => {
  console.log(`${label.padEnd(44)}${value.padStart(10)}   ${goal}`);
};
const seconds = ({ seconds, cpuSeconds }: Measurement) =>
  [`${seconds.toFixed(2)} s`, `${cpuSeconds.toFixed(2)} s CPU`] as const;
const ratio = (dividend: number, divisor: number) => `${(dividend / divisor).toFixed(2)} x`;

async function main(): Promise<void> {
  const [emptyApp, wholeApp] = (await measure([EMPTY, APP], { runs: 15 })) as [Measurement, Measurement];
  row("empty app", ...seconds(emptyApp));
  row("app", ...seconds(wholeApp));
  row("ratio of app to empty app", ratio(wholeApp.seconds, emptyApp.seconds), "goal: at most 1.8");
  row("  CPU time", ratio(wholeApp.cpuSeconds, emptyApp.cpuSeconds));
  row("peak memory of app", `${wholeApp.peakMemoryMb.toFixed(0)} MB`, "goal: under 190");

  const [emptyCli = NaN, cli = NaN] = measureCli([EMPTY, APP], 5);
  row("cdktf synth, empty app", `${emptyCli.toFixed(2)} s`);
  row("cdktf synth, app", `${cli.toFixed(2)} s`);
  row("ratio of cdktf synth, app to empty app", ratio(cli, emptyCli), "goal: at most 1.25");

  let baseline: (Measurement & { readonly resources: number }) | undefined;
  for (const count of [1, 10, 100]) {
    const scaled: Command = {
      label: `${String(count)} environment${count === 1 ? "" : "s"}`,
      line: app.replace(/\S+$/, "src/ops/bench/scaled-app.ts"),
    };
    const [measurement] = (await measure([scaled], { runs: 9, args: [String(count)] })) as [Measurement];
    const resources = SynthesizedStack.readAll(outdir).flatMap((stack) => stack.resources()).length;
    row(scaled.label, ...seconds(measurement));
    row("", `${measurement.peakMemoryMb.toFixed(0)} MB`, `${String(resources)} resources`);
    baseline ??= { ...measurement, resources };
    if (count === 1) continue;
    const addedResources = resources - baseline.resources;
    const perResource = (total: number, first: number) =>
      `${(((total - first) * 1000) / addedResources).toFixed(2)} ms`;
    row(
      "  per resource beyond the first environment",
      perResource(measurement.seconds, baseline.seconds),
      "goal: under 0.3 ms, and the same in both rows",
    );
    row("  CPU time", perResource(measurement.cpuSeconds, baseline.cpuSeconds));
  }
}

void run(command("bench", "Measures synth, relative to an empty app.").action(main)).finally(() => {
  rmSync(outdir, { recursive: true });
});
