import { agentMetrics } from "./agent-metrics";
import type { Block, Json, JsonObject, SynthesizedStack } from "./synthesized-stack";
import { nested, reference, stringsIn, text } from "./synthesized-stack";

/** A metric of CloudWatch as it is published or read; the values of its dimensions are those of the JSON. */
export interface Series {
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface PublishedSeries extends Series {
  readonly unit: string;
}

/** A metric that an alarm or a widget reads. */
export interface ReadSeries extends Series {
  readonly reader: string;
}

export const isSame = (one: Series, other: Series): boolean =>
  one.region === other.region &&
  one.namespace === other.namespace &&
  one.name === other.name &&
  dimensionsText(one) === dimensionsText(other);

/** The dimensions in alphabetical order. */
export const dimensionsText = ({ dimensions }: Series): string =>
  `{${Object.entries(dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(", ")}}`;

type Dimensions = Readonly<Record<string, string>>;
type Units = Readonly<Record<string, string>>;

interface AwsMetrics {
  readonly namespace: string;
  readonly units: Units;
  /** The sets under which AWS publishes them for the resources of a stack. */
  readonly dimensions: (stack: SynthesizedStack) => readonly Dimensions[];
  /** The region of the metrics. Default: that of the resource. */
  readonly region?: string;
}

const of = (names: readonly string[], unit: string): Units =>
  Object.fromEntries(names.map((name) => [name, unit]));

const TARGET_METRICS: Units = {
  ...of(
    [
      "HTTPCode_Target_2XX_Count",
      "HTTPCode_Target_3XX_Count",
      "HTTPCode_Target_4XX_Count",
      "HTTPCode_Target_5XX_Count",
      "RequestCount",
      "TargetConnectionErrorCount",
    ],
    "Count",
  ),
  TargetResponseTime: "Seconds",
};

/** The metrics that AWS publishes, by the page of its documentation. */
const AWS_METRICS: Readonly<Record<string, AwsMetrics>> = {
  "CloudWatch metrics for your Application Load Balancer": {
    namespace: "AWS/ApplicationELB",
    units: {
      ...TARGET_METRICS,
      ...of(
        [
          "ActiveConnectionCount",
          "HTTPCode_ELB_4XX_Count",
          "HTTPCode_ELB_5XX_Count",
          "NewConnectionCount",
          "RejectedConnectionCount",
        ],
        "Count",
      ),
      ProcessedBytes: "Bytes",
    },
    dimensions: (stack) =>
      stack.resources("aws_lb").map((block) => ({ LoadBalancer: reference(block, "arn_suffix") })),
  },
  "CloudWatch metrics for your Application Load Balancer: target groups": {
    namespace: "AWS/ApplicationELB",
    units: {
      ...TARGET_METRICS,
      ...of(["HealthyHostCount", "RequestCountPerTarget", "UnHealthyHostCount"], "Count"),
    },
    dimensions: (stack) =>
      stack.resources("aws_lb_listener").flatMap(({ body }) =>
        nested(body, "default_action").flatMap(({ target_group_arn }) => {
          const [loadBalancer, targetGroup] = [
            stack.target(body.load_balancer_arn),
            stack.target(target_group_arn),
          ];
          if (!loadBalancer || !targetGroup) return [];
          return [
            {
              LoadBalancer: reference(loadBalancer, "arn_suffix"),
              TargetGroup: reference(targetGroup, "arn_suffix"),
            },
          ];
        }),
      ),
  },
  "Monitor CloudWatch metrics for HTTP APIs in API Gateway": {
    namespace: "AWS/ApiGateway",
    units: {
      ...of(["4xx", "5xx", "Count"], "Count"),
      ...of(["IntegrationLatency", "Latency"], "Milliseconds"),
      DataProcessed: "Bytes",
    },
    dimensions: (stack) =>
      stack
        .resources("aws_apigatewayv2_stage")
        .map((block) => ({ ApiId: text(block.body.api_id), Stage: reference(block, "name") })),
  },
  "CloudWatch metrics that are available for your instances": {
    namespace: "AWS/EC2",
    units: {
      CPUUtilization: "Percent",
      ...of(["NetworkIn", "NetworkOut"], "Bytes"),
      ...of(["NetworkPacketsIn", "NetworkPacketsOut"], "Count"),
      ...of(["StatusCheckFailed", "StatusCheckFailed_Instance", "StatusCheckFailed_System"], "Count"),
    },
    dimensions: (stack) => launchedBy(stack).map(({ dimensions }) => dimensions),
  },
  "CPU credit metrics": {
    namespace: "AWS/EC2",
    units: of(["CPUCreditBalance", "CPUCreditUsage"], "Count"),
    dimensions: (stack) =>
      launchedBy(stack)
        .filter(({ template }) => /^t\d/.test(text(template.body.instance_type)))
        .map(({ dimensions }) => dimensions),
  },
  "Monitor CloudFront metrics with Amazon CloudWatch": {
    namespace: "AWS/CloudFront",
    units: {
      Requests: "Count",
      ...of(["BytesDownloaded", "BytesUploaded"], "Bytes"),
      ...of(["4xxErrorRate", "5xxErrorRate", "TotalErrorRate"], "Percent"),
    },
    dimensions: (stack) =>
      stack
        .resources("aws_cloudfront_distribution")
        .map((block) => ({ DistributionId: reference(block, "id"), Region: "Global" })),
    region: "us-east-1",
  },
  "CloudWatch metrics for CloudWatch Logs": {
    namespace: "AWS/Logs",
    units: { IncomingBytes: "Bytes", IncomingLogEvents: "Count" },
    dimensions: (stack) =>
      stack
        .resources("aws_cloudwatch_log_group")
        .map((block) => ({ LogGroupName: reference(block, "name") })),
  },
  "Available CloudWatch metrics for Amazon SQS": {
    namespace: "AWS/SQS",
    units: of(["ApproximateNumberOfMessagesVisible"], "Count"),
    dimensions: (stack) =>
      stack.resources("aws_sqs_queue").map((block) => ({ QueueName: reference(block, "name") })),
  },
  "Monitoring Amazon EventBridge Scheduler with Amazon CloudWatch": {
    namespace: "AWS/Scheduler",
    units: of(["InvocationDroppedCount", "TargetErrorCount"], "Count"),
    dimensions: (stack) =>
      stack.resources("aws_scheduler_schedule").map(({ body }) => ({
        ScheduleGroup: text(body.group_name ?? "default"),
      })),
  },
};

interface Launched {
  readonly template: Block;
  readonly dimensions: Dimensions;
}

/** Groups and instances that are launched from a template, with the dimension of their metrics. */
function launchedBy(stack: SynthesizedStack): Launched[] {
  const launched = (type: string, dimension: string, attribute: string) =>
    stack.resources(type).flatMap((block) => {
      const template = stack.launchTemplateOf(block);
      return template ? [{ template, dimensions: { [dimension]: reference(block, attribute) } }] : [];
    });
  return [
    ...launched("aws_autoscaling_group", "AutoScalingGroupName", "name"),
    ...launched("aws_instance", "InstanceId", "id"),
  ];
}

/** Every metric that is published for a resource of the stack. */
export function publishedIn(stack: SynthesizedStack): PublishedSeries[] {
  const region = text(stack.providers()[0]?.region);
  const byAws = Object.values(AWS_METRICS).flatMap(({ namespace, units, dimensions, region: own = region }) =>
    dimensions(stack).flatMap((set) =>
      Object.entries(units).map(([name, unit]) => ({ region: own, namespace, name, unit, dimensions: set })),
    ),
  );
  // AWS, CloudWatch metrics for Amazon EC2 Auto Scaling: a group publishes those that it enables.
  const byGroups = stack.resources("aws_autoscaling_group").flatMap((block) =>
    stringsIn(block.body.enabled_metrics).map((name) => ({
      region,
      namespace: "AWS/AutoScaling",
      name,
      unit: "Count",
      dimensions: { AutoScalingGroupName: reference(block, "name") },
    })),
  );
  const byAgents = launchedBy(stack).flatMap(({ template, dimensions }) =>
    agentMetrics(template.body)
      // Other dimensions differ by instance, so no alarm can name them.
      .filter((metric) => metric.dimensions.join() === Object.keys(dimensions).join())
      .map(({ namespace, name, unit }) => ({ region, namespace, name, unit, dimensions })),
  );
  const byFilters = stack.resources("aws_cloudwatch_log_metric_filter").flatMap(({ body }) =>
    nested(body, "metric_transformation").map((transformation) => ({
      region,
      namespace: text(transformation.namespace),
      name: text(transformation.name),
      unit: text(transformation.unit),
      dimensions: dimensionsOf(transformation.dimensions),
    })),
  );
  return [...byAws, ...byGroups, ...byAgents, ...byFilters];
}

function dimensionsOf(value: Json | undefined): Dimensions {
  return Object.fromEntries(
    Object.entries((value ?? {}) as JsonObject).map(([name, own]) => [name, text(own)]),
  );
}

/** The metrics that an alarm reads, by its queries or by its own attributes. */
export function readByAlarm(stack: SynthesizedStack, alarm: Block): ReadSeries[] {
  const queried = nested(alarm.body, "metric_query").flatMap((query) => nested(query, "metric"));
  return (alarm.body.metric_name === undefined ? queried : [alarm.body, ...queried]).map((metric) => ({
    reader: alarm.address,
    region: stack.regionOf(alarm),
    namespace: text(metric.namespace),
    name: text(metric.metric_name),
    dimensions: dimensionsOf(metric.dimensions),
  }));
}

/** A widget in the body of a dashboard. */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: JsonObject;
}

