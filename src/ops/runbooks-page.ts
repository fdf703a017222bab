import { readByAlarm } from "../synthesized/metrics";
import type { Block, JsonObject, SynthesizedStack } from "../synthesized/synthesized-stack";
import { nested, text } from "../synthesized/synthesized-stack";
import type { AlarmId, Runbook } from "../observability/runbooks";
import { RUNBOOKS } from "../observability/runbooks";
import { duration } from "./duration";

const HEADER = `# Runbooks

What to do when an alarm is red, by the end of its name. Generated from the alarms of the synthesized stacks and
\`src/observability/runbooks.ts\` by \`npm run docs\`; pictures of the dashboards are in \`docs/dashboards\`.

The commands take their names from variables. Set those of the environment that the notification names:
`;

const DRILLS = `## Drills

The command at the end of each section forces the alarm into ALARM, as if it had been raised: its topic tells everybody
who has confirmed a subscription. CloudWatch sets the state right at its next look, mostly within minutes, and tells
the end of it too. An alarm that is not armed changes its state and tells nobody.
`;

const QUERIES = `## Queries

The saved queries, which the console has under CloudWatch, Logs Insights, Queries. Each command starts one over the last
hour and prints an id; \`aws logs get-query-results --query-id ID\` prints the answer.
`;

/** Operators as the page writes them. */
const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: "above",
  GreaterThanOrEqualToThreshold: "at least",
  LessThanThreshold: "below",
  GreaterThanUpperThreshold: "above what is expected",
};

interface Raised {
  readonly environment: string;
  readonly stack: SynthesizedStack;
  readonly alarm: Block;
}

