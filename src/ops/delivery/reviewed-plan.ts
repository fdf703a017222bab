import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "../command";

/** What a plan was made from, so that nothing else is applied. */
interface Fingerprint {
  /** SHA-256 of the stack's `cdk.tf.json`. */
  readonly stack: string;
  /** SHA-256 of the plan file. */
  readonly plan: string;
}

/** The files of one stack's plan, from `npm run plan` to `npm run apply`. */
export class ReviewedPlan {
  private readonly directory: string;

  constructor(
    outdir: string,
    private readonly stack: string,
  ) {
    this.directory = resolve(outdir, "plans", stack);
    mkdirSync(this.directory, { recursive: true });
  }

  /** Terraform's plan file. It contains values that a plan on screen hides, so treat it as a secret. */
  get file(): string {
    return join(this.directory, "reviewed.tfplan");
  }

  /** Remembers what the plan file was made from. */
  seal(stackText: string): void {
    const fingerprint: Fingerprint = { stack: sha256(stackText), plan: sha256(readFileSync(this.file)) };
    writeFileSync(this.fingerprint, `${JSON.stringify(fingerprint, null, 2)}\n`);
  }

  /**
   * Checks that the plan file is the one that was reviewed, and that the configuration still synthesizes to the stack that
   * it was made from.
   *
   * @throws {UsageError} if there is no plan, or if one of the two has changed.
   */
  verify(stackText: string): void {
    const again = `To fix: run npm run plan -- ${this.stack.replace(/^careflowai-/, "")} and review it`;
    if (!existsSync(this.file) || !existsSync(this.fingerprint))
      throw new UsageError(`plan of ${this.stack}: none. ${again}.`);
    const { stack, plan } = JSON.parse(readFileSync(this.fingerprint, "utf8")) as Fingerprint;
    if (plan !== sha256(readFileSync(this.file)))
      throw new UsageError(
        `plan of ${this.stack}: the plan file is not the one that was reviewed. ${again}.`,
      );
    if (stack !== sha256(stackText))
      throw new UsageError(
        `plan of ${this.stack}: the configuration has changed since the plan. ${again} again.`,
      );
  }

  private get fingerprint(): string {
    return join(this.directory, "fingerprint.json");
  }
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
