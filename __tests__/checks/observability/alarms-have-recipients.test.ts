import { alarmsHaveRecipients } from "../../../src/checks/observability/alarms-have-recipients";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, finding, findingsAfter, onlyIn, testCheck } from "../../helpers/broken";

const ALARM = "aws_cloudwatch_metric_alarm.~";
const OTHER = "arn:aws:sns:us-east-1:111122223333:x";
const alarmIn = (json: Mutable) => onlyIn(json, "aws_cloudwatch_metric_alarm", "_service-down_");
const notifying = (what: string, actions: (alarm: Mutable) => string[], fault: string): Case => [
  `an alarm with ${what}`,
  (json) => {
    const alarm = alarmIn(json);
    alarm.alarm_actions = alarm.ok_actions = actions(alarm);
  },
  `${ALARM} ${fault}`,
];

testCheck(alarmsHaveRecipients, {
  "careflowai-prod": [
    notifying("no action", () => [], "notifies no one"),
    notifying(
      "an action that is no topic of the stack",
      () => [OTHER],
      `notifies ${OTHER}, not a topic of the stack`,
    ),
    notifying(
      "the name of a topic",
      ({ alarm_actions }) => [alarm_actions[0].replace(".arn}", ".name}")],
      "notifies ${aws_sns_topic.~.name}, not a topic of the stack",
    ),
    [
      "an alarm in another region than its topic",
      (json) => (alarmIn(json).region = "eu-west-1"),
      `${ALARM} is in eu-west-1, its topic in us-east-1`,
    ],
    [
      "an alarm with a recipient of its end only",
      (json) => (alarmIn(json).alarm_actions = [`\${${addressIn(json, "aws_sns_topic", "Info")}.arn}`]),
      `${ALARM} notifies ~ of OK, but not of ALARM`,
    ],
  ],
});

test("a topic without a subscription is found for each of its alarms", () => {
  const findings = findingsAfter(alarmsHaveRecipients, "careflowai-prod", (json) => {
    const subscriptions = json.resource.aws_sns_topic_subscription;
    for (const name of Object.keys(subscriptions))
      if (name.includes("Critical")) Reflect.deleteProperty(subscriptions, name);
  });
  expect(findings).toHaveLength(4);
  for (const one of findings)
    expect(one).toEqual(finding(`${ALARM} notifies careflowai-prod-critical, which has no subscription`));
});
