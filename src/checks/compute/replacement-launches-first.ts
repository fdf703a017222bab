import type { Check } from "../check";
import { unless } from "../check";
import type { JsonObject } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

/** EC2 Auto Scaling launches first if nothing may be missing and something may be on top, by 100 % at most. */
function launchesFirst({ min_healthy_percentage, max_healthy_percentage }: JsonObject): boolean {
  const most = Number(max_healthy_percentage);
  return min_healthy_percentage === 100 && most > 100 && most <= 200;
}

export const replacementLaunchesFirst: Check = {
  id: "replacement-launches-first",
  rule: "An Auto Scaling group launches an instance before it terminates the one that it replaces.",
  why: "A group of one instance that terminates first is out of service for as long as a boot takes (AWS, Instance maintenance policies).",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap(({ address, body }) => {
      const preferences = nested(body, "instance_refresh").flatMap((refresh) =>
        nested(refresh, "preferences"),
      );
      // A refresh that names no percentages takes those of the maintenance policy.
      const percentages = [...nested(body, "instance_maintenance_policy"), ...preferences].filter(
        (settings) => "min_healthy_percentage" in settings || "max_healthy_percentage" in settings,
      );
      return [
        ...unless(
          percentages.length > 0,
          `${address} does not say how many instances stay while it replaces`,
        ),
        ...percentages
          .filter((settings) => !launchesFirst(settings))
          .map(
            ({ min_healthy_percentage: least, max_healthy_percentage: most }) =>
              `${address} replaces at ${text(least)} to ${text(most)} percent, which may terminate first`,
          ),
      ];
    }),
};
