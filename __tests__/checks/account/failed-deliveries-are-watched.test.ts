import { failedDeliveriesAreWatched } from "../../../src/checks/account/failed-deliveries-are-watched";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const TARGET = "aws_cloudwatch_event_target.SecurityAlerts_root-use_Target_~";
const SCHEDULE = "aws_scheduler_schedule.DailySummary_~";
const QUEUE = "aws_sqs_queue.Undelivered_Queue_~";
const TOPIC_RULES = ["alerting-change", "bucket-policy-change", "failed-sign-in", "iam-change", "root-use"]
  .concat(["security-group-change", "trail-change"])
  .map((name) => `aws_cloudwatch_event_target.SecurityAlerts_${name}_Target_~`);

testCheck(failedDeliveriesAreWatched, {
  "careflowai-account": [
    [
      "a target without a queue",
      (json) =>
        delete onlyIn(json, "aws_cloudwatch_event_target", "SecurityAlerts_root-use_").dead_letter_config,
      `${TARGET} has no dead-letter queue of the stack`,
    ],
    [
      "a queue that does not admit EventBridge",
      (json) =>
        (statementIn(onlyIn(json, "aws_sqs_queue_policy").policy, "KeepUndeliveredEvents").Principal = {
          Service: "sns.amazonaws.com",
        }),
      ...TOPIC_RULES.map((target) => `${target} has ${QUEUE}, which does not admit EventBridge`),
    ],
    [
      "a queue that no alarm watches",
      (json) => delete onlyIn(json, "aws_cloudwatch_metric_alarm", "Undelivered").alarm_actions,
      ...[...TOPIC_RULES, SCHEDULE].map(
        (address) => `${address} has ${QUEUE}, whose messages no alarm watches`,
      ),
    ],
    [
      "a schedule whose role may not send",
      (json) =>
        (statementIn(
          onlyIn(json, "aws_iam_role_policy", "DailySummary_SchedulerRole").policy,
          "KeepFailedStarts",
        ).Action = ["sqs:ReceiveMessage"]),
      `${SCHEDULE} may not send to ${QUEUE}`,
    ],
  ],
  "careflowai-hardened-single": [
    [
      "an alarm on one of the failures only",
      (json) => {
        const alarm = onlyIn(json, "aws_cloudwatch_metric_alarm", "off-hours");
        alarm.metric_query = alarm.metric_query.filter(
          ({ metric }: any) => metric?.metric_name !== "InvocationDroppedCount",
        );
      },
      ...["Start", "Stop"].map(
        (name) =>
          `aws_scheduler_schedule.~OffHours_${name}_~ has neither a dead-letter queue nor an alarm on InvocationDroppedCount`,
      ),
    ],
  ],
});
