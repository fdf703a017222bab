import { readByAlarm } from "../synthesized/metrics";
import type { Block, Json, JsonObject, SynthesizedStack } from "../synthesized/synthesized-stack";
import { nested, text } from "../synthesized/synthesized-stack";
import type { AlarmId, Runbook } from "../observability/runbooks";
import { RUNBOOKS } from "../observability/runbooks";
import { duration } from "./duration";

const HEADER = `# Runbooks

What to do when an alarm fires. A section is named after the end of the alarm's name: \`careflowai-prod-high-cpu\` is
[high-cpu](#high-cpu). \`npm run docs\` generates this page from the alarms of the synthesized stacks and
\`src/observability/runbooks.ts\`. Pictures of the dashboards are in \`docs/dashboards\`.

The commands need AWS CLI v2 and credentials of the account. Those with \`start-session\` also need the Session
Manager plugin. First export the variables of the stack that the notification names, and of no other:
`;

const DRILLS = `## Drills

The command at the end of each section sets the alarm to ALARM, so that its topic notifies every address that has
confirmed its subscription. CloudWatch returns the alarm to its actual state at the next evaluation, usually within minutes; for
severities critical and warning, it sends a second notification then. An alarm whose actions are disabled changes its state and
sends no notification.
`;

const QUERIES = `## Queries

The saved queries are in the console under CloudWatch > Logs Insights > Queries. Each command below starts a query over the
last hour and prints its id. \`aws logs get-query-results --query-id QUERY_ID\` prints the result.
`;

/** Comparison operators as the page writes them. */
const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: "above",
  GreaterThanOrEqualToThreshold: "at least",
  LessThanThreshold: "below",
  GreaterThanUpperThreshold: "above the expected band",
};

/** An alarm in the stack that has it. */
interface StackAlarm {
  readonly stack: SynthesizedStack;
  readonly alarm: Block;
}