/** The runbooks as Markdown: how to begin, a section an alarm, and the saved queries that these lead to. */
export function runbooksPage(stacks: readonly SynthesizedStack[]): string {
  const watched = stacks.filter((stack) => stack.resources("aws_cloudwatch_metric_alarm").length > 0);
  const runbooks = Object.entries<Runbook>(RUNBOOKS);
  return [
    HEADER,
    fence(watched.map((stack) => variables(stack)).join("\n")),
    `${list(runbooks.map(([id, { title }]) => `[${id}](#${id}): ${title}`))}\n`,
    DRILLS,
    ...runbooks.map(([id, runbook]) => section(id as AlarmId, runbook, raisedIn(watched, id))),
    QUERIES,
    ...savedQueries(watched),
  ].join("\n");
}

const environmentOf = ({ name }: SynthesizedStack) => name.replace("careflowai-", "");

/** What the commands below read, for one environment. */
function variables(stack: SynthesizedStack): string {
  const group = (address: string) =>
    stack.resources("aws_cloudwatch_log_group").find((block) => block.address.endsWith(address))?.body.name;
  const [backend, api] = [group("BackendLogGroup"), group("ApiLogGroup")];
  return [
    `export ENVIRONMENT=${environmentOf(stack)} AWS_REGION=${text(stack.providers()[0]?.region)}`,
    `BACKEND_LOGS=${text(backend)}`,
    ...(api === undefined ? [] : [`API_LOGS=${text(api)}`]),
    ...stack.resources("aws_lb").map(({ body }) => `LOAD_BALANCER=${text(body.name)}`),
  ].join(" ");
}

const raisedIn = (stacks: readonly SynthesizedStack[], id: string): Raised[] =>
  stacks.flatMap((stack) =>
    stack
      .resources("aws_cloudwatch_metric_alarm")
      .filter(({ body }) => body.alarm_name === `${stack.name}-${id}`)
      .map((alarm) => ({ environment: environmentOf(stack), stack, alarm })),
  );

function section(
  id: AlarmId,
  { title, meaning, consequence, look, command, queries = [], causes, mend }: Runbook,
  raised: readonly Raised[],
): string {
  const name = `"careflowai-$ENVIRONMENT-${id}"`;
  const saved = queries.map((query) => `[${query}](#query-${query})`);
  return [
    `## ${id}\n`,
    `${title}. ${meaning} ${consequence}\n`,
    `${table(raised)}\n`,
    `**First look.** ${look}.\n`,
    fence(
      [
        `aws cloudwatch describe-alarms --alarm-names ${name} --query 'MetricAlarms[].[StateValue,StateReason]'`,
        ...(command === undefined ? [] : [command]),
      ].join("\n"),
    ),
    ...(saved.length > 0 ? [`Saved queries: ${saved.join(", ")}.\n`] : []),
    `**Likely causes.**\n\n${list(causes)}\n`,
    `**Mend.**\n\n${list(mend)}\n`,
    "**Drill.**\n",
    fence(`aws cloudwatch set-alarm-state --alarm-name ${name} --state-value ALARM --state-reason "Drill"`),
  ].join("\n");
}

/** A section a saved query, with each form that it has in some environment. */
function savedQueries(stacks: readonly SynthesizedStack[]): string[] {
  const forms = new Map<string, Map<string, string[]>>();
  for (const stack of stacks) {
    for (const { body } of stack.resources("aws_cloudwatch_query_definition")) {
      const id = text(body.name).split("/").at(-1) ?? "";
      const isOfApi = stack.target(body.log_group_names)?.address.endsWith("ApiLogGroup") === true;
      const command = startQuery(isOfApi ? "$API_LOGS" : "$BACKEND_LOGS", text(body.query_string));
      const ofId = forms.get(id) ?? new Map<string, string[]>();
      forms.set(id, ofId.set(command, [...(ofId.get(command) ?? []), environmentOf(stack)]));
    }
  }
  return [...forms].map(([id, commands]) =>
    [
      `### Query ${id}\n`,
      ...[...commands].map(
        ([command, environments]) => `In ${environments.join(", ")}:\n\n${fence(command)}`,
      ),
    ].join("\n"),
  );
}

/** The CLI's form of a query over the last hour. */
const startQuery = (logs: string, query: string) =>
  [
    `aws logs start-query --log-group-name "${logs}" --start-time $(($(date +%s) - 3600)) --end-time $(date +%s) \\`,
    `  --query-string '${query.replaceAll("'", `'\\''`)}'`,
  ].join("\n");

const fence = (code: string) => `\`\`\`sh\n${code}\n\`\`\`\n`;
const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join("\n");

function table(raised: readonly Raised[]): string {
  const head = ["environment", "severity", "raised when", "looks at", "armed"];
  return [
    `| ${head.join(" | ")} |`,
    `|${" --- |".repeat(head.length)}`,
    ...raised.map((one) => `| ${row(one).join(" | ")} |`),
  ].join("\n");
}

function row({ environment, stack, alarm }: Raised): string[] {
  const { body } = alarm;
  const metrics = [body, ...nested(body, "metric_query").flatMap((query) => nested(query, "metric"))];
  const [period] = metrics.flatMap(({ period: own }) => own ?? []);
  const severity = text(stack.target(body.alarm_actions)?.body.name).split("-").at(-1) ?? "";
  const reads = [...new Set(readByAlarm(stack, alarm).map(({ namespace, name }) => `${namespace} ${name}`))];
  return [
    environment,
    severity,
    `${OPERATORS[text(body.comparison_operator)] ?? ""}${body.threshold === undefined ? "" : ` ${text(body.threshold)}`}`,
    `${reads.join(", ")}: ${times(body, Number(period))}`,
    body.actions_enabled === false ? "no" : "yes",
  ];
}

/** How often of how many looks, and how long each is. */
function times({ datapoints_to_alarm, evaluation_periods }: JsonObject, seconds: number): string {
  const length = duration(seconds);
  const [bad, all] = [text(datapoints_to_alarm), text(evaluation_periods)];
  if (all === "1") return `once in ${length}`;
  return bad === all ? `${all} times ${length} in a row` : `${bad} of ${all} times ${length}`;
}
