/** critical: act now. info: for information. */
export type AlertSeverity = "critical" | "info";

/** An event in the account that sends a notification immediately. */
export interface SecurityEvent {
  /** Suffix of the rule's name, and the id of its construct. */
  readonly name: string;
  readonly severity: AlertSeverity;
  /** Further regions where CloudTrail may record the event, next to the regions in which every event is watched. */
  readonly regions?: readonly string[];
  /** An EventBridge event pattern. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Fields of the message next to `CLOUDTRAIL_FIELDS`: name to JSON path in the event. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Lines of the message: first the event, last the action to take. `<name>` is replaced by that field. */
  readonly message: readonly string[];
}

const API_CALL = "AWS API Call via CloudTrail";
/** AWS's documentation uses both spellings. */
const SIGN_IN = ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"];
/** A denied call changes nothing, and the alarm denied-calls counts it. */
const SUCCEEDED = { errorCode: [{ exists: false }] };

/** Fields that every CloudTrail event has. */
export const CLOUDTRAIL_FIELDS = {
  time: "$.time",
  region: "$.region",
  account: "$.account",
  call: "$.detail.eventName",
  actor: "$.detail.userIdentity.arn",
  address: "$.detail.sourceIPAddress",
  event: "$.detail.eventID",
} as const;

const CALLER = "By <actor> from <address>, at <time>, in account <account>, region <region>.";
const EVENT_LINK =
  "Event: https://<region>.console.aws.amazon.com/cloudtrailv2/home?region=<region>#/events/<event>";

/**
 * The alerts that the document asks for (Monitoring & Compliance), and one on the trail, which all of them depend on.
 * An event that deployments also cause is info; an event that they never cause is critical.
 */
