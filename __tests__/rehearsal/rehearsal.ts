import type { ConfigInput } from "../../src/config/config-input";
import { STATE_STACK, synthesizedTexts } from "../../src/ops/rehearse/configurations";
import { Report } from "../../src/ops/terraform-cli/report";
import { Session } from "../../src/ops/rehearse/session";
import { RehearsedStack } from "../../src/ops/rehearse/stack";
import { config } from "../helpers/documented";

/** Tests with Terraform, the AWS provider and an emulator: under `.ci/rehearse`. Elsewhere they count as skipped. */
export function describeRehearsal(name: string, tests: () => void): void {
  const reason = process.env.REHEARSAL_SKIPPED ?? "run .ci/rehearse";
  if (process.env.REHEARSAL === "on") describe(name, tests);
  else describe.skip(`${name} (skipped: ${reason})`, tests);
}

/** The text of one stack's `cdk.tf.json`. */
export function textOf(name: string, input: ConfigInput = config): string {
  const text = synthesizedTexts(input).get(name);
  if (text === undefined) throw new Error(`no stack ${name}`);
  return text;
}

/** An emulated account for the tests of a file. Progress is written to standard error, as it comes. */
export class Rehearsal {
  private readonly report = new Report(print);

  private constructor(readonly session: Session) {}

  static async start(): Promise<Rehearsal> {
    return new Rehearsal(await Session.start({ stack: textOf(STATE_STACK), print }));
  }

  stack(name: string): RehearsedStack {
    return new RehearsedStack(name, this.session, this.report);
  }

  /** Creates the state bucket without its stack, for which the provider waits a minute. */
  async createStateBucket(): Promise<void> {
    await this.stateBucket("", { method: "PUT" });
  }

  /** A call of S3's API on the state bucket, such as `?versions`. */
  async stateBucket(call: string, { method = "GET", body = null }: RequestInit = {}): Promise<string> {
    const scope = "111122223333/20260101/us-east-1/s3/aws4_request";
    const url = `${this.session.emulator.endpoint}/111122223333-careflowai-tfstate${call}`;
    const response = await fetch(url, {
      method,
      body,
      headers: { Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    });
    if (!response.ok) throw new Error(`${method} ${url}: ${String(response.status)}`);
    return response.text();
  }
}

/** Starts a rehearsal before all tests around, with what `prepare` adds, and ends it after them. */
export function rehearsalForAll(
  prepare: (rehearsal: Rehearsal) => Promise<void> = () => Promise.resolve(),
): () => Rehearsal {
  let rehearsal: Rehearsal | undefined;
  // The first start installs the emulator.
  beforeAll(async () => {
    rehearsal = await Rehearsal.start();
    await prepare(rehearsal);
  }, 600_000);
  afterAll(() => {
    rehearsal?.session.end();
  });
  return () => {
    if (!rehearsal) throw new Error("the rehearsal has not started");
    return rehearsal;
  };
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}
