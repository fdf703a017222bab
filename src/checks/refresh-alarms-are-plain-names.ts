import type { Check } from "./check";
import { nested, referencesIn, text } from "../synthesized/synthesized-stack";

/** Pitfall 2.3-3: an alarm on a group refers to the group, so a group that refers to the alarm closes a circle. */
export const refreshAlarmsArePlainNames: Check = {
  id: "2.3-3",
  rule: "A group that stops its refresh on alarms gives them as plain names.",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap(({ address, body }) =>
      nested(body, "instance_refresh")
        .flatMap((refresh) => nested(refresh, "preferences"))
        .flatMap((preferences) => nested(preferences, "alarm_specification"))
        .filter((specification) => referencesIn(specification).size > 0)
        .map(({ alarms }) => `${address} stops its refresh on ${text(alarms)}, not on plain names`),
    ),
};
