import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Construct } from "constructs";

export type TrailAlarmId = "denied-calls" | "failed-sign-ins" | "root-use";

export interface TrailAlarmsProps {
  /** Prefix of the alarms' names. */
  readonly name: string;
  /** The text of an alarm's notification, at most 1,024 characters. */
  readonly alarmDescription: (id: TrailAlarmId) => string;
  readonly metricNamespace: string;
  /** The trail's log group, which contains the events of every region. */
  readonly logGroupName: string;
  readonly deniedCallsPerFiveMinutes: number;
  readonly failedSignInsPerFiveMinutes: number;
  readonly topic: SnsTopic;
}

/** Alarms on the number of events in the trail, in all regions of the account. Exposes nothing. */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, props: TrailAlarmsProps) {
    super(scope, id);

    for (const { id, metricName, pattern, threshold } of alarms(props)) {
      const name = `${props.name}-${id}`;
      new CloudwatchLogMetricFilter(this, `${id}-filter`, {
        name,
        logGroupName: props.logGroupName,
        pattern,
        metricTransformation: {
          namespace: props.metricNamespace,
          name: metricName,
          value: "1",
          defaultValue: "0",
        },
      });
      new CloudwatchMetricAlarm(this, id, {
        alarmName: name,
        alarmDescription: props.alarmDescription(id),
        namespace: props.metricNamespace,
        metricName,
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        threshold,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [props.topic.arn],
        okActions: [props.topic.arn],
      });
    }
  }
}

interface TrailAlarm {
  readonly id: TrailAlarmId;
  readonly metricName: string;
  /** A filter pattern of CloudWatch Logs. */
  readonly pattern: string;
  /** Events in 5 minutes. */
  readonly threshold: number;
}

const alarms = ({
  deniedCallsPerFiveMinutes,
  failedSignInsPerFiveMinutes,
}: TrailAlarmsProps): readonly TrailAlarm[] => [
  {
    id: "denied-calls",
    metricName: "DeniedCalls",
    // Without data events: S3 also denies anonymous requests for website files that do not exist.
    pattern:
      '{ ($.eventCategory = "Management") && (($.errorCode = "AccessDenied*") || ($.errorCode = "*UnauthorizedOperation")) }',
    threshold: deniedCallsPerFiveMinutes,
  },
  {
    id: "failed-sign-ins",
    metricName: "FailedSignIns",
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.responseElements.ConsoleLogin = "Failure") }',
    threshold: failedSignInsPerFiveMinutes,
  },
  {
    id: "root-use",
    metricName: "RootUse",
    // Next to the rule root-use, which receives neither read-only calls nor events of other regions. Without calls that
    // AWS services make as root on behalf of the account (CIS AWS Foundations Benchmark).
    pattern:
      '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
    threshold: 1,
  },
];
