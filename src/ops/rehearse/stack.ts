import type { Change, PlanJson } from "../../review/plan";
import { changesIn } from "../../review/plan";
import type { Terraform } from "../terraform-cli/terraform";
import { TerraformError } from "../terraform-cli/terraform";
import type { Artefact } from "./artefacts";
import { explanation } from "./artefacts";
import type { Report } from "../terraform-cli/report";
import type { Session } from "./session";
import { StackCopy } from "./stack-copy";

const PLAN = "reviewed.tfplan";
const SECOND_PLAN = "second.tfplan";

/** A stack in the emulator's account. */
export class RehearsedStack {
  readonly terraform: Terraform;
  /** What differed in second plans without being a fault of the stack. */
  private readonly artefacts = new Set<Artefact>();
  private readonly copy: StackCopy;

  constructor(
    readonly name: string,
    private readonly session: Session,
    private readonly report: Report,
  ) {
    const directory = session.stackDirectory(name);
    this.copy = new StackCopy(directory, session.provider.version);
    this.terraform = session.terraform(directory);
  }

  /**
   * Prepares a synthesized stack for Terraform's commands.
   *
   * @throws {TerraformError} if init fails.
   */
  async init(text: string): Promise<void> {
    this.copy.write(text);
    await this.phase("init", () => this.session.init(this.terraform));
  }

  /**
   * Deploys a synthesized stack: init, validate, plan, apply, and a second plan, which must be empty.
   *
   * @throws {TerraformError} if a command fails, or if the second plan has changes.
   */
  async deploy(text: string): Promise<void> {
    await this.init(text);
    await this.phase("validate", () => this.terraform.validate());
    await this.planAndApply("apply", "plan");
    await this.phase("second plan", () => this.secondPlan());
  }

  /**
   * Changes the deployed stack to another synthesized one: plan, apply, and a second plan, which must be empty. Returns
   * what the plan changed. `label` names the change in the report.
   *
   * @throws {TerraformError} if a command fails, or if the second plan has changes.
   */
  async change(text: string, label: string): Promise<Change[]> {
    this.copy.write(text);
    await this.planAndApply(`${label}: apply`, `${label}: plan`);
    await this.phase(`${label}: second plan`, () => this.secondPlan());
    return changesIn(await this.terraform.show(PLAN)).filter((change) => explanation(change) === undefined);
  }

  /**
   * Asks Terraform to destroy a protected stack.
   *
   * @throws {Error} if it would do so.
   */
  async refuseDestroy(): Promise<void> {
    await this.phase("protect", async () => {
      const refusal = await this.terraform.plan(PLAN, "-destroy").then(() => "", String);
      if (!refusal.includes("Instance cannot be destroyed"))
        throw new Error(`${this.name} is protected, but Terraform would destroy it. ${refusal}`);
      return "refuses destroy";
    });
  }

  /**
   * Lifts the protection of resources that no setting unprotects, those of the state stack.
   *
   * @throws {TerraformError} if it fails.
   */
  async unprotect(text: string): Promise<void> {
    this.copy.unprotect(text);
    await this.change(text, "unprotect");
  }

  /**
   * Destroys every resource of the stack.
   *
   * @throws {TerraformError} if it fails.
   */
  async destroy(): Promise<void> {
    await this.phase("destroy", async () => {
      await this.terraform.destroy();
    });
  }

  /** A line per artefact that was seen. */
  artefactLines(): string[] {
    return [...this.artefacts].map(
      ({ type, attribute, reason }) => `${this.name}: artefact ${type}.${attribute}: ${reason}`,
    );
  }

  private async planAndApply(apply: string, plan: string): Promise<void> {
    let total = 0;
    await this.phase(plan, async () => {
      const { add, change, remove } = await this.terraform.plan(PLAN);
      total = add + change + remove;
      return `${String(add)} to add, ${String(change)} to change, ${String(remove)} to destroy`;
    });
    await this.report.apply(this.name, apply, this.terraform, PLAN, total);
  }

  private async secondPlan(): Promise<string> {
    const { isEmpty } = await this.terraform.plan(SECOND_PLAN);
    if (isEmpty) return "empty";
    const plan = await this.terraform.show(SECOND_PLAN);
    const changes = changesIn(plan);
    const unexplained = changes.filter((change) => {
      const artefacts = explanation(change);
      for (const artefact of artefacts ?? []) this.artefacts.add(artefact);
      return artefacts === undefined;
    });
    const outputs = changes.length === 0 ? changedOutputs(plan) : [];
    const lines = [...unexplained.map(changeText), ...outputs];
    if (lines.length > 0) throw new TerraformError("plan", ["The second plan is not empty.", ...lines]);
    return `empty, except for artefacts in ${String(changes.length)} resources`;
  }

  private phase(name: string, work: () => Promise<string> | Promise<void>): Promise<void> {
    return this.report.phase(this.name, name, work);
  }
}

function changedOutputs({ output_changes: outputs = {} }: PlanJson): string[] {
  return Object.entries(outputs)
    .filter(([, { actions }]) => actions.join() !== "no-op")
    .map(([name]) => `output ${name} changes`);
}

/** A change as one line: `replace aws_instance.Backend (user_data)`. */
export function changeText({ action, address, attributes }: Change): string {
  return `${action} ${address}${attributes.length > 0 ? ` (${attributes.join(", ")})` : ""}`;
}
