/** Units of CloudWatch (AWS, MetricDatum) that metrics here have. */
export type Unit = "Bytes" | "Count" | "Milliseconds" | "Percent" | "Seconds";

/** How the values of a period become one. */
export type Statistic = "Average" | "Maximum" | "Minimum" | "SampleCount" | "Sum" | "p99";

/**
 * One series of CloudWatch. It is found by namespace, name and exactly these dimensions, so that whoever makes a
 * resource says what it publishes, and alarms and widgets choose from that.
 */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: Unit;
  readonly statistic: Statistic;
  /** Where it is published if not in the stack's region. */
  readonly region?: string;
}

/** A function that names metrics of one namespace under the same dimensions. */
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
  /** Names the metrics by their keys below. */
  readonly expression: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly label: string;
  readonly unit: Unit;
}

/** What an alarm compares with its threshold. */
export type Signal = Metric | Formula;

export const isFormula = (signal: Signal): signal is Formula => "expression" in signal;

/** The metrics that a signal is read from. */
export const metricsOf = (signal: Signal): readonly Metric[] =>
  isFormula(signal) ? Object.values(signal.metrics) : [signal];

/** The sum of some metrics, of which each may be silent. */
export function sumOf(metrics: Readonly<Record<string, Metric>>, label: string): Formula {
  const [first] = Object.values(metrics);
  if (!first) throw new RangeError(`${label}: a sum of no metrics; to mend: name at least one`);
  const expression = Object.keys(metrics)
    .map((key) => `FILL(${key}, 0)`)
    .join(" + ");
  return { expression, metrics, label, unit: first.unit };
}

/** A figure with its unit. */
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
 * The figure in another unit: API Gateway's latencies are in milliseconds, a load balancer's in seconds.
 *
 * @throws RangeError if the units measure different things.
 */
export function inUnit({ value, unit }: Quantity, wanted: Unit): number {
  if (unit === wanted) return value;
  const [from, to] = [SECONDS[unit], SECONDS[wanted]];
  if (from === undefined || to === undefined)
    throw new RangeError(`${String(value)} ${unit} cannot be compared with a metric in ${wanted}`);
  return (value * from) / to;
}
