import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import type { ConfigInput, EnvironmentInput } from "../../src/config/config-input";
import { STATE_STACK } from "../../src/ops/rehearse/configurations";
import type { Action, Change } from "../../src/review/plan";
import { environmentWith, fragmentOf } from "../switches/cases";
import type { Fragment, Topology } from "../switches/table";
import { OWN_NAME, TOPOLOGIES } from "../switches/table";
import { describeRehearsal, Rehearsal, textOf } from "./rehearsal";

jest.setTimeout(1_500_000);

const GUIDE = "docs/plan-guide.md";

/** Settings that an environment goes through, one after the other; the first is what it has from the beginning. */
type SwitchOver = readonly (readonly [label: string, Fragment])[];

const byLabels = (name: string, ...labels: readonly string[]): SwitchOver =>
  labels.map((label) => [`${name} ${label}`, fragmentOf(name, label)]);

const POSTURE = byLabels("posture", "documented", "hardened", "documented");
const PROTECT = byLabels("protect", "off", "on", "off");
const HTTPS = byLabels("https", "off", "on", "off");
const NAT = byLabels("nat", "none", "single", "per-az", "none");
const OFF_HOURS = byLabels("off-hours", "off", "on", "off");
const RELEASE: SwitchOver = ["v1.0.0", "v1.1.0"].map((ref) => [`release ${ref}`, { backend: { ref } }]);
const RECIPIENT: SwitchOver = ["alerts@example.com", "operators@example.com"].map((address) => [
  `recipient ${address}`,
  { notifications: { emailAddresses: [address] } },
]);

/** Whether every environment is deployed: `.ci/rehearse --all`. Otherwise one of each topology. */
const isWhole = process.env.REHEARSAL_ALL === "on";

/** The environments that are deployed side by side, each with its switch-overs in order. */
const EVERY_ENVIRONMENT: Readonly<
  Record<string, { readonly topology: Topology; readonly all: readonly SwitchOver[] }>
> = {
  "single-a": { topology: "single-instance", all: [POSTURE, RELEASE] },
  "single-b": {
    topology: "single-instance",
    all: [byLabels("domain", "none", "frontend", "none"), OFF_HOURS, RECIPIENT],
  },
  "balanced-a": { topology: "load-balanced", all: [POSTURE, RELEASE, PROTECT] },
  "balanced-b": {
    topology: "load-balanced",
    all: [HTTPS, byLabels("domains", "none", "frontend and API", "none")],
  },
  "balanced-c": { topology: "load-balanced", all: [NAT, OFF_HOURS, RECIPIENT] },
};
const ENVIRONMENTS = Object.fromEntries(
  Object.entries(EVERY_ENVIRONMENT).filter(([name]) => isWhole || name.endsWith("-a")),
);

const account = { id: "111122223333", notifications: { emailAddresses: ["alerts@example.com"] } };
const environmentNames = Object.keys(EVERY_ENVIRONMENT);

function environmentText(name: string, topology: Topology, ...fragments: readonly Fragment[]): string {
  const environment = JSON.stringify(environmentWith(topology, ...fragments)).replaceAll(OWN_NAME, name);
  return textOf(`careflowai-${name}`, {
    account,
    environments: { [name]: JSON.parse(environment) as EnvironmentInput },
  });
}

function accountText(more: Partial<ConfigInput["account"]>): string {
  const environments = environmentNames.map((name) => [
    name,
    environmentWith(EVERY_ENVIRONMENT[name]?.topology ?? "load-balanced"),
  ]);
  return textOf("careflowai-account", {
    account: { ...account, trail: { create: true, protect: false }, ...more },
    environments: Object.fromEntries(environments) as ConfigInput["environments"],
  });
}

const EVERYTHING: Partial<ConfigInput["account"]> = {
  trail: { create: true, protect: false, dataEvents: true },
  guardDuty: { create: true },
  costAnomalies: { monitor: { create: true } },
  ci: { repository: "my-company/careflowai-infrastructure", deployEnvironments: environmentNames },
};

interface Row {
  readonly topology: string;
  readonly name: string;
  readonly changes: readonly Change[];
}

