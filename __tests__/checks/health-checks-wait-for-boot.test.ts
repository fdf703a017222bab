import { healthChecksWaitForBoot } from "../../src/checks/health-checks-wait-for-boot";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every group leaves its instances time to boot", () => {
  expect(findingsOnSound(healthChecksWaitForBoot)).toEqual([]);
});

test("a group that judges a booting instance is found", () => {
  const findings = findingsAfter(healthChecksWaitForBoot, "careflowai-prod", (json) => {
    onlyIn(json, "aws_autoscaling_group").health_check_grace_period = 299;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_autoscaling_group\.\S+ leaves an instance 299 s to boot, less than 300$/),
  ]);
});

test("a group that leaves the time to AWS is found", () => {
  const findings = findingsAfter(healthChecksWaitForBoot, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_autoscaling_group").health_check_grace_period;
  });
  expect(findings).toEqual([expect.stringMatching(/ leaves an instance null s to boot, less than 300$/)]);
});

test("a group that does not trust the load balancer needs no time", () => {
  const findings = findingsAfter(healthChecksWaitForBoot, "careflowai-prod", (json) => {
    Object.assign(onlyIn(json, "aws_autoscaling_group"), {
      health_check_type: "EC2",
      health_check_grace_period: 0,
    });
  });
  expect(findings).toEqual([]);
});
