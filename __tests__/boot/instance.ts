import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { text } from "../../src/synthesized/synthesized-stack";
import { userDataText } from "../../src/synthesized/user-data";
import type { ConfigInput } from "../../src/config/config-input";
import { only } from "../helpers/blocks";
import { configWith } from "../helpers/config";
import { synthStack } from "../helpers/synth";

/** What `.ci/boot` has prepared; empty where it has not, or could not. */
const BOOT_ROOT = process.env.BOOT_ROOT ?? "";

/** Tests on an instance that boots: under `.ci/boot`, which needs root. Elsewhere they count as skipped. */
export function describeBoot(name: string, tests: () => void): void {
  const reason = process.env.BOOT_SKIPPED ?? "run .ci/boot, as root";
  if (BOOT_ROOT) describe(name, tests);
  else describe.skip(`${name} (skipped: ${reason})`, tests);
}

/** What differs between boots: the environment, and the services that the instance reaches. */
export interface Scenario {
  readonly environment: "dev" | "prod";
  readonly backend?: Partial<ConfigInput["environments"][string]["backend"]>;
  /** Values in Parameter Store, by full name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The path that the instance's role may read: by default its own. */
  readonly readablePath?: string;
  /** Token that the git server asks for. */
  readonly token?: string;
  /** Whether the archive of packages answers. */
  readonly packages?: boolean;
  /** The package of the agent: signed by the expected key, by another one, or not where AWS publishes it. */
  readonly agent?: "signed" | "forged" | "missing";
  /** Whether the git server redirects to another one. */
  readonly moved?: boolean;
  /** Whether every server but the metadata service fails at first. */
  readonly unreliable?: boolean;
  /** Environment variables of cloud-init, such as the boot script's time limits. */
  readonly variables?: Readonly<Record<string, number>>;
}

interface Answer {
  readonly status: number;
  readonly body: any;
}

/** The user data of an environment's launch template, compressed as EC2 receives it from Terraform. */
export function userData({ environment, backend }: Scenario): Buffer {
  const config = configWith((copy) => {
    Object.assign(copy.environments[environment].backend, backend);
  });
  const template = only(synthStack(`careflowai-${environment}`, config), LaunchTemplate);
  const key = readFileSync(join(BOOT_ROOT, "agent-signed/fingerprint"), "utf8").trim();
  return gzipSync(userDataText(text(template.body.user_data)).replace(AWS_AGENT_KEY, key));
}

/** Only AWS can sign with its key. */
const AWS_AGENT_KEY = "937616F3450B7D806CBD9725D58167303B789C72";

/** Boots one instance for the tests around, before all of them. */
export function bootForAll(label: string, scenario: Scenario): () => Instance {
  let instance: Instance | undefined;
  beforeAll(async () => {
    instance = await Instance.boot(label, scenario);
  });
  afterAll(() => {
    instance?.terminate();
  });
  return () => {
    if (!instance) throw new Error(`${label} has not booted`);
    return instance;
  };
}

/** An instance in a container, with its own network and all that a boot needs around it. */
export class Instance {
  /** Seconds from the start of the system to the first healthy answer through nginx; none if there was none. */
  secondsToHealthy: number | undefined;
  private readonly run: string;
  private readonly name: string;
  private readonly startedAt = performance.now();
  private ended = false;

