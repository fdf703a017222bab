import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forProvider } from "../../src/ops/rehearse/stack-copy";
import { synthesizedTexts } from "../../src/ops/rehearse/configurations";
import { hardenedConfig } from "../helpers/hardened";
import { config } from "../helpers/documented";
import { cases as accountCases, synthesizeWith } from "../switches/account-cases";
import { allPairs, caseOf } from "../switches/cases";
import { synthesizeCases } from "../switches/synthesize";
import { TOPOLOGIES } from "../switches/table";
import { changes } from "../switching/changes";
import { describeRehearsal, rehearsalForAll } from "./rehearsal";

jest.setTimeout(1_500_000);

/** Every stack that the tests of switches and of switching synthesize, and those of the whole configurations. */
function everyStack(): string[] {
  const cases = [
    ...changes.flatMap(({ before, after }) => [before, after]),
    ...TOPOLOGIES.flatMap((topology) => allPairs(topology).map((labels) => caseOf(topology, labels))),
  ];
  const environments = synthesizeCases([...new Map(cases.map((one) => [one.name, one])).values()]);
  const accounts = accountCases.flatMap(({ labels }) => Object.values(synthesizeWith(labels).texts));
  const whole = [config, hardenedConfig].flatMap((input) => [...synthesizedTexts(input).values()]);
  return [...new Set([...[...environments.values()].map(({ text }) => text), ...accounts, ...whole])];
}

describeRehearsal("the provider accepts", () => {
  const rehearsal = rehearsalForAll();

  test("every stack in every posture and switch", async () => {
    const stacks = everyStack();
    expect(stacks.length).toBeGreaterThan(250);
    // As modules of one configuration with one provider, so that Terraform starts it once.
    const { work, provider } = rehearsal().session;
    const root = join(work, "every-stack");
    const modules = stacks.map((text, position) => {
      const stack = JSON.parse(forProvider(provider.version, text));
      const module = { ...stack, provider: undefined, terraform: undefined };
      const name = `stack-${String(position)}`;
      mkdirSync(join(root, name), { recursive: true });
      writeFileSync(join(root, name, "cdk.tf.json"), JSON.stringify(module));
      return [name, { source: `./${name}` }];
    });
    writeFileSync(join(root, "main.tf.json"), JSON.stringify({ module: Object.fromEntries(modules) }));
    const terraform = rehearsal().session.terraform(root);
    await rehearsal().session.init(terraform, "-backend=false");
    await terraform.validate();
  });
});