export function widgetsOf({ body }: Block): readonly Widget[] {
  const { widgets } = JSON.parse(text(body.dashboard_body)) as { readonly widgets: readonly Widget[] };
  return widgets;
}

export const titleOf = ({ properties }: Widget): string => text(properties.title);

/** A line of a metric widget: a metric, or an expression over metrics by their ids. */
export interface Line {
  readonly label: string;
  readonly id: string | undefined;
  readonly statistic: string | undefined;
  readonly expression: string | undefined;
  readonly series: ReadSeries | undefined;
}

/** The lines of a metric widget (AWS, Dashboard body structure: metrics array format). */
export function linesOf(dashboard: Block, widget: Widget): Line[] {
  const rows = (widget.properties.metrics ?? []) as readonly (readonly (JsonObject | string)[])[];
  return rows.map((row) => {
    const words = row.filter((part) => typeof part === "string");
    const options = (row.find((part) => typeof part === "object") ?? {}) as Readonly<
      Record<string, string | undefined>
    >;
    const [namespace = "", name = "", ...pairs] = words;
    return {
      label: options.label ?? "",
      id: options.id,
      statistic: options.stat,
      expression: options.expression,
      series:
        words.length === 0
          ? undefined
          : {
              reader: `${dashboard.address} (${titleOf(widget)})`,
              region: text(widget.properties.region),
              namespace,
              name,
              dimensions: Object.fromEntries(
                pairs.flatMap((word, index) => (index % 2 === 0 ? [[word, pairs[index + 1] ?? ""]] : [])),
              ),
            },
    };
  });
}

/** The ids that an expression names: functions and keywords are in upper case, ids are not. */
export const idsIn = (expression: string): readonly string[] => [
  ...new Set(expression.match(/\b[a-z]\w*\b/g)),
];
