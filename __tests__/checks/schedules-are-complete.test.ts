import { schedulesAreComplete } from "../../src/checks/schedules-are-complete";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const inGroup = (change: (schedule: Mutable) => void) =>
  findingsAfter(schedulesAreComplete, "careflowai-hardened-balanced", (json) => {
    change(onlyIn(json, "aws_autoscaling_schedule", "Start"));
  });

test("every schedule is complete", () => {
  expect(findingsOnSound(schedulesAreComplete)).toEqual([]);
});

test.each(["min_size", "max_size", "desired_capacity"])("a schedule without %s is found", (size) => {
  const findings = inGroup((schedule) => {
    schedule[size] = undefined;
  });
  expect(findings).toEqual([
    expect.stringMatching(new RegExp(`^aws_autoscaling_schedule\\.\\S+Start\\S+ does not set ${size}$`)),
  ]);
});

test("a size that is left as it is, by -1, is set", () => {
  const findings = inGroup((schedule) => {
    schedule.max_size = -1;
  });
  expect(findings).toEqual([]);
});

test("a schedule of a group without time zone is found", () => {
  const findings = inGroup((schedule) => {
    delete schedule.time_zone;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_autoscaling_schedule\.\S+Start\S+ sets no time zone$/),
  ]);
});

test("a schedule of an instance without time zone is found", () => {
  const findings = findingsAfter(schedulesAreComplete, "careflowai-hardened-single", (json) => {
    delete onlyIn(json, "aws_scheduler_schedule", "Stop").schedule_expression_timezone;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_scheduler_schedule\.\S+Stop\S+ sets no time zone$/)]);
});
