import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import { Construct } from "constructs";

export interface CostGuardProps {
  readonly budgetName: string;
  readonly monthlyLimitUsd: number;
  /** Name of the subscription and of the created monitor. */
  readonly anomaliesName: string;
  /** Whether to create a monitor or use an existing one. Without anomaly detection if undefined. */
  readonly monitor: { readonly create: true } | { readonly arn: string } | undefined;
  readonly anomalyThresholdUsd: number;
  /** AWS Budgets and Cost Anomaly Detection send e-mail to these directly, without a topic. */
  readonly emailAddresses: readonly string[];
}

/** When the budget notifies. Thresholds are percentages of its limit. */
const NOTIFICATIONS = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** A monthly budget, and a daily e-mail about cost anomalies (document, Alerting Strategy). */
export class CostGuard extends Construct {
  constructor(scope: Construct, id: string, props: CostGuardProps) {
    super(scope, id);
    const { monitor, emailAddresses } = props;

    new BudgetsBudget(this, "Budget", {
      name: props.budgetName,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(props.monthlyLimitUsd),
      limitUnit: "USD",
      notification: NOTIFICATIONS.map((notification) => ({
        ...notification,
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: [...emailAddresses],
      })),
    });

    if (monitor === undefined) return;
    new CeAnomalySubscription(this, "AnomalySubscription", {
      name: props.anomaliesName,
      // AWS sends daily and weekly summaries by e-mail only, and individual alerts to topics only.
      frequency: "DAILY",
      monitorArnList: ["arn" in monitor ? monitor.arn : this.createMonitor(props.anomaliesName)],
      subscriber: emailAddresses.map((address) => ({ type: "EMAIL", address })),
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [String(props.anomalyThresholdUsd)],
        },
      },
    });
  }

  private createMonitor(name: string): string {
    return new CeAnomalyMonitor(this, "AnomalyMonitor", {
      name,
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
    }).arn;
  }
}
