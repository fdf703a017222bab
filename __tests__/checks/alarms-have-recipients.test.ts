import { alarmsHaveRecipients } from "../../src/checks/alarms-have-recipients";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (alarm: Mutable, json: Mutable) => void) =>
  findingsAfter(alarmsHaveRecipients, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_cloudwatch_metric_alarm", "_service-down_"), json);
  }).map((finding) => finding.replace(/^aws_cloudwatch_metric_alarm\.\S+ /, ""));

test("every alarm tells somebody", () => {
  expect(findingsOnSound(alarmsHaveRecipients)).toEqual([]);
});

test.each<[what: string, change: (alarm: Mutable, json: Mutable) => void, fault: RegExp]>([
  ["no action", (alarm) => (alarm.alarm_actions = alarm.ok_actions = []), /^tells nobody$/],
  [
    "an action that is no topic of the stack",
    (alarm) => (alarm.alarm_actions = alarm.ok_actions = ["arn:aws:sns:us-east-1:111122223333:x"]),
    /^tells arn:aws:sns:us-east-1:111122223333:x, not a topic of the stack$/,
  ],
  [
    "a topic's name",
    (alarm) => (alarm.alarm_actions = alarm.ok_actions = [alarm.alarm_actions[0].replace(".arn}", ".name}")]),
    /^tells \$\{aws_sns_topic\.\S+\.name\}, not a topic of the stack$/,
  ],
  [
    "another region than its topic's",
    (alarm) => (alarm.region = "eu-west-1"),
    /^stands in eu-west-1, its topic in us-east-1$/,
  ],
  [
    "only an end",
    (alarm, json) =>
      (alarm.alarm_actions = [
        `\${aws_sns_topic.${Object.keys(json.resource.aws_sns_topic).find((name) => name.includes("Info")) ?? ""}.arn}`,
      ]),
    /^tells \S+ when it is green again, but not when it is red$/,
  ],
])("an alarm with %s is found", (_what, change, fault) => {
  expect(after(change)).toEqual([expect.stringMatching(fault)]);
});

test("a topic that nobody subscribes to is found by each of its alarms", () => {
  const findings = after((_alarm, json) => {
    const subscriptions = json.resource.aws_sns_topic_subscription;
    for (const name of Object.keys(subscriptions))
      if (name.includes("Critical")) Reflect.deleteProperty(subscriptions, name);
  });
  expect(findings).toHaveLength(4);
  expect(new Set(findings)).toEqual(new Set(["tells careflowai-prod-critical, to which nobody subscribes"]));
});
