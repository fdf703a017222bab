import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Testing } from "cdktf";
import type { Construct } from "constructs";
import { trimCdktf } from "../../src/fast-synth.cjs";
import { SecurityGroup } from "../../src/network/security-group";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";

/** Synthesizes the constructs that `make` adds to an empty stack. A stack added here would be left out. */
export function synthConstruct(make: (scope: Construct) => void): SynthesizedStack {
  trimCdktf();
  return SynthesizedStack.parse("test", Testing.synthScope(make));
}

/** A security group, for constructs that need any. */
export const securityGroup = (scope: Construct) =>
  new SecurityGroup(scope, "SecurityGroup", {
    name: "test",
    vpc: new Vpc(scope, "SecurityGroupVpc", {}),
    description: "Test",
  });
