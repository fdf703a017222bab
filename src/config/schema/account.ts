import { z } from "zod";
import { DEFAULT_REGION } from "../regions";
import {
  atMost,
  distinct,
  flag,
  integer,
  list,
  oneOf,
  oneOfSections,
  retentionDays,
  section,
  text,
} from "./fields";
import { doc, emailAddresses, region } from "./forms";

/**
 * A resource that AWS allows once per account, or charges for the second time: `{ create: true }`, or the ARN or id of an
 * existing one.
 */
const singleton = <Made extends z.core.$ZodLooseShape, Existing extends z.core.$ZodLooseShape>(
  made: Made,
  existing: Existing,
) =>
  oneOfSections(
    "create",
    [
      section({ create: z.literal(true), ...made }),
      section({ create: z.literal(false).optional(), ...existing }),
    ],
    {
      allowed: `{ create: true }, or an existing one as { ${Object.keys(existing).join(", ")} }`,
      fix: "choose one of the two",
    },
  );

const trail = doc(
  singleton(
    {
      expirationDays: doc(integer(1, 3650).default(365), {
        description:
          "How long the trail's files are kept in its bucket, and 90 days longer as old versions. HIPAA asks for six years of documentation: 2190. Only with create: true.",
        unit: "days",
        source: "not in the document",
        cost: "USD 0.023 per GB (https://aws.amazon.com/s3/pricing/)",
      }),
      objectLock: doc(
        section({
          mode: doc(oneOf(["GOVERNANCE", "COMPLIANCE"]).default("GOVERNANCE"), {
            description:
              "GOVERNANCE: principals with s3:BypassGovernanceRetention can still delete a file. COMPLIANCE: no principal can, root included, until the retention ends; the bucket cannot be destroyed before that.",
            source: "decision 47",
          }),
          retentionDays: doc(integer(1, 3650), {
            description: "How long each file is locked after it is written. At most expirationDays.",
            unit: "days",
            source: "decision 47",
          }),
        }).optional(),
        {
          description:
            "S3 Object Lock on the trail's bucket: no file can be deleted or overwritten before its retention ends. Turning it on changes the existing bucket in place; S3 never turns it off again. Left out: no Object Lock. Only with create: true.",
          source: "decision 47",
          cost: "none, except for the storage of what is kept longer",
        },
      ),
      protect: doc(flag().default(true), {
        description:
          "prevent_destroy on the trail's bucket, whose files are evidence, and a deny of deletes on the bucket, its files and the trail's key. Turning it off is a separate deploy before a destroy, which then empties the bucket. Only with create: true.",
        source: "decisions 36 and 47",
      }),
      logRetentionDays: doc(retentionDays().default(90), {
        description:
          "Retention of the trail's log group, which the alarms and the daily summary read. Six years: 2192. Only with create: true.",
        unit: "days",
        source: "not in the document",
        cost: "USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/)",
      }),
      dataEvents: doc(flag().default(false), {
        description:
          "Whether the trail records reads and writes of objects in the project's buckets, and invocations of Lambda functions. Only with create: true.",
        source: "document, Monitoring & Compliance (resource access patterns); decision 13",
        cost: "USD 0.10 per 100,000 events, and USD 0.50 per GB in the log group (https://aws.amazon.com/cloudtrail/pricing/)",
      }),
    },
    {
      arn: doc(
        text(/^arn:aws:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[A-Za-z0-9._-]{3,128}$/, {
          allowed: "the ARN of a CloudTrail trail",
          fix: "take it from `aws cloudtrail describe-trails`, or set trail to { create: true }",
        }),
        {
          description: "ARN of an existing multi-region trail (`aws cloudtrail describe-trails`).",
          source: "decision 36",
        },
      ),
      logGroupName: doc(
        text(/^[A-Za-z0-9._/#-]{1,512}$/, {
          allowed: "the name of a CloudWatch Logs group",
          fix: "take it from `aws cloudtrail describe-trails`, without the ARN around it",
        }).optional(),
        {
          description:
            "Log group of the existing trail, in account.region. Left out: no alarms on denied calls and failed sign-ins, and no daily summary.",
          source: "decision 36",
        },
      ),
    },
  ).prefault({ create: true }),
  {
    description:
      "The CloudTrail trail that the security alerts need: `{ create: true, ... }`, or an existing one. Left out: `{ create: true }`.",
    source: "decision 36",
    cost: "the first trail's management events are free, further trails USD 2.00 per 100,000 events (https://aws.amazon.com/cloudtrail/pricing/)",
  },
);

/** The optional features that a new detector enables unless it is told not to (AWS, CreateDetector). */
export const GUARDDUTY_FEATURES = [
  "S3_DATA_EVENTS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "EKS_AUDIT_LOGS",
] as const;
export type GuardDutyFeature = (typeof GUARDDUTY_FEATURES)[number];

