import { spawnSync } from "node:child_process";
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { RUNBOOKS } from "../../src/observability/runbooks";
import { runbooksPage } from "../../src/ops/runbooks-page";
import { hardenedStacks, soundStacks } from "../helpers/broken";
import { soundStack } from "../helpers/blocks";

const page = runbooksPage(soundStacks());
const sectionsOf = (text: string) =>
  new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf("\n")), section]),
  );
const sections = sectionsOf(page);
const ids = Object.keys(RUNBOOKS);
const idsOf = (stack: SynthesizedStack) =>
  stack
    .resources("aws_cloudwatch_metric_alarm")
    .map(({ body }) => (body.alarm_name as string).replace(`${stack.name}-`, ""));

test("there is a section for every alarm, drills and queries", () => {
  expect([...sections.keys()]).toEqual(["Drills", ...ids, "Queries"]);
});

test.each(ids)(
  "the section on %s says where to look first, the likely causes, how to fix them and how to test the alarm",
  (id) => {
    const text = sections.get(id) ?? "";
    const parts = ["First look", "Likely causes", "Fix", "Drill"];
    const places = parts.map((part) => text.indexOf(`**${part}.**`));
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
    expect(text).toContain(`describe-alarms --alarm-names "careflowai-$ENVIRONMENT-${id}"`);
    expect(text).toContain(
      `set-alarm-state --alarm-name "careflowai-$ENVIRONMENT-${id}" --state-value ALARM --state-reason "Drill"`,
    );
  },
);

test.each(["dev", "staging", "prod", "account"])("each alarm of %s has its row", (name) => {
  const stack = soundStack(`careflowai-${name}`);
  const withRow = ids.filter((id) => sections.get(id)?.includes(`| ${name} |`));
  expect(withRow).toEqual(ids.filter((id) => idsOf(stack).includes(id)));
  expect(withRow).toHaveLength(idsOf(stack).length);
});

test.each([
  [
    "service-down",
    "| prod | critical | below 1 | AWS/ApplicationELB HealthyHostCount: 3 times 1 min in a row | yes |",
  ],
  [
    "low-instances",
    "| prod | warning | below 2 | AWS/AutoScaling GroupInServiceInstances: 3 times 5 min in a row | no |",
  ],
  [
    "status-check",
    "| dev | critical | at least 1 | AWS/EC2 StatusCheckFailed: 3 times 1 min in a row | yes |",
  ],
  [
    "unusual-traffic",
    "| prod | info | above the expected band | AWS/ApiGateway Count: 3 of 24 times 1 h | yes |",
  ],
  [
    "denied-calls",
    "| account | critical | at least 10 | CareFlowAI/Account DeniedCalls: once in 5 min | yes |",
  ],
  ["log-volume", "| prod | info | above 1000000000 | AWS/Logs IncomingBytes: once in 1 d | yes |"],
])("the row of %s says when it fires", (id, row) => {
  expect(sections.get(id)).toContain(row);
});

test("every link within the page leads to one of its sections", () => {
  const links = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor ?? "");
  const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title.toLowerCase().replaceAll(" ", "-"),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
});

test("every command is valid shell and uses only variables that are exported at the top", () => {
  const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code ?? "");
  expect(commands.length).toBeGreaterThan(40);
  const { status, stderr } = spawnSync("bash", ["-n"], { input: commands.join("\n"), encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const known = ["ENVIRONMENT", "BACKEND_LOGS", "API_LOGS", "TRAIL_LOGS", "LOAD_BALANCER"];
  const used = commands.flatMap((code) => [...code.matchAll(/\$([A-Z_]+)/g)].map(([, name]) => name ?? ""));
  expect([...new Set(used)].filter((name) => !known.includes(name))).toEqual([]);
  for (const name of known) expect(page).toContain(`${name}=`);
});

const SINGLE = ["ENVIRONMENT", "AWS_REGION", "BACKEND_LOGS"];
const BALANCED = [...SINGLE, "API_LOGS", "LOAD_BALANCER"];
const ACCOUNT = ["ENVIRONMENT", "AWS_REGION", "TRAIL_LOGS"];

test.each([
  [soundStacks(), { account: ACCOUNT, dev: SINGLE, prod: BALANCED, staging: BALANCED }],
  [hardenedStacks(), { account: ACCOUNT, "hardened-balanced": BALANCED, "hardened-single": SINGLE }],
])("the page exports for each stack the variables that it has, each with a value", (stacks, expected) => {
  const lines = runbooksPage(stacks).match(/^export [A-Z].*$/gm) ?? [];
  const variables = lines.map((line) =>
    line
      .split(" ")
      .slice(1)
      .map((variable) => variable.split("=")),
  );
  expect(Object.fromEntries(variables.map((pairs) => [pairs[0]?.[1], pairs.map(([name]) => name)]))).toEqual(
    expected,
  );
  expect(variables.flat().filter(([, value = ""]) => !/^(?!null$|undefined$)[\w/.-]+$/.test(value))).toEqual(
    [],
  );
});

test("the commands of a section use only variables that every stack with the alarm has", () => {
  // Some alarms exist only with settings that the documented configuration does not have.
  const all = runbooksPage([...soundStacks(), ...hardenedStacks()]);
  const allSections = sectionsOf(all);
  const lines = all.match(/^export [A-Z].*$/gm) ?? [];
  for (const id of ids) {
    const text = allSections.get(id) ?? "";
    const used = [...text.matchAll(/\$([A-Z_]+)/g)].map(([, name = ""]) => name);
    const having = lines.filter((line) => text.includes(`| ${/ENVIRONMENT=(\S+)/.exec(line)?.[1] ?? ""} |`));
    expect(having).not.toEqual([]);
    const missing = having.flatMap((line) => used.filter((name) => !line.includes(` ${name}=`)));
    expect({ id, missing }).toEqual({ id, missing: [] });
  }
});

test("no account and no address is on the page", () => {
  expect(page).not.toMatch(/\d{12}|@example/);
});
