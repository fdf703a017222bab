import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Construct } from "constructs";

export interface TrailAlarmsProps {
  /** Prefix of the alarms' names. */
  readonly name: string;
  readonly metricNamespace: string;
  /** The trail's log group, which has every region's events. */
  readonly logGroupName: string;
  readonly deniedCallsPerFiveMinutes: number;
  readonly failedSignInsPerFiveMinutes: number;
  readonly topic: SnsTopic;
}

/** Alarms on how often something stands in the trail, wherever in the account it happens. */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, props: TrailAlarmsProps) {
    super(scope, id);

    for (const { id, metricName, pattern, threshold, description } of alarms(props)) {
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
        alarmDescription: description,
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

const alarms = ({ deniedCallsPerFiveMinutes, failedSignInsPerFiveMinutes }: TrailAlarmsProps) => [
  {
    id: "denied-calls",
    metricName: "DeniedCalls",
    // Not data events: whoever scans the site for files that are not there is denied by S3.
    pattern:
      '{ ($.eventCategory = "Management") && (($.errorCode = "AccessDenied*") || ($.errorCode = "*UnauthorizedOperation")) }',
    threshold: deniedCallsPerFiveMinutes,
    description:
      "Many API calls were denied within five minutes. Somebody, or a program, tries what it may not: a broken " +
      "deploy, or stolen credentials. Find whose they are in the trail's log group (filter errorCode like /Denied|Unauthorized/).",
  },
  {
    id: "failed-sign-ins",
    metricName: "FailedSignIns",
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.responseElements.ConsoleLogin = "Failure") }',
    threshold: failedSignInsPerFiveMinutes,
    description:
      "Several sign-ins to the console failed within five minutes. Find the addresses in the trail's log group " +
      '(filter eventName = "ConsoleLogin"); ask the users, and see to it that MFA is on.',
  },
];
