import { parse, stringify } from "yaml";
import { metricsArePublished } from "../../../src/checks/observability/metrics-are-published";
import { userDataExpression } from "../../../src/compute/boot/user-data";
import { userDataText } from "../../../src/synthesized/user-data";
import type { Mutable } from "../../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../../helpers/broken";

const AGENT_CONFIG = "/etc/careflowai/amazon-cloudwatch-agent.json";
const BALANCED = "careflowai-prod";
const SINGLE = "careflowai-dev";

const after = (stack: string, change: (json: Mutable) => void) =>
  findingsAfter(metricsArePublished, stack, change);
const alarmIn = (json: Mutable, id: string) => onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`);

/** Changes the configuration of the agent, in YAML in the user data. */
function changeAgent(json: Mutable, change: (config: Mutable) => void): void {
  const template = onlyIn(json, "aws_launch_template");
  const cloudConfig = parse(userDataText(template.user_data));
  const file = cloudConfig.write_files.find(({ path }: Mutable) => path === AGENT_CONFIG);
  const config = JSON.parse(file.content);
  change(config);
  file.content = JSON.stringify(config);
  template.user_data = userDataExpression(stringify(cloudConfig));
}

/** Changes one widget in the dashboard's body. */
function changeWidget(json: Mutable, title: string, change: (properties: Mutable) => void): void {
  const dashboard = onlyIn(json, "aws_cloudwatch_dashboard");
  const body = JSON.parse(dashboard.dashboard_body);
  change(body.widgets.find((widget: Mutable) => widget.properties.title === title).properties);
  dashboard.dashboard_body = JSON.stringify(body);
}

test("everything that alarms and widgets read is published", () => {
  expect(findingsOnSound(metricsArePublished)).toEqual([]);
});

test.each([
  ["single-instance", SINGLE, "InstanceId"],
  ["load-balanced", BALANCED, "AutoScalingGroupName"],
])("a change of the agent that is not of its metrics passes in %s", (_topology, stack, dimension) => {
  const findings = after(stack, (json) => {
    changeAgent(json, (config) => {
      expect(config.metrics.aggregation_dimensions).toEqual([[dimension]]);
      config.metrics.force_flush_interval = 60;
    });
  });
  expect(findings).toEqual([]);
});

describe("a renamed metric is found", () => {
  test("in an alarm", () => {
    const findings = after(BALANCED, (json) => {
      alarmIn(json, "high-memory").metric_name = "mem_used_percent";
    });
    expect(findings).toEqual([
      expect.stringMatching(
        /^aws_cloudwatch_metric_alarm\.\S+ reads CareFlowAI mem_used_percent \{AutoScalingGroupName=\S+\} in us-east-1, which nothing in the stack publishes$/,
      ),
    ]);
  });

  test("in the agent's configuration: by two alarms and a widget that read it", () => {
    const findings = after(BALANCED, (json) => {
      changeAgent(json, ({ metrics }) => {
        metrics.metrics_collected.mem.measurement[0].rename = "MEMORY";
      });
    });
    expect(findings.map((finding) => finding.replace(/^\S+?(\w+-\w+)?_[0-9A-F]{8} /, "$1 "))).toEqual([
      expect.stringMatching(/^\S*agent-silent reads CareFlowAI MEM_USED /),
      expect.stringMatching(/^\S*high-memory reads CareFlowAI MEM_USED /),
      expect.stringContaining("(Memory and disk) reads CareFlowAI MEM_USED "),
    ]);
  });

  test("in a metric filter, by the alarm and the widget", () => {
    const findings = after(BALANCED, (json) => {
      onlyIn(json, "aws_cloudwatch_log_metric_filter", "failedBootSteps").metric_transformation.name =
        "Boots";
    });
    expect(findings).toHaveLength(2);
    for (const finding of findings) expect(finding).toMatch(/ reads CareFlowAI\/prod FailedBootSteps \{\} /);
  });

  test("to the name that REST APIs have, in a query of an alarm", () => {
    const findings = after(BALANCED, (json) => {
      const errors = alarmIn(json, "gateway-errors").metric_query.find(({ id }: Mutable) => id === "errors");
      errors.metric.metric_name = "5XXError";
    });
    expect(findings).toEqual([
      expect.stringMatching(
        / reads AWS\/ApiGateway 5XXError \{ApiId=\S+, Stage=\S+\} .*which nothing in the stack publishes$/,
      ),
    ]);
  });
});

describe("a dropped dimension is found", () => {
  test.each([
    ["service-down", "TargetGroup"],
    ["unhealthy-hosts", "LoadBalancer"],
    ["gateway-latency", "Stage"],
    ["high-cpu", "AutoScalingGroupName"],
  ])("in alarm %s: %s", (id, dimension) => {
    const findings = after(BALANCED, (json) => {
      Reflect.deleteProperty(alarmIn(json, id).dimensions, dimension);
    });
    expect(findings).toEqual([
      expect.stringMatching(/, which is published under \{\S+=.*\} in us-east-1 only$/),
    ]);
  });

  test("in an anomaly band", () => {
    const findings = after(BALANCED, (json) => {
      const value = alarmIn(json, "unusual-traffic").metric_query.find(({ id }: Mutable) => id === "value");
      delete value.metric.dimensions.Stage;
    });
    expect(findings).toEqual([
      expect.stringMatching(/_unusual-traffic_\S+ reads AWS\/ApiGateway Count \{ApiId=/),
    ]);
  });

  test("in a widget", () => {
    const findings = after(BALANCED, (json) => {
      changeWidget(json, "Network throughput", ({ metrics }) => metrics[0].splice(2, 2));
    });
    expect(findings).toEqual([
      expect.stringMatching(/ \(Network throughput\) reads AWS\/EC2 NetworkIn \{\} /),
    ]);
  });

  test("among those that the agent appends", () => {
    const findings = after(BALANCED, (json) => {
      changeAgent(json, ({ metrics }) => {
        delete metrics.append_dimensions.AutoScalingGroupName;
      });
    });
    expect(findings.length).toBeGreaterThan(4);
    for (const finding of findings) expect(finding).toMatch(/ reads CareFlowAI /);
  });
});

test("a dimension too many is found", () => {
  const findings = after(SINGLE, (json) => {
    alarmIn(json, "high-disk").dimensions.path = "/";
  });
  expect(findings).toEqual([
    expect.stringMatching(/_high-disk_\S+ reads CareFlowAI DISK_USED \{InstanceId=\S+, path=\/\}/),
  ]);
});

test("the whole ARN in place of its suffix is found", () => {
  const findings = after(BALANCED, (json) => {
    const { dimensions } = alarmIn(json, "high-latency");
    dimensions.LoadBalancer = dimensions.LoadBalancer.replace(".arn_suffix}", ".arn}");
  });
  expect(findings).toEqual([
    expect.stringMatching(/_high-latency_\S+ reads .*\.arn\}\} .*published under .*\.arn_suffix\}\}/),
  ]);
});

test("group metrics that are off are found wherever they are read", () => {
  const findings = after(BALANCED, (json) => {
    delete onlyIn(json, "aws_autoscaling_group").enabled_metrics;
  });
  expect(findings).toEqual([
    expect.stringMatching(/_low-instances_\S+ reads AWS\/AutoScaling GroupInServiceInstances /),
    ...["GroupDesiredCapacity", "GroupInServiceInstances", "GroupMinSize", "GroupMaxSize"].map((name) =>
      expect.stringContaining(`(Auto Scaling group) reads AWS/AutoScaling ${name} `),
    ),
  ]);
});

test("a removed aggregation is found by everything that reads the agent's metrics", () => {
  const findings = after(BALANCED, (json) => {
    changeAgent(json, ({ metrics }) => {
      metrics.aggregation_dimensions = [];
    });
  });
  expect(findings).toHaveLength(7);
  for (const finding of findings)
    expect(finding).toMatch(/ reads CareFlowAI .*which nothing in the stack publishes$/);
});

test("in single-instance a removed aggregation is found where the plugin adds dimensions", () => {
  const findings = after(SINGLE, (json) => {
    changeAgent(json, ({ metrics }) => {
      metrics.aggregation_dimensions = [];
    });
  });
  expect(findings.map((finding) => / reads CareFlowAI (\w+) /.exec(finding)?.[1])).toEqual([
    "DISK_USED",
    "CPU_USED",
    "DISK_USED",
  ]);
});

test.each([
  ["alarm", (json: Mutable) => (alarmIn(json, "high-cpu").namespace = "CareFlowAI")],
  [
    "agent",
    (json: Mutable) => {
      changeAgent(json, ({ metrics }) => (metrics.namespace = "CWAgent"));
    },
  ],
  [
    "widget",
    (json: Mutable) => {
      changeWidget(json, "CPU utilization", ({ metrics }) => (metrics[1][0] = "AWS/EC2"));
    },
  ],
])("a swapped namespace is found: %s", (_where, change) => {
  expect(after(BALANCED, change)).not.toEqual([]);
});

test("a metric of another region is found", () => {
  const findings = after(BALANCED, (json) => {
    changeWidget(json, "CloudFront requests", (properties) => {
      properties.region = "eu-west-1";
    });
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /AWS\/CloudFront Requests \{.*\} in eu-west-1, which is published under \{.*\} in us-east-1 only$/,
    ),
  ]);
});

test("CPU credits of a type without credits are found", () => {
  const findings = after(BALANCED, (json) => {
    onlyIn(json, "aws_launch_template").instance_type = "m7i-flex.large";
  });
  expect(findings.map((finding) => / reads (\S+ \S+) /.exec(finding)?.[1])).toEqual([
    "AWS/EC2 CPUCreditBalance",
    "AWS/EC2 CPUCreditBalance",
  ]);
});

test("an expression that names a missing query or line is found, in alarms and widgets", () => {
  const findings = after(BALANCED, (json) => {
    alarmIn(json, "server-errors").metric_query[0].expression = "FILL(targets, 0) + FILL(others, 0)";
    alarmIn(json, "unusual-traffic").threshold_metric_id = "bound";
    changeWidget(json, "Requests", ({ metrics }) => {
      metrics[2][0].expression = "ANOMALY_DETECTION_BAND(m7, 2)";
    });
  });
  expect(findings).toEqual([
    expect.stringMatching(/_server-errors_\S+ names others, none of its queries$/),
    expect.stringMatching(/_unusual-traffic_\S+ names bound, none of its queries$/),
    expect.stringMatching(/ \(Requests\) names m7, none of its lines$/),
  ]);
});

test("a filter on logs of another stack is found", () => {
  const findings = after(SINGLE, (json) => {
    onlyIn(json, "aws_cloudwatch_log_metric_filter", "ServerErrors").log_group_name = "/careflowai/backend";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudwatch_log_metric_filter\.\S+ filters \/careflowai\/backend, no log group of the stack$/,
    ),
  ]);
});