describeRehearsal("switching over deployed stacks", () => {
  let rehearsal: Rehearsal;
  let rows: readonly Row[];

  beforeAll(async () => {
    rehearsal = await Rehearsal.start();
    const state = rehearsal.stack(STATE_STACK);
    await state.deploy(textOf(STATE_STACK));
    const switchOver = async (
      stackName: string,
      topology: string,
      steps: readonly (readonly [string, string])[],
    ) => {
      const stack = rehearsal.stack(stackName);
      const [first, ...others] = steps;
      await stack.deploy(first?.[1] ?? "");
      const done: Row[] = [];
      for (const [name, text] of others) {
        done.push({ topology, name, changes: await stack.change(text, name) });
        if (name.endsWith("protect on")) await stack.refuseDestroy();
      }
      await stack.destroy();
      return done;
    };
    const environments = Object.entries(ENVIRONMENTS).map(([name, { topology, all }]) =>
      switchOver(`careflowai-${name}`, topology, [
        ["", environmentText(name, topology)],
        ...all.flatMap((steps) =>
          steps
            .slice(1)
            .map(([label, fragment], position): [string, string] => [
              `${steps[position]?.[0] ?? ""} -> ${label}`,
              environmentText(name, topology, fragment),
            ]),
        ),
      ]),
    );
    const everything = switchOver("careflowai-account", "account", [
      ["", accountText({})],
      ["default -> everything", accountText(EVERYTHING)],
      ["everything -> default", accountText({})],
    ]);
    rows = (await Promise.all([...environments, everything])).flat();
  });
  afterAll(() => {
    rehearsal.session.end();
  });

  test("reaches no address other than this machine's", () => {
    expect([...rehearsal.session.proxy.refused]).toEqual([]);
  });

  test("the state stack, which is always protected, can be destroyed last", async () => {
    const state = rehearsal.stack(STATE_STACK);
    await state.refuseDestroy();
    await state.unprotect(textOf(STATE_STACK));
    await state.destroy();
  });

  test("the plan guide says what is replaced and destroyed; if not, --all -u writes it again", () => {
    const guide = readFileSync(GUIDE, "utf8");
    const [before = "", after = ""] = guide.split(
      /(?<=^## Seen in real plans\n[^]*?\n\n)### [^]*?(?=\n## )/m,
    );
    const updated = formatted(`${before}${tables(rows)}${after}`);
    if (isWhole && process.env.UPDATE_ADDRESSES === "true") writeFileSync(GUIDE, updated);
    const written = tableRows(readFileSync(GUIDE, "utf8"));
    const seen = tableRows(updated);
    expect(isWhole ? written : written.filter((row) => seen.includes(row))).toEqual(seen);
  });
});

/** The rows of the guide's tables of switch-overs, each with its topology. */
function tableRows(guide: string): string[] {
  const section = guide.split("\n## ").find((part) => part.startsWith("Seen in real plans")) ?? "";
  return section.split("\n### ").flatMap((table) => {
    const [topology = "", ...lines] = table.split("\n");
    return lines
      .filter((line) => line.includes(" -> "))
      .map((line) => [topology, ...line.split("|").map((cell) => cell.trim())].join("|"));
  });
}

/** A page as `npm run format` writes it. Prettier cannot be imported under Jest. */
function formatted(text: string): string {
  const prettier = "node_modules/prettier/bin/prettier.cjs";
  return execFileSync(process.execPath, [prettier, "--stdin-filepath", GUIDE], {
    input: text,
    encoding: "utf8",
  });
}

function tables(rows: readonly Row[]): string {
  return [...TOPOLOGIES, "account"]
    .map((topology) => {
      const lines = rows
        .filter((row) => row.topology === topology)
        .map(({ name, changes }) => [
          name,
          typesOf(changes, "replace"),
          typesOf(changes, "delete"),
          ...["update", "create"].map((action) =>
            String(changes.filter((change) => change.action === action).length),
          ),
        ]);
      const all = [
        ["change", "replaced", "destroyed", "changed in place", "created"],
        ["---", "---", "---", "---", "---"],
        ...lines,
      ];
      return `### ${topology}\n\n${all.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
    })
    .join("\n");
}

/** The types of the resources with an action: `aws_eip` (2). */
function typesOf(changes: readonly Change[], action: Action): string {
  const counts = new Map<string, number>();
  for (const change of changes)
    if (change.action === action) counts.set(change.type, (counts.get(change.type) ?? 0) + 1);
  return [...counts]
    .sort()
    .map(([type, count]) => `\`${type}\`${count > 1 ? ` (${String(count)})` : ""}`)
    .join(", ");
}
