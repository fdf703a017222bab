import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { ACCOUNT_IAM_PATH, stackName } from "../config/names";
import type { PolicyStatement } from "../iam/policy-document";
import { ServiceRole } from "../iam/service-role";
import { ALERTING_CALLS } from "./security-events";

export interface DailySummaryProps {
  /** Name of the state machine and its schedule, and prefix of their roles' names. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly hourUtc: number;
  readonly logGroupName: string;
  readonly topic: SnsTopic;
  /** Key of the topic. */
  readonly key: KmsKey;
  /** Receives the starts that Step Functions does not accept. */
  readonly deadLetterQueue: SqsQueue;
}

const MAX_LINES = 100;

/**
 * Events in the trail that operators should see within a day: sign-ins, use of root, denied calls, changes of security
 * groups, IAM, buckets, trails and the alerts themselves; and data events (which principal reads which object), if the trail records them.
 */
const QUERY = [
  'filter eventName = "ConsoleLogin"',
  'or userIdentity.type = "Root"',
  "or errorCode like /AccessDenied|UnauthorizedOperation/",
  "or eventName like /SecurityGroup(Ingress|Egress|Rules)$|^(Create|Delete)SecurityGroup$/",
  'or (eventSource = "iam.amazonaws.com" and eventName not like /^(Get|List|Generate|Simulate)/)',
  "or eventName like /^(Put|Delete)(AccountPublicAccessBlock|Bucket(Policy|Acl|OwnershipControls|PublicAccessBlock|Replication))$/",
  "or eventName like /^(StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors)$/",
  `or (eventName in ${JSON.stringify(ALERTING_CALLS)} and @message like "${stackName("account")}")`,
  'or (eventSource = "kms.amazonaws.com" and eventName in ["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"])',
  'or eventCategory = "Data"',
  "| stats count(*) as events by eventName, errorCode, awsRegion, userIdentity.arn",
  // Rarest first: one deleted trail matters more than a thousand objects read.
  "| sort events asc",
  `| limit ${String(MAX_LINES)}`,
].join(" ");

/** The start of the execution, less one hour for late deliveries by CloudTrail: no event is missed between two days. */
const END = "$floor($toMillis($states.context.Execution.StartTime) / 1000) - 3600";

const MESSAGE = `
  $value := function($row, $field) { $row[Field = $field].Value };
  $lines := $map($states.input.Results, function($row) {
    $join([
      $value($row, 'events') & ' x',
      $value($row, 'eventName'),
      $value($row, 'errorCode') ? '(' & $value($row, 'errorCode') & ')',
      'in ' & $value($row, 'awsRegion'),
      'by ' & ($value($row, 'userIdentity.arn') ? $value($row, 'userIdentity.arn') : 'unknown')
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
 * The document's daily information: once per day, a state machine queries the trail's log group and publishes the result
 * to the info topic. It needs no Lambda function. It also sends a message on quiet days, so that a missing message means
 * a fault (decision 38).
 */
export class DailySummary extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DailySummaryProps,
  ) {
    super(scope, id);
    const { name, accountId, hourUtc, deadLetterQueue } = props;
    const role = (service: string, statements: PolicyStatement[]) => ({
      path: ACCOUNT_IAM_PATH,
      service,
      trustCondition: { StringEquals: { "aws:SourceAccount": accountId } },
      statements,
    });

    const machineRole = new ServiceRole(this, "Role", {
      ...role("states.amazonaws.com", this.permissions()),
      name,
      description: "Queries the trail and sends the summary",
    });
    const stateMachine = new SfnStateMachine(this, "StateMachine", {
      name,
      roleArn: machineRole.resource.arn,
      definition: JSON.stringify(this.definition()),
      // Step Functions tests the role when it creates the state machine.
      dependsOn: [machineRole.policy],
    });

    const schedulerRole = new ServiceRole(this, "SchedulerRole", {
      ...role("scheduler.amazonaws.com", [
        {
          Sid: "StartSummary",
          Effect: "Allow",
          Action: "states:StartExecution",
          Resource: stateMachine.arn,
        },
        {
          Sid: "KeepFailedStarts",
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Resource: deadLetterQueue.arn,
        },
      ]),
      name: `${name}-schedule`,
      description: "Starts the summary",
    });
    new SchedulerSchedule(this, "Schedule", {
      name,
      scheduleExpression: `cron(0 ${String(hourUtc)} * * ? *)`,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: stateMachine.arn,
        roleArn: schedulerRole.resource.arn,
        deadLetterConfig: { arn: deadLetterQueue.arn },
      },
    });
  }

  private definition() {
    const { logGroupName, topic } = this.props;
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
            TopicArn: topic.arn,
            Subject: `Security events of account ${this.props.accountId}`,
            Message: jsonata(`(${MESSAGE})`),
          },
          End: true,
        },
      },
    };
  }

  private permissions(): PolicyStatement[] {
    const { accountId, region, logGroupName, topic, key } = this.props;
    return [
      {
        Sid: "QueryTrail",
        Effect: "Allow",
        Action: "logs:StartQuery",
        Resource: `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*`,
      },
      // AWS authorizes it on no resource: its argument is the id of a query.
      { Sid: "GetResults", Effect: "Allow", Action: "logs:GetQueryResults", Resource: "*" },
      { Sid: "SendSummary", Effect: "Allow", Action: "sns:Publish", Resource: topic.arn },
      {
        Sid: "EncryptSummary",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: key.arn,
      },
    ];
  }
}
