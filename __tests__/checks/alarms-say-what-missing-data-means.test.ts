import { alarmsSayWhatMissingDataMeans } from "../../src/checks/alarms-say-what-missing-data-means";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (id: string, meaning: string | undefined) =>
  findingsAfter(alarmsSayWhatMissingDataMeans, "careflowai-prod", (json) => {
    onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`).treat_missing_data = meaning;
  });

test("every alarm says what missing data means", () => {
  expect(findingsOnSound(alarmsSayWhatMissingDataMeans)).toEqual([]);
});

test.each([undefined, "notbreaching"])("%s is no meaning", (meaning) => {
  expect(after("high-cpu", meaning)).toEqual([
    expect.stringMatching(/_high-cpu_\S+ does not say what missing data means$/),
  ]);
});

test.each(["service-down", "low-instances", "agent-silent"])(
  "what must be there may not be missing: %s",
  (id) => {
    expect(after(id, "notBreaching")).toEqual([
      expect.stringMatching(/takes missing data for notBreaching, although its metric must be there$/),
    ]);
  },
);