export const SECURITY_EVENTS: readonly SecurityEvent[] = [
  {
    name: "root-use",
    severity: "critical",
    pattern: {
      "detail-type": [API_CALL, ...SIGN_IN],
      detail: {
        // Excludes calls that AWS services make as root on behalf of the account.
        userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
        eventType: [{ "anything-but": "AwsServiceEvent" }],
      },
    },
    message: [
      "The root user was used: <call>.",
      CALLER,
      EVENT_LINK,
      "If no operator of the account did this, act now: change the password of root, delete its access keys and sign out its sessions.",
    ],
  },
  {
    name: "failed-sign-in",
    severity: "info",
    // The global sign-in address may redirect to these regions if the browser has a cookie with the account's alias
    // (AWS CloudTrail User Guide, AWS Management Console sign-in events).
    regions: ["ap-southeast-2", "eu-north-1", "us-east-2"],
    pattern: {
      "detail-type": SIGN_IN,
      detail: { eventName: ["ConsoleLogin"], responseElements: { ConsoleLogin: ["Failure"] } },
    },
    fields: { user: "$.detail.userIdentity.userName", reason: "$.detail.errorMessage" },
    message: [
      "A sign-in to the AWS console failed: <reason>.",
      "User <user> from <address>, at <time>, in account <account>, region <region>.",
      EVENT_LINK,
      "A single failure is usually a mistyped password. If several come from an unknown address, an attacker may be guessing passwords: ask the user, and check that MFA is enabled.",
    ],
  },
  {
    name: "security-group-change",
    severity: "info",
    pattern: {
      source: ["aws.ec2"],
      "detail-type": [API_CALL],
      detail: {
        eventSource: ["ec2.amazonaws.com"],
        eventName: [
          "CreateSecurityGroup",
          "DeleteSecurityGroup",
          "AuthorizeSecurityGroupIngress",
          "AuthorizeSecurityGroupEgress",
          "RevokeSecurityGroupIngress",
          "RevokeSecurityGroupEgress",
          "ModifySecurityGroupRules",
        ],
        ...SUCCEEDED,
      },
    },
    fields: {
      group: "$.detail.requestParameters.groupId",
      modified: "$.detail.requestParameters.ModifySecurityGroupRulesRequest.GroupId",
      name: "$.detail.requestParameters.groupName",
    },
    message: [
      "A security group was changed: <call> <group><modified> <name>.",
      CALLER,
      EVENT_LINK,
      "Deployments cause this message. If there was no deployment, check which traffic the group allows now, and deploy to restore its rules.",
    ],
  },
  {
    name: "iam-change",
    severity: "info",
    pattern: {
      source: ["aws.iam"],
      "detail-type": [API_CALL],
      detail: { eventSource: ["iam.amazonaws.com"], readOnly: [false], ...SUCCEEDED },
    },
    fields: {
      role: "$.detail.requestParameters.roleName",
      user: "$.detail.requestParameters.userName",
      group: "$.detail.requestParameters.groupName",
      policy: "$.detail.requestParameters.policyArn",
    },
    message: [
      "IAM was changed: <call> <role> <user> <group> <policy>.",
      CALLER,
      EVENT_LINK,
      "Deployments that create or change roles cause this message. They never create users, access keys or user policies: undo such a change and find out who <actor> is.",
    ],
  },
  {
    name: "bucket-policy-change",
    severity: "info",
    pattern: {
      source: ["aws.s3"],
      "detail-type": [API_CALL],
      detail: {
        eventSource: ["s3.amazonaws.com"],
        eventName: [
          "PutBucketPolicy",
          "DeleteBucketPolicy",
          "PutBucketAcl",
          "PutBucketOwnershipControls",
          "DeleteBucketOwnershipControls",
          "PutBucketReplication",
          "DeleteBucketReplication",
          "PutBucketPublicAccessBlock",
          "DeleteBucketPublicAccessBlock",
          "PutAccountPublicAccessBlock",
          "DeleteAccountPublicAccessBlock",
        ],
        ...SUCCEEDED,
      },
    },
    fields: { bucket: "$.detail.requestParameters.bucketName" },
    message: [
      "Access to a bucket was changed: <call> <bucket>.",
      CALLER,
      EVENT_LINK,
      "Deployments cause this message, but never replication. If there was no deployment, check who can access the bucket now and where its objects are copied, and deploy to restore its policy.",
    ],
  },
  {
    name: "trail-change",
    severity: "critical",
    pattern: {
      source: ["aws.cloudtrail"],
      "detail-type": [API_CALL],
      detail: {
        eventSource: ["cloudtrail.amazonaws.com"],
        eventName: ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"],
        ...SUCCEEDED,
      },
    },
    fields: { trail: "$.detail.requestParameters.name" },
    message: [
      "A trail was changed: <call> <trail>. Without a trail, no other alert is sent.",
      CALLER,
      EVENT_LINK,
      "If this was not a deployment of careflowai-account, start logging again (aws cloudtrail start-logging --name <trail>) and treat <actor> as compromised.",
    ],
  },
];

/**
 * Calls that switch an alert off, change what it sends, or remove what it depends on. A deployment of the account's stack
 * causes them too, where it changes or adds a resource.
 */
export const ALERTING_CALLS = [
  ...["DeleteRule", "DisableRule", "PutRule", "PutTargets", "RemoveTargets"],
  ...["DeleteSchedule", "UpdateSchedule", "DeleteStateMachine", "UpdateStateMachine"],
  ...["DeleteAlarms", "DisableAlarmActions", "PutMetricAlarm", "SetAlarmState"],
  ...["DeleteLogGroup", "DeleteLogStream", "DeleteMetricFilter", "PutMetricFilter"],
  ...["PutRetentionPolicy"],
  ...["DeleteTopic", "RemovePermission", "SetSubscriptionAttributes", "SetTopicAttributes", "Unsubscribe"],
  ...["DeleteQueue", "SetQueueAttributes"],
  ...["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"],
  ...["DeleteRolePolicy", "PutRolePermissionsBoundary", "PutRolePolicy", "UpdateAssumeRolePolicy"],
  ...["CreateFilter", "DeleteDetector", "UpdateDetector", "UpdateFilter"],
  ...["DeleteBucket", "DeleteBucketLifecycle", "DeleteBucketPolicy", "PutBucketLifecycle", "PutBucketPolicy"],
  ...["PutBucketObjectLockConfiguration", "PutBucketVersioning"],
] as const;

