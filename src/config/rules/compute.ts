import type { EnvironmentFields, LoadBalancedFields } from "../environment";
import { PARAMETER_ROOT } from "../names";
import type { Field, Rule } from "./rule";
import { compare, keyOf, rule } from "./rule";

export function computeRules(environment: Field<EnvironmentFields>): Rule[] {
  const { backend, offHours } = environment;
  return [
    rule(
      offHours.startTime,
      [offHours.stopTime],
      (start, stop) =>
        start !== undefined &&
        start === stop && {
          allowed: "another time than offHours.stopTime",
          fix: "start later than you stop",
        },
    ),
    rule(backend.tokenParameter, [keyOf(environment)], (parameter, name) => {
      const prefix = `${PARAMETER_ROOT}/${name}/`;
      return (
        parameter?.startsWith(prefix) === false && {
          allowed: `a parameter under ${prefix}`,
          fix: "move the parameter there; the instance may read no other path",
        }
      );
    }),
  ];
}

export function autoScalingRules({ autoScaling }: Field<LoadBalancedFields>): Rule[] {
  const { minSize, desiredCapacity, maxSize } = autoScaling;
  return [
    compare(minSize, "at most", maxSize, "lower minSize or raise maxSize"),
    compare(minSize, "at most", desiredCapacity, "lower minSize or raise desiredCapacity"),
    compare(desiredCapacity, "at most", maxSize, "lower desiredCapacity or raise maxSize"),
  ];
}
