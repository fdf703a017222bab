import { thresholdsFitTheirUnits } from "../../src/checks/thresholds-fit-their-units";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every threshold is in its metric's unit", () => {
  expect(findingsOnSound(thresholdsFitTheirUnits)).toEqual([]);
});

test.each([
  ["high-latency", 1000, "Seconds"],
  ["gateway-latency", 0.5, "Milliseconds"],
  ["high-memory", 0.85, "Percent"],
  ["high-cpu", 100, "Percent"],
])("a threshold of %s in another unit is found: %d", (id, threshold, unit) => {
  const findings = findingsAfter(thresholdsFitTheirUnits, "careflowai-prod", (json) => {
    onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`).threshold = threshold;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(`_${id}_\\S+ has threshold ${String(threshold)} for a metric in ${unit}$`),
    ),
  ]);
});
