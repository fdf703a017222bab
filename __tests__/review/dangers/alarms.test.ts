import type { Case } from "../plans";
import { create, findingsIn, keep, plan, remove, replace, update } from "../plans";

const ALARM = { alarm_name: "high-cpu", alarm_actions: ["arn:topic"] };
const TOPIC = keep("aws_sns_topic.Critical", { name: "critical", arn: "arn:topic", id: "arn:topic" });
const SUBSCRIPTION = { topic_arn: "arn:topic", endpoint: "alerts@example.com", protocol: "email" };
const RULE = keep("aws_cloudwatch_event_rule.Root", { name: "root-use", id: "root-use" });

const CASES: readonly Case[] = [
  [
    "an alarm is deleted",
    [remove("aws_cloudwatch_metric_alarm.A", ALARM)],
    [
      "alarm aws_cloudwatch_metric_alarm.A: The alarm high-cpu is deleted: nobody is notified of what it watches.",
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
    ["alarm aws_sns_topic_subscription.A: critical has no subscriber any more: its messages reach nobody."],
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
    ["alarm aws_sns_topic_subscription.A: arn:topic has no subscriber any more: its messages reach nobody."],
  ],
  [
    "the last target of a rule leaves",
    [RULE, remove("aws_cloudwatch_event_target.A", { rule: "root-use" })],
    [
      "alarm aws_cloudwatch_event_target.A: root-use has no target any more: nobody is notified of the events that it matches.",
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
