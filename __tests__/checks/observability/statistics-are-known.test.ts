import { statisticsAreKnown } from "../../../src/checks/observability/statistics-are-known";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const alarmIn = (json: Mutable, id: string) => onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`);
const withAlarm = (what: string, id: string, change: (alarm: Mutable) => unknown): Case => [
  `an alarm with ${what}`,
  (json) => change(alarmIn(json, id)),
  `aws_cloudwatch_metric_alarm.~_${id}_~ has statistic ~ and extended ~`,
];

testCheck(statisticsAreKnown, {
  "careflowai-prod": [
    withAlarm("both kinds", "gateway-latency", (alarm) => (alarm.statistic = "Average")),
    withAlarm("neither", "gateway-latency", (alarm) => delete alarm.extended_statistic),
    withAlarm("a percentile as a simple one", "high-cpu", (alarm) => (alarm.statistic = "p99")),
    withAlarm(
      "a simple one as a percentile",
      "gateway-latency",
      (alarm) => (alarm.extended_statistic = "Sum"),
    ),
    withAlarm("one next to queries", "server-errors", (alarm) => (alarm.statistic = "Sum")),
    [
      "another statistic of a query and of a line of a widget",
      (json) => {
        const queries = alarmIn(json, "unusual-traffic").metric_query;
        queries.find(({ id }: Mutable) => id === "value").metric.stat = "Mean";
        const dashboard = onlyIn(json, "aws_cloudwatch_dashboard");
        dashboard.dashboard_body = dashboard.dashboard_body.replace('"stat":"p99"', '"stat":"99"');
      },
      "aws_cloudwatch_metric_alarm.~_unusual-traffic_~ queries statistic Mean",
      "aws_cloudwatch_dashboard.~ (Response times) shows statistic 99",
    ],
  ],
});