/** What the alerts of an account depend on, next to the trail. */
export interface Alerting {
  readonly accountId: string;
  /** Prefix of the names of rules, alarms, topics, queue, roles, schedule and state machine, with its hyphen. */
  readonly prefix: string;
  readonly keyArns: readonly string[];
  /** The trail's log group; undefined if it is not known. */
  readonly logGroupName: string | undefined;
  /** The trail's bucket; undefined if this stack does not create it. */
  readonly bucketName: string | undefined;
}

/**
 * A change of the alerts themselves. It is limited to the account's own resources, so that a deployment of an
 * environment, which deletes alarms and topics of its own, sends no alert.
 */
export function alertingChange(alerting: Alerting): SecurityEvent {
  const { accountId, prefix, keyArns, logGroupName, bucketName } = alerting;
  const parameter = (name: string, value: unknown) => ({ requestParameters: { [name]: [value] } });
  return {
    name: "alerting-change",
    severity: "critical",
    pattern: {
      "detail-type": [API_CALL],
      detail: {
        eventName: ALERTING_CALLS,
        ...SUCCEEDED,
        $or: [
          ...["name", "rule", "alarmName", "alarmNames", "roleName"].map((name) =>
            parameter(name, { prefix }),
          ),
          ...["topicArn", "subscriptionArn"].map((name) =>
            parameter(name, { wildcard: `arn:aws:sns:*:${accountId}:${prefix}*` }),
          ),
          parameter("stateMachineArn", {
            wildcard: `arn:aws:states:*:${accountId}:stateMachine:${prefix}*`,
          }),
          parameter("queueUrl", { wildcard: `*/${accountId}/${prefix}*` }),
          ...(logGroupName === undefined ? [] : [parameter("logGroupName", logGroupName)]),
          ...(bucketName === undefined ? [] : [parameter("bucketName", bucketName)]),
          // The request names a key by id or ARN, the response always by ARN.
          { responseElements: { keyId: keyArns } },
          // A region has one detector.
          { eventSource: ["guardduty.amazonaws.com"] },
        ],
      },
    },
    fields: { service: "$.detail.eventSource" },
    message: [
      "The account's alerts were changed: <call> (<service>). Another alert may no longer be sent.",
      CALLER,
      EVENT_LINK,
      "If this was not a deployment of careflowai-account, deploy it to restore the alerts, and treat <actor> as compromised.",
    ],
  };
}

/** A resource that IAM Access Analyzer found to be accessible from outside the account. */
export const EXTERNAL_ACCESS: SecurityEvent = {
  name: "external-access",
  severity: "info",
  pattern: {
    source: ["aws.access-analyzer"],
    "detail-type": ["Access Analyzer Finding"],
    detail: { status: ["ACTIVE"], isDeleted: [false] },
  },
  fields: { resource: "$.detail.resource", public: "$.detail.isPublic" },
  message: [
    "<resource> is accessible from outside the account. Public: <public>.",
    "At <time>, in account <account>, region <region>.",
    "Findings: https://<region>.console.aws.amazon.com/access-analyzer/home?region=<region>#/findings",
    "A deployment with a public website causes this message. Archive the finding if the access is intended; otherwise remove it from the resource's policy.",
  ],
};

/** GuardDuty findings of severity medium (4.0) and higher. */
export const GUARDDUTY_FINDING: SecurityEvent = {
  name: "guardduty-finding",
  severity: "critical",
  pattern: {
    source: ["aws.guardduty"],
    "detail-type": ["GuardDuty Finding"],
    detail: { severity: [{ numeric: [">=", 4] }] },
  },
  fields: {
    finding: "$.detail.id",
    kind: "$.detail.type",
    level: "$.detail.severity",
    title: "$.detail.title",
  },
  message: [
    "GuardDuty finding <kind>, severity <level> of 10: <title>.",
    "At <time>, in account <account>, region <region>.",
    "Finding: https://<region>.console.aws.amazon.com/guardduty/home?region=<region>#/findings?fId=<finding>",
    "The finding's page explains it and how to respond.",
  ],
};
