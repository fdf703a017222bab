import type { Check } from "../check";
import { readByAlarm, widgetsOf } from "../../synthesized/metrics";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, reference, stringsIn, text } from "../../synthesized/synthesized-stack";

/** Why an alarm's own environment keeps it in ALARM, if it does. */
function keptInAlarm(stack: SynthesizedStack, alarm: Block): string | undefined {
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
      return `fires at ${String(threshold)} % CPU, which scaling holds`;
  }
  return undefined;
}

/** The alarms whose state a dashboard shows. */
const shownIn = (stack: SynthesizedStack): string[] =>
  stack
    .resources("aws_cloudwatch_dashboard")
    .flatMap(widgetsOf)
    .filter(({ type }) => type === "alarm")
    .flatMap(({ properties }) => stringsIn(properties.alarms));

export const enabledAlarmsCanBeOk: Check = {
  id: "enabled-alarms-can-be-ok",
  rule: "No enabled alarm is kept in ALARM by its environment's own settings; the dashboard's status row shows every enabled alarm and no other.",
  why: "An alarm that is always in ALARM is ignored (decision 1).",
  findings: (stack) => {
    const shown = shownIn(stack);
    const dashboards = stack.resources("aws_cloudwatch_dashboard");
    return stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
      const isEnabled = alarm.body.actions_enabled !== false;
      const isShown = shown.includes(reference(alarm, "arn"));
      const reason = keptInAlarm(stack, alarm);
      return [
        ...(isEnabled && reason !== undefined ? [`${alarm.address} is enabled and ${reason}`] : []),
        ...(!isEnabled && reason === undefined
          ? [`${alarm.address} is not enabled, although it could be OK`]
          : []),
        ...(dashboards.length > 0 && isEnabled !== isShown
          ? [
              isEnabled
                ? `${alarm.address} is enabled, but the status row does not show it`
                : `${alarm.address} is not enabled, but the status row shows it`,
            ]
          : []),
      ];
    });
  },
};
