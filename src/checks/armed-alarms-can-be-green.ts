import type { Check } from "./check";
import { readByAlarm, widgetsOf } from "../synthesized/metrics";
import type { Block, SynthesizedStack } from "../synthesized/synthesized-stack";
import { nested, reference, stringsIn, text } from "../synthesized/synthesized-stack";

/** Why an alarm's own environment would keep it red, if it would. */
function keptRed(stack: SynthesizedStack, alarm: Block): string | undefined {
  const threshold = Number(alarm.body.threshold);
  const operator = text(alarm.body.comparison_operator);
  const groups = stack.resources("aws_autoscaling_group");
  for (const { name, dimensions } of readByAlarm(stack, alarm)) {
    const group = groups.find((one) => dimensions.AutoScalingGroupName === reference(one, "name"));
    if (!group) continue;
    const fewest = Number(group.body.min_size);
    if (name === "GroupInServiceInstances" && operator.startsWith("LessThan") && threshold > fewest)
      return `needs ${String(threshold)} instances of a group that may have ${String(fewest)}`;
    const target = stack
      .attached("aws_autoscaling_policy", "autoscaling_group_name", group)
      .flatMap(({ body }) => nested(body, "target_tracking_configuration"))
      .find((tracking) => stringsIn(tracking).includes("ASGAverageCPUUtilization"));
    if (
      name === "CPUUtilization" &&
      operator.startsWith("GreaterThan") &&
      threshold <= Number(target?.target_value)
    )
      return `is raised at ${String(threshold)} % CPU, which scaling holds`;
  }
  return undefined;
}

/** The alarms that a dashboard shows the state of. */
const shownIn = (stack: SynthesizedStack): string[] =>
  stack
    .resources("aws_cloudwatch_dashboard")
    .flatMap(widgetsOf)
    .filter(({ type }) => type === "alarm")
    .flatMap(({ properties }) => stringsIn(properties.alarms));

/** Decision 1: what is always red is read by nobody. */
export const armedAlarmsCanBeGreen: Check = {
  id: "armed-alarms-can-be-green",
  rule: "No armed alarm is kept red by its environment's own numbers; the dashboard's status row shows every armed alarm and no other.",
  findings: (stack) => {
    const shown = shownIn(stack);
    const dashboards = stack.resources("aws_cloudwatch_dashboard");
    return stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
      const isArmed = alarm.body.actions_enabled !== false;
      const isShown = shown.includes(reference(alarm, "arn"));
      const reason = keptRed(stack, alarm);
      return [
        ...(isArmed && reason !== undefined ? [`${alarm.address} is armed and ${reason}`] : []),
        ...(!isArmed && reason === undefined
          ? [`${alarm.address} is not armed, although it could be green`]
          : []),
        ...(dashboards.length > 0 && isArmed !== isShown
          ? [
              isArmed
                ? `${alarm.address} is armed, but the status row does not show it`
                : `${alarm.address} is not armed, but the status row shows it`,
            ]
          : []),
      ];
    });
  },
};
