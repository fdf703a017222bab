/** The CloudWatch units (AWS, MetricDatum) that this project uses. */
export type Unit = "Bytes" | "Count" | "Milliseconds" | "Percent" | "Seconds";

/** How CloudWatch aggregates the values of a period. */
export type Statistic = "Average" | "Maximum" | "Minimum" | "SampleCount" | "Sum" | "p99";

/**
 * One CloudWatch metric with its statistic. CloudWatch finds it by namespace, name and exactly these dimensions.
 * Therefore the construct that creates a resource defines its metrics, and alarms and widgets select from them.
 */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: Unit;
  readonly statistic: Statistic;
  /** Region of the metric. The stack's region if undefined (default). */
  readonly region?: string;
}

/** Returns a function that creates metrics of one namespace with the same dimensions. */
export function metricsIn(namespace: string, dimensions: Readonly<Record<string, string>>, region?: string) {
  return (name: string, unit: Unit, statistic: Statistic): Metric => ({
    namespace,
    name,
    dimensions,
    unit,
    statistic,
    ...(region !== undefined && { region }),
  });
}

/** A series that CloudWatch computes from others (AWS, Using math expressions with CloudWatch metrics). */
export interface Formula {
  /** Refers to the metrics by their keys. */
  readonly expression: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly label: string;
  readonly unit: Unit;
}

/** The value that an alarm compares with its threshold. */
export type Signal = Metric | Formula;

export const isFormula = (signal: Signal): signal is Formula => "expression" in signal;

/** The metrics that a signal uses. */
export const metricsOf = (signal: Signal): readonly Metric[] =>
  isFormula(signal) ? Object.values(signal.metrics) : [signal];

/**
 * The sum of metrics. A metric without data counts as 0.
 *
 * @throws RangeError if there are no metrics.
 */
export function sumOf(metrics: Readonly<Record<string, Metric>>, label: string): Formula {
  const [first] = Object.values(metrics);
  if (!first)
    throw new RangeError(`${label}: a sum of no metrics. Allowed: at least one. To fix: add a metric.`);
  const expression = Object.keys(metrics)
    .map((key) => `FILL(${key}, 0)`)
    .join(" + ");
  return { expression, metrics, label, unit: first.unit };
}

/** A value with its unit. */
export interface Quantity {
  readonly value: number;
  readonly unit: Unit;
}

const quantity = (unit: Unit) => (value: number) => ({ value, unit });
export const bytes = quantity("Bytes");
export const count = quantity("Count");
export const milliseconds = quantity("Milliseconds");
export const percent = quantity("Percent");

const SECONDS: Readonly<Partial<Record<Unit, number>>> = { Milliseconds: 0.001, Seconds: 1 };

/**
 * Converts a value to another unit: API Gateway's latencies are in milliseconds, a load balancer's in seconds.
 *
 * @throws RangeError if the units measure different things.
 */
export function inUnit({ value, unit }: Quantity, target: Unit): number {
  if (unit === target) return value;
  const [from, to] = [SECONDS[unit], SECONDS[target]];
  if (from === undefined || to === undefined)
    throw new RangeError(`${String(value)} ${unit} cannot be compared with a metric in ${target}`);
  return (value * from) / to;
}