/** The runbooks as Markdown: one section per alarm, then the saved queries that they link to. */
export function runbooksPage(stacks: readonly SynthesizedStack[]): string {
  const withAlarms = stacks.filter((stack) => stack.resources("aws_cloudwatch_metric_alarm").length > 0);
  const runbooks = Object.entries<Runbook>(RUNBOOKS);
  return [
    HEADER,
    ...withAlarms.map((stack) => `${stack.name}:\n\n${fence(variables(stack))}`),
    `${list(runbooks.map(([id, { title }]) => `[${id}](#${id}): ${title}`))}\n`,
    DRILLS,
    ...runbooks.map(([id, runbook]) => section(id as AlarmId, runbook, alarmsNamed(withAlarms, id))),
    QUERIES,
    ...savedQueries(withAlarms),
  ].join("\n");
}

/** The variables that the commands read: only those that the stack has. */
function variables(stack: SynthesizedStack): string {
  const values = {
    ENVIRONMENT: stack.part,
    AWS_REGION: stack.providers()[0]?.region,
    BACKEND_LOGS: logGroupOf(stack, "FailedBootSteps"),
    API_LOGS: logGroupOf(stack, "ThrottledRequests"),
    TRAIL_LOGS: logGroupOf(stack, "DeniedCalls"),
    LOAD_BALANCER: stack.resources("aws_lb")[0]?.body.name,
  };
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .reduce((line, [name, value]) => `${line} ${name}=${text(value)}`, "export");
}

/** The name of the log group that a metric filter derives the metric from. */
function logGroupOf(stack: SynthesizedStack, metricName: string): Json | undefined {
  const filter = stack
    .resources("aws_cloudwatch_log_metric_filter")
    .find(({ body }) => nested(body, "metric_transformation")[0]?.name === metricName);
  return stack.target(filter?.body.log_group_name)?.body.name;
}

const alarmsNamed = (stacks: readonly SynthesizedStack[], id: string): StackAlarm[] =>
  stacks.flatMap((stack) =>
    stack
      .resources("aws_cloudwatch_metric_alarm")
      .filter(({ body }) => body.alarm_name === `${stack.name}-${id}`)
      .map((alarm) => ({ stack, alarm })),
  );

function section(
  id: AlarmId,
  { title, meaning, consequence, look, command, queries = [], causes, fix }: Runbook,
  alarms: readonly StackAlarm[],
): string {
  const name = `"careflowai-$ENVIRONMENT-${id}"`;
  const saved = queries.map((query) => `[${query}](#query-${query})`);
  return [
    `## ${id}\n`,
    `${title}. ${meaning} ${consequence}\n`,
    `${table(alarms)}\n`,
    `**First look.** ${look}.\n`,
    fence(
      [
        `aws cloudwatch describe-alarms --alarm-names ${name} --query 'MetricAlarms[].[StateValue,StateReason]'`,
        ...(command === undefined ? [] : [command]),
      ].join("\n"),
    ),
    ...(saved.length > 0 ? [`Saved queries: ${saved.join(", ")}.\n`] : []),
    `**Likely causes.**\n\n${list(causes)}\n`,
    `**Fix.**\n\n${list(fix)}\n`,
    "**Drill.**\n",
    fence(`aws cloudwatch set-alarm-state --alarm-name ${name} --state-value ALARM --state-reason "Drill"`),
  ].join("\n");
}

/** One section per saved query, with each of its forms and the environments that use it. */
function savedQueries(stacks: readonly SynthesizedStack[]): string[] {
  const forms = new Map<string, Map<string, string[]>>();
  for (const stack of stacks) {
    for (const { body } of stack.resources("aws_cloudwatch_query_definition")) {
      const id = text(body.name).split("/").at(-1) ?? "";
      const logGroup = stack.target(body.log_group_names)?.body.name;
      const isOfApi = logGroup === logGroupOf(stack, "ThrottledRequests");
      const command = startQuery(isOfApi ? "$API_LOGS" : "$BACKEND_LOGS", text(body.query_string));
      const ofId = forms.get(id) ?? new Map<string, string[]>();
      forms.set(id, ofId.set(command, [...(ofId.get(command) ?? []), stack.part]));
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

/** The AWS CLI command that runs a query over the last hour. */
const startQuery = (logs: string, query: string) =>
  [
    `aws logs start-query --log-group-name "${logs}" --start-time $(($(date +%s) - 3600)) --end-time $(date +%s) \\`,
    `  --query-string '${query.replaceAll("'", `'\\''`)}'`,
  ].join("\n");

const fence = (code: string) => `\`\`\`sh\n${code}\n\`\`\`\n`;
const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join("\n");

function table(alarms: readonly StackAlarm[]): string {
  const head = ["stack", "severity", "threshold", "metric", "actions enabled"];
  return [
    `| ${head.join(" | ")} |`,
    `|${" --- |".repeat(head.length)}`,
    ...alarms.map((alarm) => `| ${row(alarm).join(" | ")} |`),
  ].join("\n");
}

function row({ stack, alarm }: StackAlarm): string[] {
  const { body } = alarm;
  const metrics = [body, ...nested(body, "metric_query").flatMap((query) => nested(query, "metric"))];
  const [period] = metrics.flatMap(({ period }) => period ?? []);
  const severity = text(stack.target(body.alarm_actions)?.body.name).split("-").at(-1) ?? "";
  const reads = [...new Set(readByAlarm(stack, alarm).map(({ namespace, name }) => `${namespace} ${name}`))];
  return [
    stack.part,
    severity,
    `${OPERATORS[text(body.comparison_operator)] ?? ""}${body.threshold === undefined ? "" : ` ${text(body.threshold)}`}`,
    `${reads.join(", ")}: ${evaluation(body, Number(period))}`,
    body.actions_enabled === false ? "no" : "yes",
  ];
}

/** How many of how many periods must breach the threshold, and how long a period is. */
function evaluation({ datapoints_to_alarm, evaluation_periods }: JsonObject, seconds: number): string {
  const length = duration(seconds);
  const [breaching, all] = [text(datapoints_to_alarm), text(evaluation_periods)];
  if (all === "1") return `once in ${length}`;
  return breaching === all ? `${all} times ${length} in a row` : `${breaching} of ${all} times ${length}`;
}