const guardDuty = doc(
  singleton(
    {
      features: doc(
        list(oneOf(GUARDDUTY_FEATURES), [
          distinct,
          { allowed: "different features", fix: "remove the repetition" },
        ]).default([]),
        {
          description:
            "Paid features of the detectors: S3_DATA_EVENTS for reads and writes of objects, EBS_MALWARE_PROTECTION for scans of the volumes of an instance with a finding, LAMBDA_NETWORK_LOGS, RDS_LOGIN_EVENTS and EKS_AUDIT_LOGS for services that this project does not use. The others are disabled. Only with create: true.",
          source: "decision 47",
          cost: "S3_DATA_EVENTS USD 0.80 per million events, EBS_MALWARE_PROTECTION USD 0.03 per GB scanned (https://aws.amazon.com/guardduty/pricing/)",
        },
      ),
    },
    {
      detectorId: doc(
        text(/^[0-9a-f]{32}$/, {
          allowed: "the 32 hexadecimal digits of a GuardDuty detector's id",
          fix: "take it from `aws guardduty list-detectors`, or remove guardDuty for none",
        }),
        {
          description:
            "Id of the existing detector in account.region (`aws guardduty list-detectors`). A plan fails unless it exists and is enabled.",
          source: "decision 36",
        },
      ),
    },
  ).optional(),
  {
    description:
      "GuardDuty, whose findings of severity medium and above are alerts: `{ create: true }` for a detector in each watched region, or an existing one. Left out: no GuardDuty.",
    source: "decision 13",
    cost: "USD 4.00 per million management events, USD 1.00 per GB of flow and DNS logs (https://aws.amazon.com/guardduty/pricing/)",
  },
);

const alerts = section({
  deniedCallsPerFiveMinutes: doc(integer(1, 100_000).default(10), {
    description: "Denied API calls in five minutes, in all regions, at which the alarm fires.",
    source: "not in the document",
  }),
  failedSignInsPerFiveMinutes: doc(integer(1, 100_000).default(3), {
    description:
      "Failed console sign-ins in five minutes, in all regions, at which the alarm fires. Each failed sign-in in a watched region is also reported by itself.",
    source: "document, Monitoring & Compliance (failed login attempts)",
  }),
  summaryHourUtc: doc(integer(0, 23).default(7), {
    description: "Hour at which the daily summary of security events is sent.",
    unit: "hour of the day, UTC",
    source: "document, Alerting Strategy (Info, daily)",
    cost: "USD 0.005 per GB that its query reads (https://aws.amazon.com/cloudwatch/pricing/)",
  }),
  protectKey: doc(flag().default(true), {
    description:
      "Deny to disable or delete the key of the topics, without which no alert is sent. Turning it off is a separate deploy before a destroy.",
    source: "decision 47",
  }),
}).prefault({});

const safeguards = section({
  blockPublicBuckets: doc(flag().default(false), {
    description:
      "S3 Block Public Access for the whole account: no bucket in it can be public, whichever created it. Refused while an environment's frontend.bucketAccess is public-website.",
    source: "decision 47",
    cost: "none",
  }),
  encryptVolumes: doc(flag().default(false), {
    description:
      "EBS encryption by default in every watched region: each new volume in the account is encrypted, also one that this project does not create. Its own volumes are encrypted in any case.",
    source: "decision 47",
    cost: "none",
  }),
  accessAnalyzer: doc(flag().default(false), {
    description:
      "An IAM Access Analyzer in every watched region, whose findings about access from outside the account are alerts (info). AWS allows one of this kind per region.",
    source: "decision 47",
    cost: "none for external access (https://aws.amazon.com/iam/access-analyzer/pricing/)",
  }),
  sessionLogs: doc(
    section({
      retentionDays: doc(retentionDays().default(90), {
        description: "Retention of the log group. Six years: 2192.",
        unit: "days",
        source: "decision 47",
        cost: "USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/)",
      }),
    }).optional(),
    {
      description:
        "What is typed and shown in each session of Session Manager, in the log group /careflowai/account/sessions of each environment's region. It sets the region's session preferences, of which AWS has one: import them if they exist. Left out: sessions are not logged; the trail records that they took place.",
      source: "decision 47",
    },
  ),
}).prefault({});

const budget = section({
  monthlyLimitUsd: doc(integer(1, 10_000_000).default(200), {
    description:
      "Monthly budget of the account. An e-mail reports 80 and 100 percent spent, and 100 percent forecast.",
    unit: "USD",
    source: "not in the document; above the sum in docs/costs.md",
    cost: "none for the first two budgets (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/)",
  }),
}).prefault({});

const costAnomalies = section({
  monitor: doc(
    singleton(
      {},
      {
        arn: doc(
          text(/^arn:aws:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36}$/, {
            allowed: "the ARN of a cost anomaly monitor",
            fix: "take it from `aws ce get-anomaly-monitors`, or set monitor to { create: true } if that lists none",
          }),
          {
            description:
              "The existing monitor of AWS services, found by `aws ce get-anomaly-monitors --query \"AnomalyMonitors[?MonitorDimension=='SERVICE'].MonitorArn\" --output text`.",
            source: "decision 36",
          },
        ),
      },
    ).optional(),
    {
      description:
        "The account's cost anomaly monitor of AWS services; AWS allows one. AWS has created it in most accounts: give its ARN, or `{ create: true }` if there is none. Left out: no e-mails about cost anomalies.",
      source: "decision 36",
      cost: "none (https://aws.amazon.com/aws-cost-management/aws-cost-anomaly-detection/)",
    },
  ),
  thresholdUsd: doc(integer(1, 10_000_000).default(20), {
    description: "Total impact at which the daily e-mail reports an anomaly.",
    unit: "USD",
    source: "document, Alerting Strategy (cost anomalies, daily)",
  }),
}).prefault({});

