import { offHoursTripNoAlarm } from "../../../src/checks/observability/off-hours-trip-no-alarm";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const alarmIn = (json: Mutable, id: string) => onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`);
const breaching = (id: string): Case => [
  `${id} that treats missing data as breaching`,
  (json) => (alarmIn(json, id).treat_missing_data = "breaching"),
  `aws_cloudwatch_metric_alarm.~_${id}_~ treats the missing data of stopped instances as breaching`,
];

testCheck(offHoursTripNoAlarm, {
  "careflowai-hardened-balanced": [
    breaching("service-down"),
    breaching("agent-silent"),
    ...[
      ["service-down", "FILL(value, 0)"],
      ["low-instances", "IF(value > 0, FILL(value, 0), 2)"],
      ["server-errors", "FILL(targets, 0) + FILL(own, 0)"],
      ["gateway-errors", "IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)"],
    ].map(([id = "", expression]): Case => [
      `${id} that does not depend on the schedule`,
      (json) => (alarmIn(json, id).metric_query[0].expression = expression),
      `aws_cloudwatch_metric_alarm.~_${id}_~ fires when the schedule stops the instances`,
    ]),
    [
      "missing data as breaching without a schedule",
      (json) => {
        delete json.resource.aws_autoscaling_schedule;
        alarmIn(json, "service-down").treat_missing_data = "breaching";
      },
    ],
  ],
  "careflowai-hardened-single": [breaching("status-check"), breaching("agent-silent")],
});
