import type { Check } from "../check";
import { unless } from "../check";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { stringsIn, text } from "../../synthesized/synthesized-stack";

function faultsOf(stack: SynthesizedStack, alarm: Block): string[] {
  const actions = stringsIn(alarm.body.alarm_actions);
  const topics = actions.flatMap((action) => {
    const topic = stack.target(action);
    return topic && stack.isAttribute(action, "aws_sns_topic", "arn") ? [topic] : [];
  });
  return [
    ...unless(actions.length > 0, "notifies no one"),
    ...unless(topics.length === actions.length, `notifies ${actions.join(", ")}, not a topic of the stack`),
    ...topics.flatMap((topic) => [
      ...unless(
        stack.regionOf(topic) === stack.regionOf(alarm),
        `is in ${stack.regionOf(alarm)}, its topic in ${stack.regionOf(topic)}`,
      ),
      ...unless(
        stack.attached("aws_sns_topic_subscription", "topic_arn", topic).length > 0,
        `notifies ${text(topic.body.name)}, which has no subscription`,
      ),
    ]),
    ...stringsIn(alarm.body.ok_actions)
      .filter((action) => !actions.includes(action))
      .map((action) => `notifies ${action} of OK, but not of ALARM`),
  ];
}

export const alarmsHaveRecipients: Check = {
  id: "alarms-have-recipients",
  rule: "Every alarm notifies a topic of its stack and region that has a subscription, and no recipient gets the end of an alarm without its beginning.",
  why: "An alarm without a recipient changes its color in the console and notifies no one (AWS, Using Amazon CloudWatch alarms).",
  findings: (stack) =>
    stack
      .resources("aws_cloudwatch_metric_alarm")
      .flatMap((alarm) => faultsOf(stack, alarm).map((fault) => `${alarm.address} ${fault}`)),
};