  private constructor(
    readonly label: string,
    scenario: Scenario,
  ) {
    this.run = mkdtempSync(join(BOOT_ROOT, "runs", "boot-"));
    this.name = basename(this.run);
    const instanceId = INSTANCE_ID;
    const { environment, variables = {}, ...around } = scenario;
    const files = {
      "user-data": userData(scenario),
      "meta-data": `instance-id: ${instanceId}\nlocal-hostname: ip-10-0-1-10\n`,
      "scenario.json": JSON.stringify({
        region: "us-east-1",
        instanceId,
        parameters: {},
        readablePath: `/careflowai/${environment}`,
        token: null,
        packages: true,
        agent: "signed",
        moved: false,
        unreliable: false,
        ...around,
      }),
      "drop-in.conf": `[Service]\n${Object.entries(variables)
        .map(([name, value]) => `Environment=${name}=${String(value)}\n`)
        .join("")}`,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.run, name), content);
    const log = openSync(join(this.run, "console.log"), "w");
    const container = spawn(join(__dirname, "launch"), [this.run], { stdio: ["ignore", log, log] });
    container.on("exit", () => {
      this.ended = true;
    });
  }

  /** Starts an instance and waits until cloud-init is through. */
  static async boot(label: string, scenario: Scenario): Promise<Instance> {
    const instance = new Instance(label, scenario);
    try {
      await instance.cloudInit();
    } catch (error) {
      instance.terminate();
      throw error;
    }
    return instance;
  }

  private async cloudInit(): Promise<void> {
    const deadline = performance.now() + 300_000;
    while (!existsSync(join(this.run, "root/var/lib/cloud/instances", INSTANCE_ID, "boot-finished"))) {
      if (this.ended) throw new Error(`${this.label}: the container ended:\n${this.log("console.log")}`);
      if (performance.now() > deadline) throw new Error(`${this.label}: no end of:\n${this.bootLog}`);
      this.lookForHealth();
      await pause(250);
    }
    this.lookForHealth();
    say(
      `${this.label}: cloud-init took ${this.seconds.toFixed(1)} s, ${
        this.secondsToHealthy === undefined
          ? "and the instance is not healthy"
          : `first healthy answer after ${this.secondsToHealthy.toFixed(1)} s`
      }`,
    );
  }

  private lookForHealth(): void {
    if (this.secondsToHealthy === undefined && this.fromOutside(80).status === 200) {
      this.secondsToHealthy = this.seconds;
    }
  }

  private get seconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }

  /** What a command line prints on the instance, where root runs it. */
  command(line: string): string {
    const { status, stdout, output } = this.attempt(line);
    if (status !== 0) throw new Error(`${line}: exit ${String(status)}\n${output.slice(-2000)}`);
    return stdout;
  }

  /** As `command`, for what may fail. */
  attempt(line: string): { status: number | null; stdout: string; output: string } {
    const leader = this.leader ?? "";
    const done = spawnSync(
      "nsenter",
      ["--target", leader, "--all", "--", "/usr/bin/env", "-i", `PATH=${PATH}`, "/bin/bash", "-c", line],
      { encoding: "utf8", timeout: 240_000, maxBuffer: 2 ** 26 },
    );
    return { status: done.status, stdout: done.stdout, output: done.stdout + done.stderr };
  }

  /** The process that the instance takes for its first. */
  private get leader(): string | undefined {
    const { stdout } = spawnSync("ip", ["netns", "pids", `${this.name}-instance`], { encoding: "utf8" });
    return stdout.split("\n").find((pid) => pid !== "" && /^NSpid:.*\t1$/m.test(this.statusOf(pid)));
  }

  private statusOf(pid: string): string {
    const path = `/proc/${pid}/status`;
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }

  /** `GET` from another host of the VPC, such as the load balancer. */
  fromOutside(port: number, path = "/health", headers: Readonly<Record<string, string>> = {}): Answer {
    const { stdout } = spawnSync(
      "ip",
      ["netns", "exec", `${this.name}-outside`, ...curl(`http://10.0.1.10:${String(port)}${path}`, headers)],
      { encoding: "utf8" },
    );
    return answer(stdout);
  }

  /** `GET` on the instance itself. */
  fromInside(port: number, path = "/health"): Answer {
    return answer(this.attempt(curl(`http://127.0.0.1:${String(port)}${path}`).join(" ")).stdout);
  }

  /** Waits for an answer that a test is for. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const deadline = performance.now() + 60_000;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error(`${this.label}: not within 60 s: ${what}`);
      await pause(250);
    }
  }

  /** Deploys a ref in place, and says what nginx answered meanwhile: versions, or statuses where it was no 200. */
  redeploy(ref: string): { status: number; log: string; answers: { second: number; answer: string }[] } {
    const lines = this.command(
      `
      RETRY_SECONDS=0 HEALTH_SECONDS=10 ${BOOT} ${ref} >/tmp/redeploy.log 2>&1 & job=$!
      poll() { echo "$EPOCHREALTIME $(${curl("http://127.0.0.1/health").join(" ")} | tr '\\r\\n' '  ')"; }
      while poll; kill -0 $job 2>/dev/null; do sleep 0.1; done
      wait $job; echo "$?"; poll`,
    )
      .trim()
      .split("\n");
    const status = Number(lines.splice(-2, 1)[0]);
    const answers = lines.map((line) => {
      const [time = "", ...rest] = line.split(" ");
      const { status, body } = answer(rest.join(" "));
      return { second: Number(time), answer: status === 200 ? String(body.version) : String(status) };
    });
    return { status, log: this.command("cat /tmp/redeploy.log"), answers };
  }

  get bootLog(): string {
    return this.log("upper/var/log/careflowai/boot.log");
  }

  /** What cloud-init found wrong. */
  get errors(): string[] {
    return JSON.parse(this.command("cat /run/cloud-init/result.json")).v1.errors;
  }

  /** Requests from the instance to other services, a line each: host, method, path, status. */
  get requests(): string[] {
    return this.log("outside.log").split("\n");
  }

  /** Files that the boot has written and that hold a text. */
  filesWith(needle: string): string[] {
    const { stdout } = spawnSync(
      "grep",
      ["--recursive", "--files-with-matches", "--fixed-strings", "--", needle, join(this.run, "upper")],
      { encoding: "utf8" },
    );
    return stdout.split("\n").filter(Boolean);
  }

  terminate(): void {
    spawnSync(join(__dirname, "terminate"), [this.run], { stdio: "inherit" });
  }

  private log(file: string): string {
    const path = join(this.run, file);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }
}

const INSTANCE_ID = "i-0123456789abcdef0";

/** The script that cloud-init runs, and a redeploy. */
export const BOOT = "/opt/careflowai/bin/boot";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const curl = (url: string, headers: Readonly<Record<string, string>> = {}) => [
  ...["curl", "--silent", "--max-time", "5", "--write-out", "%{http_code}"],
  ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
  url,
];

/** The status is the last three characters of what curl prints; 000 where nothing answered. */
function answer(output: string): Answer {
  const status = Number(output.slice(-3));
  return { status, body: status === 200 ? JSON.parse(output.slice(0, -3)) : output.slice(0, -3) };
}

/** To the terminal at once; jest keeps console.log back. */
export function say(message: string): void {
  process.stderr.write(`boot: ${message}\n`);
}

export const pause = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
