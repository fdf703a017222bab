import type { Severity } from "../observability/notifications";

/** Of something to look at now, or of something to know. */
export type AlertSeverity = Extract<Severity, "critical" | "info">;

/** Something that happens in the account and that somebody is told of at once. */
export interface SecurityEvent {
  /** Suffix of the rule's name, and its construct's id. */
  readonly name: string;
  readonly severity: AlertSeverity;
  /** Regions where it may stand, beside those that are watched for everything. */
  readonly regions?: readonly string[];
  /** An EventBridge event pattern. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** What the message takes from the event beside the common fields: a name, and where it stands. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The message's lines: first what happened, last what to do. `<name>` stands for a field. */
  readonly message: readonly string[];
}

const API_CALL = "AWS API Call via CloudTrail";
/** AWS's own pages spell it in both ways. */
const SIGN_IN = ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"];
/** Refused calls change nothing; the alarm on denied calls counts them. */
const SUCCEEDED = { errorCode: [{ exists: false }] };

/** What messages take from a CloudTrail event. */
export const CLOUDTRAIL_FIELDS = {
  time: "$.time",
  region: "$.region",
  account: "$.account",
  call: "$.detail.eventName",
  actor: "$.detail.userIdentity.arn",
  address: "$.detail.sourceIPAddress",
  event: "$.detail.eventID",
} as const;

const BY_WHOM = "By <actor> from <address>, at <time>, in account <account>, region <region>.";
const WHERE_TO_LOOK =
  "The event: https://<region>.console.aws.amazon.com/cloudtrailv2/home?region=<region>#/events/<event>";

/**
 * The alerts of the document (Monitoring & Compliance), and the one on the trail that all the others rest on. What
 * deployments do too is information; what they never do is critical.
 */
export const SECURITY_EVENTS: readonly SecurityEvent[] = [
  {
    name: "root-use",
    severity: "critical",
    pattern: {
      "detail-type": [API_CALL, ...SIGN_IN],
      detail: {
        // Services act as root on behalf of the account: that is nobody.
        userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
        eventType: [{ "anything-but": "AwsServiceEvent" }],
      },
    },
    message: [
      "The root user was used: <call>.",
      BY_WHOM,
      WHERE_TO_LOOK,
      "If nobody of you did this, change root's password, delete its access keys and sign out its sessions now.",
    ],
  },
  {
    name: "failed-sign-in",
    severity: "info",
    // Where a browser that knows the account's alias is sent from the global address (AWS, Console sign-in events).
    regions: ["ap-southeast-2", "eu-north-1", "us-east-2"],
    pattern: {
      "detail-type": SIGN_IN,
      detail: { eventName: ["ConsoleLogin"], responseElements: { ConsoleLogin: ["Failure"] } },
    },
    fields: { user: "$.detail.userIdentity.userName", reason: "$.detail.errorMessage" },
    message: [
      "A sign-in to the console failed: <reason>.",
      "As user <user> from <address>, at <time>, in account <account>, region <region>.",
      WHERE_TO_LOOK,
      "One is a typing error. Several from an address that you do not know are somebody guessing: ask the user, and see to it that MFA is on.",
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
      BY_WHOM,
      WHERE_TO_LOOK,
      "Expected of a deploy. If there was none, see what the group admits now and put it back with a deploy.",
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
      BY_WHOM,
      WHERE_TO_LOOK,
      "Expected of a deploy that makes or changes roles. New users, access keys and policies of users never are: undo them and find out who <actor> is.",
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
      BY_WHOM,
      WHERE_TO_LOOK,
      "Expected of a deploy. If there was none, see whom the bucket admits now and put it back with a deploy.",
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
      "A trail was changed: <call> <trail>. Without it the other alerts fall silent.",
      BY_WHOM,
      WHERE_TO_LOOK,
      "If this was no deploy of careflowai-account, start logging again and take <actor> for an intruder.",
    ],
  },
];

/** GuardDuty's findings from severity medium (4) on. */
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
    "GuardDuty found <kind>, severity <level> of 10: <title>.",
    "At <time>, in account <account>, region <region>.",
    "The finding: https://<region>.console.aws.amazon.com/guardduty/home?region=<region>#/findings?fId=<finding>",
    "The finding's page says what it means and what to do about it.",
  ],
};
