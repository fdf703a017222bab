import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../command";
import { Processes } from "../terraform-cli/processes";
import { Terraform } from "../terraform-cli/terraform";
import { SynthesizedStack } from "../../synthesized/synthesized-stack";
import { STATE_STACK } from "./configurations";
import type { Emulator } from "./emulator";
import { startEmulator } from "./emulator";
import type { Proxy } from "./proxy";
import { startProxy } from "./proxy";
import type { Provider } from "./provider";
import { findProvider } from "./provider";

export interface SessionOptions {
  /** The text of a stack's `cdk.tf.json`, which names the account and pins the provider. */
  readonly stack: string;
  /** A folder in the layout of a filesystem mirror with the provider. By default, see `findProvider`. */
  readonly providerDir?: string | undefined;
  /** The address of a running emulator. By default, moto is started. */
  readonly endpoint?: string | undefined;
  readonly print: (line: string) => void;
}

/** There is no AWS provider to rehearse with. */
export class NoProviderError extends UsageError {
  override readonly name = "NoProviderError";
}

/** What a rehearsal needs: an emulator, a provider, a folder. All of it ends with the session or with the process. */
export class Session {
  private constructor(
    readonly work: string,
    readonly processes: Processes,
    readonly provider: Provider,
    readonly emulator: Emulator,
    readonly proxy: Proxy,
    private readonly accountId: string,
    private readonly cleanUp: () => void,
  ) {}

  /**
   * @throws {NoProviderError} if no provider is found.
   * @throws {Error} if the emulator does not start.
   */
  static async start({ stack, providerDir, endpoint, print }: SessionOptions): Promise<Session> {
    const work = mkdtempSync(join(tmpdir(), "rehearsal-"));
    const processes = new Processes();
    const cleanUp = () => {
      processes.endAll();
      rmSync(work, { recursive: true, force: true });
    };
    process.once("exit", cleanUp);
    const { accountId, providerVersion: pinned } = SynthesizedStack.parse("", stack);
    const provider = await findProvider(processes, { work, pinned, mirror: providerDir });
    if (!provider)
      throw new NoProviderError(
        `provider: hashicorp/aws ${pinned} was not found, nor a version from 5.100 on. To fix: let Terraform reach its registry, or name a filesystem mirror with --provider-dir.`,
      );
    print(
      provider.version === pinned
        ? `Provider: hashicorp/aws ${pinned}, the pinned version`
        : `Provider: hashicorp/aws ${provider.version}, because the pinned version ${pinned} was not found`,
    );
    const emulator =
      endpoint === undefined ? await startEmulator(processes, accountId) : { endpoint, deny: cannotDeny };
    print(`Emulator: ${emulator.endpoint}, account ${accountId}`);
    const proxy = await startProxy(emulator.endpoint);
    return new Session(work, processes, provider, emulator, proxy, accountId, cleanUp);
  }

  /** Terraform in a folder, with an environment that leads to the emulator and nowhere else. */
  terraform(directory: string): Terraform {
    return new Terraform(directory, this.environment(), this.processes);
  }

  /**
   * `terraform init` with the provider of this session, without a download.
   *
   * @throws {TerraformError} if it fails.
   */
  async init(terraform: Terraform, ...args: readonly string[]): Promise<void> {
    await terraform.init(`-plugin-dir=${this.provider.pluginDirectory}`, ...args);
  }

  /** Of the caller's environment, only where programs and temporary files are: no credentials, profile or setting. */
  environment(): NodeJS.ProcessEnv {
    const { PATH, HOME, TMPDIR } = process.env;
    return {
      PATH,
      HOME,
      TMPDIR,
      AWS_ENDPOINT_URL: this.emulator.endpoint,
      // An emulator with several accounts takes a key id of 12 digits for the account.
      AWS_ACCESS_KEY_ID: this.accountId,
      AWS_SECRET_ACCESS_KEY: "rehearsal",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      HTTP_PROXY: this.proxy.url,
      HTTPS_PROXY: this.proxy.url,
      NO_PROXY: "127.0.0.1,localhost,::1",
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: "/dev/null",
      TF_IN_AUTOMATION: "1",
    };
  }

  /** How an operator uses what is kept. */
  instructions(): string[] {
    const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = this.environment();
    return [
      "The stacks are kept until Ctrl-C. In another terminal:",
      `export AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL ?? ""} AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID ?? ""} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY ?? ""}`,
      `terraform -chdir=${this.stackDirectory(STATE_STACK)} state list`,
    ];
  }

  /** The folder of a stack, at the depth that synth gives it: the state stack keeps its state three folders above. */
  stackDirectory(name: string): string {
    return join(this.work, "cdktf.out/stacks", name);
  }

  /** Ends every process that the session started, at once, and deletes its folder. */
  end(): void {
    process.off("exit", this.cleanUp);
    this.proxy.close();
    this.cleanUp();
  }
}

function cannotDeny(): Promise<void> {
  throw new Error("Only the emulator that a rehearsal starts can deny calls.");
}
