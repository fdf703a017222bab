import { costAnomaliesAreMailed } from "../../src/checks/cost-anomalies-are-mailed";
import { findingsAfter, findingsOnSound, hardenedStacks, onlyIn } from "../helpers/broken";

const after = (change: (subscription: any) => void) =>
  findingsAfter(
    costAnomaliesAreMailed,
    "careflowai-account",
    (json) => {
      change(onlyIn(json, "aws_ce_anomaly_subscription"));
    },
    hardenedStacks(),
  );
const ADDRESS = "aws_ce_anomaly_subscription.CostGuard_AnomalySubscription_\\w+";

test("every subscription is one that AWS takes", () => {
  expect(findingsOnSound(costAnomaliesAreMailed)).toEqual([]);
});

test.each([
  ["IMMEDIATE", "EMAIL", false],
  ["IMMEDIATE", "SNS", true],
  ["DAILY", "SNS", false],
  ["WEEKLY", "SNS", false],
  ["WEEKLY", "EMAIL", true],
])("%s by %s: %s", (frequency, type, isTaken) => {
  const findings = after((subscription) => {
    subscription.frequency = frequency;
    subscription.subscriber = [{ type, address: "somebody" }];
  });
  expect(findings).toEqual(
    isTaken
      ? []
      : [
          expect.stringMatching(
            new RegExp(`^${ADDRESS} tells ${type} subscribers ${frequency}, which AWS refuses$`),
          ),
        ],
  );
});

test("a subscription of nobody is found", () => {
  expect(
    after((subscription) => {
      subscription.subscriber = [];
    }),
  ).toEqual([expect.stringMatching(new RegExp(`^${ADDRESS} tells nobody$`))]);
});

test("a threshold that is no expression is found", () => {
  expect(
    after((subscription) => {
      delete subscription.threshold_expression;
      subscription.threshold = 20;
    }),
  ).toEqual([expect.stringMatching(new RegExp(`^${ADDRESS} has no threshold_expression$`))]);
});
