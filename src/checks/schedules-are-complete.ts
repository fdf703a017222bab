import type { Check } from "./check";

const SIZES = ["min_size", "max_size", "desired_capacity"];

/** Pitfall 2.3-5: a size that is left out has meant 0, and a time without zone is UTC. That the group ignores the sizes is 2.3-4. */
export const schedulesAreComplete: Check = {
  id: "2.3-5",
  rule: "A schedule of an Auto Scaling group sets all three sizes, and every schedule its time zone.",
  findings: (stack) => [
    ...stack
      .resources("aws_autoscaling_schedule")
      .flatMap(({ address, body }) => [
        ...SIZES.filter((size) => typeof body[size] !== "number").map(
          (size) => `${address} does not set ${size}`,
        ),
        ...(body.time_zone === undefined ? [`${address} sets no time zone`] : []),
      ]),
    ...stack
      .resources("aws_scheduler_schedule")
      .filter(({ body }) => body.schedule_expression_timezone === undefined)
      .map(({ address }) => `${address} sets no time zone`),
  ],
};
