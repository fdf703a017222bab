import type { Change } from "../../review/plan";

/** A difference in a second plan that comes from the emulator or from the provider, not from the stack. */
export interface Artefact {
  readonly type: string;
  readonly attribute: string;
  readonly reason: string;
}

export const ARTEFACTS: readonly Artefact[] = [
  {
    type: "aws_instance",
    attribute: "user_data",
    reason:
      "provider 5 hashes the stored hash again (https://github.com/hashicorp/terraform-provider-aws/issues/30825)",
  },
];

/** The artefacts that explain a change wholly; undefined if part of it is not explained. */
export function explanation({ type, action, attributes }: Change): readonly Artefact[] | undefined {
  if (action !== "update") return undefined;
  const known = attributes.map((attribute) =>
    ARTEFACTS.find((artefact) => artefact.type === type && artefact.attribute === attribute),
  );
  return known.every((artefact) => artefact !== undefined) ? known : undefined;
}
