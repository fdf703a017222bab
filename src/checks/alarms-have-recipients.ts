import type { Check } from "./check";
import { unless } from "./check";
import type { Block, SynthesizedStack } from "../synthesized/synthesized-stack";
import { stringsIn, text } from "../synthesized/synthesized-stack";

function faultsOf(stack: SynthesizedStack, alarm: Block): string[] {
  const actions = stringsIn(alarm.body.alarm_actions);
  const topics = actions.flatMap((action) => {
    const topic = stack.target(action);
    return topic && stack.isAttribute(action, "aws_sns_topic", "arn") ? [topic] : [];
  });
  return [
    ...unless(actions.length > 0, "tells nobody"),
    ...unless(topics.length === actions.length, `tells ${actions.join(", ")}, not a topic of the stack`),
    ...topics.flatMap((topic) => [
      ...unless(
        stack.regionOf(topic) === stack.regionOf(alarm),
        `stands in ${stack.regionOf(alarm)}, its topic in ${stack.regionOf(topic)}`,
      ),
      ...unless(
        stack.attached("aws_sns_topic_subscription", "topic_arn", topic).length > 0,
        `tells ${text(topic.body.name)}, to which nobody subscribes`,
      ),
    ]),
    ...stringsIn(alarm.body.ok_actions)
      .filter((action) => !actions.includes(action))
      .map((action) => `tells ${action} when it is green again, but not when it is red`),
  ];
}

/** Pitfall 2.6-6. */
export const alarmsHaveRecipients: Check = {
  id: "2.6-6",
  rule: "Every alarm tells a topic of its stack and region, to which somebody subscribes, and nobody hears the end of an alarm without its beginning.",
  findings: (stack) =>
    stack
      .resources("aws_cloudwatch_metric_alarm")
      .flatMap((alarm) => faultsOf(stack, alarm).map((fault) => `${alarm.address} ${fault}`)),
};
