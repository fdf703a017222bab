import type { Refusal } from "../../helpers/config-cases";
import { OFF_HOURS, testAcceptances, testRefusals } from "../../helpers/config-cases";

testRefusals([
  [
    "a minimum above the desired capacity",
    ({ environments }) => (environments.prod.autoScaling = { minSize: 2, desiredCapacity: 1 }),
    "environments.prod.autoScaling.minSize: 2. Allowed: at most autoScaling.desiredCapacity 1. To fix: lower minSize or raise desiredCapacity.",
  ],
  [
    "a minimum above the maximum",
    ({ environments }) => (environments.prod.autoScaling = { minSize: 4 }),
    "environments.prod.autoScaling.minSize: 4. Allowed: at most autoScaling.maxSize 3. To fix: lower minSize or raise maxSize.",
  ],
  [
    "a desired capacity above the maximum",
    ({ environments }) => (environments.prod.autoScaling = { desiredCapacity: 4 }),
    "environments.prod.autoScaling.desiredCapacity: 4. Allowed: at most autoScaling.maxSize 3. To fix: lower desiredCapacity or raise maxSize.",
  ],
  ...["dev", "prod"].map((name): Refusal => [
    `instances of ${name} that start when they stop`,
    ({ environments }) => (environments[name].offHours = { ...OFF_HOURS, startTime: "19:00" }),
    `environments.${name}.offHours.startTime: "19:00". Allowed: another time than offHours.stopTime. To fix: start later than you stop.`,
  ]),
  [
    "a token that belongs to another environment",
    ({ environments }) => (environments.staging.backend.tokenParameter = "/careflowai/prod/deploy/token"),
    'environments.staging.backend.tokenParameter: "/careflowai/prod/deploy/token". Allowed: a parameter under /careflowai/staging/. To fix: move the parameter there; the instance may read no other path.',
  ],
]);

testAcceptances([
  [
    "working hours that end on the next day",
    ({ environments }) =>
      (environments.prod.offHours = { ...OFF_HOURS, startTime: "22:00", stopTime: "06:00" }),
  ],
  [
    "equal sizes",
    ({ environments }) => (environments.prod.autoScaling = { minSize: 2, desiredCapacity: 2, maxSize: 2 }),
  ],
]);
