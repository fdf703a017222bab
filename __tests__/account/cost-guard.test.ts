import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import { CostGuard } from "../../src/account/cost-guard";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const emailAddresses = ["a@example.org", "b@example.org"];
const costGuard = (monitor?: { create: true } | { arn: string }) =>
  synthConstruct((scope) => {
    new CostGuard(scope, "CostGuard", {
      budgetName: "careflowai-monthly",
      monthlyLimitUsd: 250,
      anomaliesName: "careflowai-cost-anomalies",
      monitor,
      anomalyThresholdUsd: 20,
      emailAddresses,
    });
  });

test("the budget notifies of actual and forecast costs by e-mail", () => {
  const notification = (notification_type: string, threshold: number) => ({
    notification_type,
    threshold,
    threshold_type: "PERCENTAGE",
    comparison_operator: "GREATER_THAN",
    subscriber_email_addresses: emailAddresses,
  });
  expect(only(costGuard(), BudgetsBudget).body).toEqual({
    name: "careflowai-monthly",
    budget_type: "COST",
    time_unit: "MONTHLY",
    limit_amount: "250",
    limit_unit: "USD",
    notification: [notification("ACTUAL", 80), notification("ACTUAL", 100), notification("FORECASTED", 100)],
  });
});

const ARN = "arn:aws:ce::111122223333:anomalymonitor/01234567-89ab-cdef-0123-456789abcdef";
const subscriptionTo = (monitor: string) => ({
  name: "careflowai-cost-anomalies",
  frequency: "DAILY",
  monitor_arn_list: [monitor],
  subscriber: emailAddresses.map((address) => ({ type: "EMAIL", address })),
  threshold_expression: {
    dimension: {
      key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
      match_options: ["GREATER_THAN_OR_EQUAL"],
      values: ["20"],
    },
  },
});

test("anomalies that an existing monitor finds are mailed daily", () => {
  const stack = costGuard({ arn: ARN });
  expect(resourcesOf(stack, CeAnomalyMonitor)).toEqual([]);
  expect(only(stack, CeAnomalySubscription).body).toEqual(subscriptionTo(ARN));
});

test("a monitor of services is made where there is none", () => {
  const stack = costGuard({ create: true });
  expect(only(stack, CeAnomalyMonitor).body).toEqual({
    name: "careflowai-cost-anomalies",
    monitor_type: "DIMENSIONAL",
    monitor_dimension: "SERVICE",
  });
  expect(only(stack, CeAnomalySubscription).body).toEqual(
    subscriptionTo(reference(stack, CeAnomalyMonitor, "arn")),
  );
});

test("without a monitor there is no subscription", () => {
  const stack = costGuard();
  expect(resourcesOf(stack, CeAnomalyMonitor)).toEqual([]);
  expect(resourcesOf(stack, CeAnomalySubscription)).toEqual([]);
});
