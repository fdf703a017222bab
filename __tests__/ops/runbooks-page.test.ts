import { spawnSync } from "node:child_process";
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { RUNBOOKS } from "../../src/observability/runbooks";
import { runbooksPage } from "../../src/ops/runbooks-page";
import { soundStacks } from "../helpers/broken";
import { soundStack } from "../helpers/blocks";

const page = runbooksPage(soundStacks());
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf("\n")), text]),
);
const ids = Object.keys(RUNBOOKS);
const idsOf = (stack: SynthesizedStack) =>
  stack
    .resources("aws_cloudwatch_metric_alarm")
    .map(({ body }) => (body.alarm_name as string).replace(`${stack.name}-`, ""));

test("there is a section for every alarm, drills and queries", () => {
  expect([...sections.keys()]).toEqual(["Drills", ...ids, "Queries"]);
});

test.each(ids)(
  "the section on %s tells what to look at, why it is red, what mends it and how to try it",
  (id) => {
    const text = sections.get(id) ?? "";
    const parts = ["First look", "Likely causes", "Mend", "Drill"];
    const places = parts.map((part) => text.indexOf(`**${part}.**`));
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
    expect(text).toContain(`describe-alarms --alarm-names "careflowai-$ENVIRONMENT-${id}"`);
    expect(text).toContain(
      `set-alarm-state --alarm-name "careflowai-$ENVIRONMENT-${id}" --state-value ALARM --state-reason "Drill"`,
    );
  },
);

test.each(["dev", "staging", "prod"])("each alarm of %s has its row", (environment) => {
  const stack = soundStack(`careflowai-${environment}`);
  const withRow = ids.filter((id) => sections.get(id)?.includes(`| ${environment} |`));
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
    "| prod | info | above what is expected | AWS/ApiGateway Count: 3 of 24 times 1 h | yes |",
  ],
  ["log-volume", "| prod | info | above 1000000000 | AWS/Logs IncomingBytes: once in 1 d | yes |"],
])("the row of %s says when it is raised", (id, row) => {
  expect(sections.get(id)).toContain(row);
});

test("what a section leads to is on the page", () => {
  const links = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor ?? "");
  const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title.toLowerCase().replaceAll(" ", "-"),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
});

test("every command is one that a shell understands, and needs no variable but those at the top", () => {
  const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code ?? "");
  expect(commands.length).toBeGreaterThan(40);
  const { status, stderr } = spawnSync("bash", ["-n"], { input: commands.join("\n"), encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const known = ["ENVIRONMENT", "BACKEND_LOGS", "API_LOGS", "LOAD_BALANCER"];
  const used = commands.flatMap((code) => [...code.matchAll(/\$([A-Z_]+)/g)].map(([, name]) => name ?? ""));
  expect([...new Set(used)].filter((name) => !known.includes(name))).toEqual([]);
  for (const name of known) expect(page).toContain(`${name}=`);
});

test("no account and no address is on the page", () => {
  expect(page).not.toMatch(/\d{12}|@example/);
});
