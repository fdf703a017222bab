import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TrailAlarms } from "../../src/account/trail-alarms";
import { alarmDescription } from "../../src/observability/runbooks";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const stack = synthConstruct((scope) => {
  new TrailAlarms(scope, "TrailAlarms", {
    name: "careflowai-account",
    alarmDescription,
    metricNamespace: "CareFlowAI/Account",
    logGroupName: "/trail",
    deniedCallsPerFiveMinutes: 7,
    failedSignInsPerFiveMinutes: 2,
    topic: new SnsTopic(scope, "Topic", { name: "critical" }),
  });
});

test.each([
  [
    "careflowai-account-denied-calls",
    "DeniedCalls",
    7,
    '{ ($.eventCategory = "Management") && (($.errorCode = "AccessDenied*") || ($.errorCode = "*UnauthorizedOperation")) }',
  ],
  [
    "careflowai-account-failed-sign-ins",
    "FailedSignIns",
    2,
    '{ ($.eventName = "ConsoleLogin") && ($.responseElements.ConsoleLogin = "Failure") }',
  ],
  [
    "careflowai-account-root-use",
    "RootUse",
    1,
    '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  ],
])("%s counts events in the trail and fires at its threshold", (name, metric, threshold, pattern) => {
  expect(only(stack, CloudwatchLogMetricFilter, { name }).body).toEqual({
    name,
    log_group_name: "/trail",
    pattern,
    metric_transformation: {
      namespace: "CareFlowAI/Account",
      name: metric,
      value: "1",
      default_value: "0",
    },
  });
  expect(only(stack, CloudwatchMetricAlarm, { alarm_name: name }).body).toEqual({
    alarm_name: name,
    alarm_description: expect.stringMatching(/\(filter .+\)/),
    namespace: "CareFlowAI/Account",
    metric_name: metric,
    statistic: "Sum",
    period: 300,
    evaluation_periods: 1,
    threshold,
    comparison_operator: "GreaterThanOrEqualToThreshold",
    treat_missing_data: "notBreaching",
    alarm_actions: [reference(stack, SnsTopic, "arn")],
    ok_actions: [reference(stack, SnsTopic, "arn")],
  });
});

test("there are no others", () => {
  expect(resourcesOf(stack, CloudwatchMetricAlarm)).toHaveLength(3);
  expect(resourcesOf(stack, CloudwatchLogMetricFilter)).toHaveLength(3);
});
