import type { Terraform } from "./terraform";

/** How long each phase of each stack took, printed while it happens and as a table at the end. */
export class Report {
  private readonly seconds = new Map<string, Map<string, number>>();
  private readonly phases = new Set<string>();

  constructor(readonly print: (line: string) => void) {}

  /**
   * Runs one phase of a stack and prints a line when it has ended, and one every 20 seconds until then. `progress` says
   * how far it is; the work returns what there is to say about its result.
   */
  async phase(
    stack: string,
    phase: string,
    work: () => Promise<string> | Promise<void>,
    progress: () => string = () => "",
  ): Promise<void> {
    const begin = performance.now();
    const elapsed = () => (performance.now() - begin) / 1000;
    const line = (text: string) => {
      this.print(
        `${stack.padEnd(20)} ${phase.padEnd(25)} ${elapsed().toFixed(1).padStart(6)} s  ${text}`.trimEnd(),
      );
    };
    const timer = setInterval(() => {
      line(`... ${progress()}`);
    }, 20_000);
    let result = "failed";
    try {
      result = (await work()) ?? "";
    } finally {
      clearInterval(timer);
      line(result);
    }
    this.phases.add(phase);
    const ofStack = this.seconds.get(stack) ?? new Map<string, number>();
    this.seconds.set(stack, ofStack.set(phase, (ofStack.get(phase) ?? 0) + elapsed()));
  }

  /**
   * Applies a saved plan as a phase. `total` is how many resources it creates, updates and destroys; one that it replaces
   * counts twice.
   *
   * @throws {TerraformError} if it fails.
   */
  apply(stack: string, phase: string, terraform: Terraform, file: string, total: number): Promise<void> {
    let done = 0;
    return this.phase(
      stack,
      phase,
      () =>
        terraform.apply(file, ({ type }) => {
          if (type === "apply_complete") done += 1;
        }),
      () => `${String(done)} of ${String(total)}`,
    );
  }

  /** A row per stack and a column per phase, in seconds. */
  table(): string[] {
    const phases = [...this.phases];
    const rows = [...this.seconds].map(([stack, ofStack]) => [
      stack,
      ...phases.map((phase) => ofStack.get(phase)?.toFixed(1) ?? ""),
    ]);
    const all = [["seconds", ...phases], ...rows];
    const widths = (all[0] ?? []).map((_, column) =>
      Math.max(...all.map((row) => (row[column] ?? "").length)),
    );
    return all.map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    );
  }
}
