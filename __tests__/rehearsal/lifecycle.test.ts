import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigInput } from "../../src/config/config-input";
import type { RehearsedStack } from "../../src/ops/rehearse/stack";
import { config } from "../helpers/documented";
import { describeRehearsal, rehearsalForAll, textOf } from "./rehearsal";

jest.setTimeout(900_000);

const KEY = "dev/terraform.tfstate";
const VERSIONED =
  '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>';

/** The arguments of the `terraform` commands in a section of the guide, without the folder. */
function commandsIn(section: string): string[][] {
  const [, text = ""] = readFileSync("docs/lifecycle.md", "utf8").split(`\n## ${section}\n`);
  const [untilNext = ""] = text.split("\n## ");
  return [...untilNext.matchAll(/^ *terraform -chdir=\S+ (.*)$/gm)].map(([, args = ""]) => args.split(" "));
}

/** The documented configuration with `dev` under another name or in another form. */
function withDev(name: string, change: object): ConfigInput {
  const { dev, ...others } = config.environments;
  return { ...config, environments: { ...others, [name]: { ...dev, ...change } } } as ConfigInput;
}

describeRehearsal("the lifecycle of an environment", () => {
  const rehearsal = rehearsalForAll(async (started) => {
    await started.createStateBucket();
    await started.stateBucket("?versioning", { method: "PUT", body: VERSIONED });
  });

  const statesIn = async ({ terraform }: RehearsedStack) =>
    (await terraform.run(["state", "list"])).stdout.trim().split("\n");

  test("add, restore an earlier state, rename, move and remove, as the guide says", async () => {
    // Add.
    const dev = rehearsal().stack("careflowai-dev");
    await dev.deploy(textOf("careflowai-dev"));

    // Restore an earlier state.
    const whole = await statesIn(dev);
    const versions = await rehearsal().stateBucket(`?versions&prefix=${KEY}`);
    const [, version = ""] = /<Key>dev\/terraform\.tfstate<\/Key>\s*<VersionId>([^<]+)</.exec(versions) ?? [];
    await dev.terraform.run(["state", "rm", ...whole.filter((address) => address.startsWith("aws_vpc."))]);
    expect(await statesIn(dev)).not.toEqual(whole);
    const earlier = join(dev.terraform.directory, "earlier.tfstate");
    writeFileSync(earlier, await rehearsal().stateBucket(`/${KEY}?versionId=${version}`));
    const [init, push = []] = commandsIn("Restore an earlier state");
    expect(init).toEqual(["init"]);
    await dev.terraform.run(push.map((argument) => argument.replace('"$PWD/earlier.tfstate"', earlier)));
    expect(await statesIn(dev)).toEqual(whole);
    expect(await dev.terraform.plan("restored.tfplan")).toMatchObject({ add: 0, remove: 0 });

    // Rename.
    const lab = rehearsal().stack("careflowai-lab");
    const renamed = textOf("careflowai-lab", withDev("lab", { stateKey: KEY }));
    await lab.init(renamed);
    const { add, remove } = await lab.terraform.plan("renamed.tfplan");
    expect(remove).toBeGreaterThan(10);
    expect(add).toBeLessThan(whole.length);
    await lab.deploy(renamed);

    // Remove: nothing is left.
    await lab.destroy();
    expect(await statesIn(lab)).toEqual([""]);

    // Move to another region: the plan only creates.
    const moved = withDev("dev", {
      region: "eu-west-1",
      network: { publicSubnets: { "eu-west-1a": "10.0.1.0/24" } },
      instance: { availabilityZone: "eu-west-1a" },
    });
    await dev.init(textOf("careflowai-dev", moved));
    const planned = await dev.terraform.plan("moved.tfplan");
    expect(planned).toMatchObject({ change: 0, remove: 0 });
    expect(planned.add).toBeGreaterThan(50);
  });
});
