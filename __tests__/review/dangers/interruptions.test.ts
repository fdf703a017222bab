import type { Case } from "../plans";
import { create, findingsIn, keep, plan, update } from "../plans";

const INSTANCE = { id: "i-1", tags: { Name: "careflowai-dev" }, instance_type: "t2.micro" };
const GROUP = {
  name: "careflowai-prod",
  id: "careflowai-prod",
  max_size: 3,
  desired_capacity: 1,
  launch_template: [{ version: "1" }],
};
const STOP = {
  autoscaling_group_name: "careflowai-prod",
  desired_capacity: 0,
  recurrence: "0 19 * * *",
  time_zone: "Europe/Dublin",
};

const CASES: readonly Case[] = [
  [
    "an instance changes its type in place",
    [update("aws_instance.I", INSTANCE, { instance_type: "t3.small" })],
    ["interruption aws_instance.I: careflowai-dev is stopped and started again. Requests fail for minutes."],
  ],
  ["an instance changes its tags", [update("aws_instance.I", INSTANCE, { tags: { Name: "other" } })], []],
  [
    "a group loses all its instances",
    [update("aws_autoscaling_group.G", GROUP, { max_size: 0 })],
    [
      "interruption aws_autoscaling_group.G: careflowai-prod terminates all its instances (max_size is 0). Requests fail.",
    ],
  ],
  ["a group has another maximum", [update("aws_autoscaling_group.G", GROUP, { max_size: 4 })], []],
  [
    "a group behind a load balancer has a new release",
    [update("aws_autoscaling_group.G", GROUP, { launch_template: [{ version: "2" }] })],
    [],
  ],
  [
    "a group stops by a schedule from now on",
    [keep("aws_autoscaling_group.G", GROUP), create("aws_autoscaling_schedule.Stop", STOP)],
    [
      'interruption aws_autoscaling_schedule.Stop: careflowai-prod has no instances from "0 19 * * *" (Europe/Dublin) until another schedule starts some.',
    ],
  ],
  [
    "a schedule changes its time",
    [
      keep("aws_autoscaling_group.G", GROUP),
      update("aws_autoscaling_schedule.Stop", STOP, { recurrence: "0 20 * * *" }),
    ],
    [],
  ],
  [
    "a new group stops by a schedule",
    [create("aws_autoscaling_group.G", GROUP), create("aws_autoscaling_schedule.Stop", STOP)],
    [],
  ],
];

test.each(CASES)("interruptions: %s", (_name, changes, findings) => {
  expect(findingsIn(plan(changes))).toEqual(findings);
});
