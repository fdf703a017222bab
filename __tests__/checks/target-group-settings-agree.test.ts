import { targetGroupSettingsAgree } from "../../src/checks/target-group-settings-agree";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterTargetGroup = (change: (targetGroup: Mutable) => void) =>
  findingsAfter(targetGroupSettingsAgree, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_lb_target_group"));
  });

test("the settings of every target group agree", () => {
  expect(findingsOnSound(targetGroupSettingsAgree)).toEqual([]);
});

test("a health check that outlasts its interval is found", () => {
  const findings = afterTargetGroup((targetGroup) => {
    targetGroup.health_check.timeout = 30;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_lb_target_group\.\S+ waits 30 s for a health check, but makes one every 30 s$/,
    ),
  ]);
});

test("a target group without health check is found by each of its settings", () => {
  const findings = afterTargetGroup((targetGroup) => {
    delete targetGroup.health_check;
  });
  expect(findings).toEqual([
    expect.stringMatching(/ waits null s for a health check, but makes one every null s$/),
    expect.stringMatching(/ gives up an instance after null failed health checks$/),
    expect.stringMatching(/ takes null for healthy, not 200$/),
  ]);
});

test("an instance that is given up at once is found", () => {
  const findings = afterTargetGroup((targetGroup) => {
    targetGroup.health_check.unhealthy_threshold = 1;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb_target_group\.\S+ gives up an instance after 1 failed health checks$/),
  ]);
});

test("a health check that takes redirects for healthy is found", () => {
  const findings = afterTargetGroup((targetGroup) => {
    targetGroup.health_check.matcher = "200-399";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb_target_group\.\S+ takes 200-399 for healthy, not 200$/),
  ]);
});

test.each([{ enabled: false }, { type: "app_cookie" }, { cookie_duration: undefined }])(
  "sticky sessions with %j are found",
  (fault) => {
    const findings = afterTargetGroup((targetGroup) => {
      Object.assign(targetGroup.stickiness, fault);
    });
    expect(findings).toEqual([
      expect.stringMatching(
        /^aws_lb_target_group\.\S+ has no sticky sessions by the load balancer's cookie$/,
      ),
    ]);
  },
);

test("draining without a limit of its own is found", () => {
  const findings = afterTargetGroup((targetGroup) => {
    delete targetGroup.deregistration_delay;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb_target_group\.\S+ leaves its deregistration_delay to AWS$/),
  ]);
});