/** An id of GitHub, as a claim of its tokens has it. */
const githubId = (claim: string) =>
  text(/^[1-9]\d{0,18}$/, {
    allowed: "digits",
    fix: `take ${claim === "repository_id" ? ".id" : ".owner.id"} of: gh api repos/OWNER/NAME`,
  });

const ci = doc(
  section({
    repository: doc(
      text(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?\/[A-Za-z0-9._-]{1,100}$/, {
        allowed: "a GitHub repository as owner/name",
        fix: "write it like my-company/careflowai-infrastructure, in the case that GitHub shows",
      }),
      {
        description: "The GitHub repository whose workflows may assume the roles; no other may.",
        source: "decision 37",
      },
    ),
    subjectRepository: doc(
      text(/^[A-Za-z0-9][A-Za-z0-9@-]{0,60}\/[A-Za-z0-9@._-]{1,130}$/, {
        allowed: "what is between 'repo:' and the next ':' in the subject of the repository's tokens",
        fix: "read it with: gh api repos/OWNER/NAME/actions/oidc/customization/sub",
      }).optional(),
      {
        description:
          "How the subject of the tokens names the repository. For repositories created, renamed or moved after 18 June 2026, GitHub adds the ids of owner and repository. Left out: `repository`.",
        source: "decision 45",
      },
    ),
    repositoryId: doc(githubId("repository_id").optional(), {
      description:
        "GitHub's id of the repository, which tokens must have, too, so that no other repository of that name is trusted. Left out: not compared.",
      source: "decision 45",
    }),
    repositoryOwnerId: doc(githubId("repository_owner_id").optional(), {
      description:
        "GitHub's id of the repository's owner, which tokens must have, too. Left out: not compared.",
      source: "decision 45",
    }),
    branch: doc(
      text(/^[A-Za-z0-9_](?:[A-Za-z0-9._/-]{0,198}[A-Za-z0-9_-])?$/, {
        allowed: "a branch name of letters, digits, '.', '_', '-' and '/'",
        fix: "write it without refs/heads/",
      }).default("main"),
      {
        description: "The branch whose jobs may deploy, and may plan in addition to pull requests.",
        source: "decisions 37 and 45",
      },
    ),
    oidcProvider: doc(
      singleton(
        {},
        {
          arn: doc(
            text(/^arn:aws:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/, {
              allowed: "the ARN of the account's provider for token.actions.githubusercontent.com",
              fix: "take it from `aws iam list-open-id-connect-providers`",
            }),
            {
              description:
                "ARN of the account's existing IAM provider of GitHub's tokens (`aws iam list-open-id-connect-providers`).",
              source: "decision 36",
            },
          ),
        },
      ).prefault({ create: true }),
      {
        description:
          "The IAM provider of GitHub's tokens: `{ create: true }`, or the account's existing one. Left out: `{ create: true }`.",
        source: "decision 36",
        cost: "none",
      },
    ),
    deployEnvironments: doc(
      list(text(/./, { allowed: "names of environments", fix: "write each in quotes" }), [
        distinct,
        { allowed: "different environments", fix: "remove the repetition" },
      ]).default([]),
      {
        description:
          "Environments that CI may deploy, each from a protected GitHub environment of the same name. Every role of such an environment has a permissions boundary, which the account's stack creates. Empty: CI plans only.",
        source: "decision 37",
      },
    ),
  }).optional(),
  {
    description:
      "Roles for GitHub Actions: one to plan, and one to deploy each of deployEnvironments. Left out: no roles.",
    source: "decision 37",
    cost: "none",
  },
);

/** Settings that every stack shares, and the resources that exist once per account. */
export const accountSchema = section({
  id: doc(
    text(/^(?!0{12}$)\d{12}$/, {
      allowed: "the 12 digits of an AWS account id, in quotes",
      fix: "take it from `aws sts get-caller-identity`",
    }),
    { description: "The only AWS account that a deploy accepts.", source: "decision 19" },
  ),
  region: doc(region().default(DEFAULT_REGION), {
    description:
      "Region, of partition aws, of the state bucket and of the account's trail, topics and alarms. Changing it replaces them all.",
    source: "document, VPC Configuration",
  }),
  notifications: section({
    emailAddresses: doc(
      // The limit of a budget.
      emailAddresses([atMost(10), { allowed: "up to 10 addresses", fix: "use a distribution list" }]),
      {
        description: "Recipients of security events and cost reports.",
        source: "document, Alerting",
      },
    ),
  }),
  trail,
  guardDuty,
  safeguards,
  alerts,
  budget,
  costAnomalies,
  ci,
});
