import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Construct } from "constructs";
import { ACCOUNT_IAM_PATH } from "../config/names";
import type { Notifications } from "../observability/notifications";
import type { AlertSeverity } from "./security-events";

export interface DailySummaryProps {
  /** Name of the state machine and its schedule, and prefix of their roles' names. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly hourUtc: number;
  readonly logGroupName: string;
  readonly notifications: Notifications<AlertSeverity>;
}

const MAX_LINES = 100;

/**
 * What stands in the trail that somebody should have seen within a day: sign-ins, root, refused calls, changes of
 * security groups, IAM, buckets and trails; and, where the trail has them, data events (who reads what).
 */
const QUERY = [
  'filter eventName = "ConsoleLogin"',
  'or userIdentity.type = "Root"',
  "or errorCode like /AccessDenied|UnauthorizedOperation/",
  "or eventName like /SecurityGroup(Ingress|Egress|Rules)$|^(Create|Delete)SecurityGroup$/",
  'or (eventSource = "iam.amazonaws.com" and eventName not like /^(Get|List|Generate|Simulate)/)',
  "or eventName like /^(Put|Delete)(BucketPolicy|BucketAcl|BucketPublicAccessBlock|AccountPublicAccessBlock)$/",
  "or eventName like /^(StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors)$/",
  'or eventCategory = "Data"',
  "| stats count(*) as events by eventName, errorCode, awsRegion, userIdentity.arn",
  // One trail deleted tells more than a thousand files read.
  "| sort events asc",
  `| limit ${String(MAX_LINES)}`,
].join(" ");

/** Times are the schedule's, less an hour in which CloudTrail delivers what is late: no event falls between two days. */
const END = "$floor($toMillis($states.context.Execution.StartTime) / 1000) - 3600";

const MESSAGE = `
  $value := function($row, $field) { $row[Field = $field].Value };
  $lines := $map($states.input.Results, function($row) {
    $join([
      $value($row, 'events') & ' x',
      $value($row, 'eventName'),
      $value($row, 'errorCode') ? '(' & $value($row, 'errorCode') & ')',
      'in ' & $value($row, 'awsRegion'),
      'by ' & ($value($row, 'userIdentity.arn') ? $value($row, 'userIdentity.arn') : 'nobody known')
    ], ' ')
  });
  $states.input.Status != 'Complete'
    ? 'The query over the trail ended as ' & $states.input.Status & ': look at the state machine.'
    : $count($lines) = 0
      ? 'Nothing to report in the last 24 hours.'
      : $join($append(
          ['In the last 24 hours, rarest first:', ''],
          $count($lines) < ${String(MAX_LINES)} ? $lines : $append($lines, ['', 'There is more in the log group of the trail.'])
        ), '\\n')`;

const jsonata = (expression: string) => `{% ${expression.replace(/\s+/g, " ").trim()} %}`;

/**
 * The document's daily information: a query over the trail's log group once a day, its result as a message on the info
 * topic. A state machine without code of ours: start the query, wait for it, publish. There is a message on quiet days
 * too, so that its absence tells of a fault (decision 38).
 */
export class DailySummary extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DailySummaryProps,
  ) {
    super(scope, id);
    const { name, hourUtc } = props;

    const role = this.role("Role", name, "states.amazonaws.com", "Queries the trail and sends the summary");
    const policy = new IamRolePolicy(this, "Policy", {
      name,
      role: role.name,
      policy: this.permissions().json,
    });
    const stateMachine = new SfnStateMachine(this, "StateMachine", {
      name,
      roleArn: role.arn,
      definition: JSON.stringify(this.definition()),
      // Step Functions tries the role when it makes the machine.
      dependsOn: [policy],
    });

    const scheduler = this.role(
      "SchedulerRole",
      `${name}-schedule`,
      "scheduler.amazonaws.com",
      "Starts the summary",
    );
    new IamRolePolicy(this, "SchedulerPolicy", {
      name: `${name}-schedule`,
      role: scheduler.name,
      policy: new DataAwsIamPolicyDocument(this, "SchedulerPolicyDocument", {
        statement: [
          { sid: "StartSummary", actions: ["states:StartExecution"], resources: [stateMachine.arn] },
        ],
      }).json,
    });
    new SchedulerSchedule(this, "Schedule", {
      name,
      scheduleExpression: `cron(0 ${String(hourUtc)} * * ? *)`,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: stateMachine.arn, roleArn: scheduler.arn },
    });
  }

  private definition() {
    const { logGroupName, notifications } = this.props;
    return {
      Comment: "Daily summary of security events",
      QueryLanguage: "JSONata",
      StartAt: "StartQuery",
      TimeoutSeconds: 900,
      States: {
        StartQuery: {
          Type: "Task",
          Resource: "arn:aws:states:::aws-sdk:cloudwatchlogs:startQuery",
          Arguments: {
            LogGroupName: logGroupName,
            QueryString: QUERY,
            StartTime: jsonata(`${END} - 86400`),
            EndTime: jsonata(END),
          },
          Assign: { queryId: jsonata("$states.result.QueryId") },
          Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 30, MaxAttempts: 3 }],
          Next: "Wait",
        },
        Wait: { Type: "Wait", Seconds: 15, Next: "GetResults" },
        GetResults: {
          Type: "Task",
          Resource: "arn:aws:states:::aws-sdk:cloudwatchlogs:getQueryResults",
          Arguments: { QueryId: jsonata("$queryId") },
          Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 30, MaxAttempts: 3 }],
          Next: "IsDone",
        },
        IsDone: {
          Type: "Choice",
          Choices: [{ Condition: jsonata("$states.input.Status in ['Scheduled', 'Running']"), Next: "Wait" }],
          Default: "Publish",
        },
        Publish: {
          Type: "Task",
          Resource: "arn:aws:states:::sns:publish",
          Arguments: {
            TopicArn: notifications.topics.info.arn,
            Subject: `Security events of account ${this.props.accountId}`,
            Message: jsonata(`(${MESSAGE})`),
          },
          End: true,
        },
      },
    };
  }

  private role(id: string, name: string, service: string, description: string): IamRole {
    return new IamRole(this, id, {
      name,
      path: ACCOUNT_IAM_PATH,
      description,
      assumeRolePolicy: new DataAwsIamPolicyDocument(this, `${id}TrustPolicy`, {
        statement: [
          {
            actions: ["sts:AssumeRole"],
            principals: [{ type: "Service", identifiers: [service] }],
            condition: [
              { test: "StringEquals", variable: "aws:SourceAccount", values: [this.props.accountId] },
            ],
          },
        ],
      }).json,
    });
  }

  private permissions(): DataAwsIamPolicyDocument {
    const { accountId, region, logGroupName, notifications } = this.props;
    return new DataAwsIamPolicyDocument(this, "PolicyDocument", {
      statement: [
        {
          sid: "QueryTrail",
          actions: ["logs:StartQuery"],
          resources: [`arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*`],
        },
        // AWS grants this one on everything or not at all; it takes the id of a query.
        { sid: "GetResults", actions: ["logs:GetQueryResults"], resources: ["*"] },
        { sid: "SendSummary", actions: ["sns:Publish"], resources: [notifications.topics.info.arn] },
        {
          sid: "EncryptSummary",
          actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
          resources: [notifications.key.arn],
        },
      ],
    });
  }
}
