/**
 * `npm run bench`: how long synth takes and how much memory, as ratios to an empty app measured in the same run.
 * A benchmark to read, not a test: figures depend on the machine, ratios less so. Runs that are compared take turns, and
 * the quickest counts, because other work on the machine only ever adds; of memory the most. Beside the time on the clock
 * stands the processor's.
 */
import { fork, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { SynthesizedStack } from "../synthesized/synthesized-stack";

interface Measurement {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
}

/** A command line of `node`, as `app` in cdktf.json is one. */
interface Command {
  readonly label: string;
  readonly line: string;
}

const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };
/** What somebody writes who begins with CDKTF: nothing of ours in it. */
const EMPTY: Command = { label: "an empty app", line: "node --import tsx src/ops/bench/empty-app.ts" };
const APP: Command = { label: "the app", line: app };

const work = mkdtempSync(join(tmpdir(), "bench-"));
const outdir = join(work, "out");

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

/** The least time and the most memory of each command, run in turn. One run goes before, so that files and caches are warm. */
async function measure(
  commands: readonly Command[],
  { runs, args = [] }: { runs: number; args?: readonly string[] },
): Promise<Measurement[]> {
  const all: Measurement[][] = commands.map(() => []);
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, command] of commands.entries()) {
      process.stderr.write(`\r${command.label}: run ${String(run)} of ${String(runs)}   `);
      const measured = await measureOnce(command, args);
      if (run > 0) all[index]?.push(measured);
    }
  }
  process.stderr.write("\r\x1b[K");
  return all.map((some) => ({
    seconds: Math.min(...some.map(({ seconds }) => seconds)),
    cpuSeconds: Math.min(...some.map(({ cpuSeconds }) => cpuSeconds)),
    peakMemoryMb: Math.max(...some.map(({ peakMemoryMb }) => peakMemoryMb)),
  }));
}

/** The same of `cdktf synth`, by the clock. */
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
  [`${seconds.toFixed(2)} s`, `${cpuSeconds.toFixed(2)} s of the processor`] as const;
const ratio = (one: number, other: number) => `${(one / other).toFixed(2)} x`;

async function main(): Promise<void> {
  const [empty, whole] = (await measure([EMPTY, APP], { runs: 15 })) as [Measurement, Measurement];
  row("an empty app", ...seconds(empty));
  row("the app", ...seconds(whole));
  row("the app to an empty one", ratio(whole.seconds, empty.seconds), "goal: at most 1.8");
  row("  the processor's time", ratio(whole.cpuSeconds, empty.cpuSeconds));
  row("peak memory of the app", `${whole.peakMemoryMb.toFixed(0)} MB`, "goal: under 190");

  const [emptyCli = NaN, cli = NaN] = measureCli([EMPTY, APP], 5);
  row("cdktf synth of an empty app", `${emptyCli.toFixed(2)} s`);
  row("cdktf synth of everything", `${cli.toFixed(2)} s`);
  row("cdktf synth of everything to an empty one", ratio(cli, emptyCli), "goal: at most 1.25");

  let baseline: (Measurement & { readonly resources: number }) | undefined;
  for (const count of [1, 10, 100]) {
    const scaled: Command = {
      label: `${String(count)} environment${count === 1 ? "" : "s"}`,
      line: app.replace(/\S+$/, "src/ops/bench/scaled-app.ts"),
    };
    const [measured] = (await measure([scaled], { runs: 9, args: [String(count)] })) as [Measurement];
    const resources = SynthesizedStack.readAll(outdir).flatMap((stack) => stack.resources()).length;
    row(scaled.label, ...seconds(measured));
    row("", `${measured.peakMemoryMb.toFixed(0)} MB`, `${String(resources)} resources`);
    baseline ??= { ...measured, resources };
    if (count === 1) continue;
    const further = resources - baseline.resources;
    const perResource = (total: number, first: number) =>
      `${(((total - first) * 1000) / further).toFixed(2)} ms`;
    row(
      "  beyond one environment, per resource",
      perResource(measured.seconds, baseline.seconds),
      "goal: under 0.3, and the same in both rows",
    );
    row("  the processor's time", perResource(measured.cpuSeconds, baseline.cpuSeconds));
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
