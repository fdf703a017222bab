import { statisticsAreKnown } from "../../src/checks/statistics-are-known";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(statisticsAreKnown, "careflowai-prod", change);
const alarmIn = (json: Mutable, id: string) => onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`);

test("every statistic is one of CloudWatch's", () => {
  expect(findingsOnSound(statisticsAreKnown)).toEqual([]);
});

test.each<[what: string, change: (json: Mutable) => void]>([
  ["both kinds", (json) => (alarmIn(json, "gateway-latency").statistic = "Average")],
  ["neither", (json) => delete alarmIn(json, "gateway-latency").extended_statistic],
  ["a percentile as a simple one", (json) => (alarmIn(json, "high-cpu").statistic = "p99")],
  ["a simple one as a percentile", (json) => (alarmIn(json, "gateway-latency").extended_statistic = "Sum")],
  ["one beside queries", (json) => (alarmIn(json, "server-errors").statistic = "Sum")],
])("an alarm with %s is found", (_what, change) => {
  expect(after(change)).toEqual([expect.stringMatching(/ has statistic \S+ and extended \S+$/)]);
});

test("a query and a line of a widget with another one are found", () => {
  const findings = after((json) => {
    alarmIn(json, "unusual-traffic").metric_query.find(({ id }: Mutable) => id === "value").metric.stat =
      "Mean";
    const dashboard = onlyIn(json, "aws_cloudwatch_dashboard");
    dashboard.dashboard_body = dashboard.dashboard_body.replace('"stat":"p99"', '"stat":"99"');
  });
  expect(findings).toEqual([
    expect.stringMatching(/_unusual-traffic_\S+ queries statistic Mean$/),
    expect.stringMatching(/ \(Response times\) shows statistic 99$/),
  ]);
});
