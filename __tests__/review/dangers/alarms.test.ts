import type { Case } from "../plans";
import { create, findingsIn, keep, plan, remove, replace, update } from "../plans";

const ALARM = { alarm_name: "high-cpu", alarm_actions: ["arn:topic"] };
const TOPIC = keep("aws_sns_topic.Critical", { name: "critical", arn: "arn:topic", id: "arn:topic" });
const SUBSCRIPTION = { topic_arn: "arn:topic", endpoint: "alerts@example.com", protocol: "email" };
const RULE = keep("aws_cloudwatch_event_rule.Root", { name: "root-use", id: "root-use" });

const counts = (pattern: string, metric: object = {}) => ({
  name: "errors",
  pattern,
  metric_transformation: [{ namespace: "CareFlowAI/prod", name: "Errors", value: "1", ...metric }],
});
const ERRORS = keep("aws_cloudwatch_metric_alarm.Errors", {
  alarm_name: "errors",
  namespace: "CareFlowAI/prod",
  metric_name: "Errors",
});
const filterFinding = (address: string, alarm = "errors") =>
  `alarm aws_cloudwatch_log_metric_filter.${address}: The alarm ${alarm} misses log events that match ERROR: errors no longer counts them in the metric CareFlowAI/prod Errors.`;

const CASES: readonly Case[] = [
  [
    "an alarm is deleted",
    [remove("aws_cloudwatch_metric_alarm.A", ALARM)],
    [
      "alarm aws_cloudwatch_metric_alarm.A: The alarm high-cpu is deleted: operators are not notified of what it watches.",
    ],
  ],
  [
    "an alarm has another address",
    [remove("aws_cloudwatch_metric_alarm.A", ALARM), create("aws_cloudwatch_metric_alarm.B", ALARM)],
    [],
  ],
  ["an alarm is replaced", [replace("aws_cloudwatch_metric_alarm.A", ALARM, { alarm_name: "cpu" })], []],
  ["an alarm is new", [create("aws_cloudwatch_metric_alarm.A", ALARM)], []],
  [
    "the last subscriber leaves",
    [TOPIC, remove("aws_sns_topic_subscription.A", SUBSCRIPTION)],
    [
      "alarm aws_sns_topic_subscription.A: critical has no subscriber any more: operators do not receive its messages.",
    ],
  ],
  [
    "one subscriber of two leaves",
    [
      TOPIC,
      remove("aws_sns_topic_subscription.A", SUBSCRIPTION),
      keep("aws_sns_topic_subscription.B", SUBSCRIPTION),
    ],
    [],
  ],
  [
    "another subscriber takes over",
    [
      TOPIC,
      remove("aws_sns_topic_subscription.A", SUBSCRIPTION),
      create("aws_sns_topic_subscription.B", SUBSCRIPTION),
    ],
    [],
  ],
  [
    "a subscriber has another address",
    [TOPIC, replace("aws_sns_topic_subscription.A", SUBSCRIPTION, { endpoint: "operators@example.com" })],
    [],
  ],
  [
    "the subscriber of a topic of another stack leaves",
    [remove("aws_sns_topic_subscription.A", SUBSCRIPTION)],
    [
      "alarm aws_sns_topic_subscription.A: arn:topic has no subscriber any more: operators do not receive its messages.",
    ],
  ],
  [
    "the last target of a rule leaves",
    [RULE, remove("aws_cloudwatch_event_target.A", { rule: "root-use" })],
    [
      "alarm aws_cloudwatch_event_target.A: root-use has no target any more: operators are not notified of the events that it matches.",
    ],
  ],
  [
    "the metric filter of an alarm is deleted",
    [ERRORS, remove("aws_cloudwatch_log_metric_filter.A", counts("ERROR"))],
    [filterFinding("A")],
  ],
  [
    "the metric filter of an alarm that reads several metrics is deleted",
    [
      keep("aws_cloudwatch_metric_alarm.Share", {
        alarm_name: "share",
        metric_query: [
          { id: "share", expression: "errors / 2" },
          { id: "errors", metric: [{ namespace: "CareFlowAI/prod", metric_name: "Errors" }] },
        ],
      }),
      remove("aws_cloudwatch_log_metric_filter.A", counts("ERROR")),
    ],
    [filterFinding("A", "share")],
  ],
  [
    "one metric filter of two is deleted",
    [
      ERRORS,
      remove("aws_cloudwatch_log_metric_filter.A", counts("ERROR")),
      keep("aws_cloudwatch_log_metric_filter.B", counts("{ $.level = error }")),
    ],
    [filterFinding("A")],
  ],
  [
    "the metric filter of an alarm has another pattern",
    [ERRORS, update("aws_cloudwatch_log_metric_filter.A", counts("ERROR"), counts("FATAL"))],
    [filterFinding("A")],
  ],
  [
    "the metric filter of an alarm counts zero",
    [ERRORS, update("aws_cloudwatch_log_metric_filter.A", counts("ERROR"), counts("ERROR", { value: "0" }))],
    [filterFinding("A")],
  ],
  [
    "the metric filter of an alarm has another namespace",
    [
      ERRORS,
      update("aws_cloudwatch_log_metric_filter.A", counts("ERROR"), counts("ERROR", { namespace: "Other" })),
    ],
    [filterFinding("A")],
  ],
  [
    "a metric filter and its alarm have another namespace",
    [
      update(
        "aws_cloudwatch_metric_alarm.Errors",
        { alarm_name: "errors", namespace: "CareFlowAI/prod", metric_name: "Errors" },
        { namespace: "Other" },
      ),
      update("aws_cloudwatch_log_metric_filter.A", counts("ERROR"), counts("ERROR", { namespace: "Other" })),
    ],
    [],
  ],
  [
    "a metric filter has another address",
    [
      ERRORS,
      remove("aws_cloudwatch_log_metric_filter.A", counts("ERROR")),
      create("aws_cloudwatch_log_metric_filter.B", { ...counts("ERROR"), name: "other" }),
    ],
    [],
  ],
  [
    "a metric filter without an alarm is deleted",
    [remove("aws_cloudwatch_log_metric_filter.A", counts("ERROR"))],
    [],
  ],
  [
    "a metric filter is deleted together with its alarm",
    [
      remove("aws_cloudwatch_metric_alarm.Errors", {
        alarm_name: "errors",
        namespace: "CareFlowAI/prod",
        metric_name: "Errors",
      }),
      remove("aws_cloudwatch_log_metric_filter.A", counts("ERROR")),
    ],
    [
      "alarm aws_cloudwatch_metric_alarm.Errors: The alarm errors is deleted: operators are not notified of what it watches.",
    ],
  ],
  [
    "the pattern of a rule changes",
    [update("aws_cloudwatch_event_rule.Root", { event_pattern: "{}" }, { event_pattern: '{"a":[1]}' })],
    [],
  ],
];

test.each(CASES)("alarms: %s", (_name, changes, findings) => {
  expect(findingsIn(plan(changes))).toEqual(findings);
});
