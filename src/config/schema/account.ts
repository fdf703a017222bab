import { z } from "zod";
import { advise, flag, integer, retentionDays, section, text } from "../fields";
import { doc, emailAddresses, region } from "./forms";

/**
 * Something of which AWS allows one an account, or charges the second: made here, or named where it exists already.
 * In the configuration `{ create: true }`, or the existing one's ARN or id.
 */
const singleton = <Made extends z.core.$ZodLooseShape, Existing extends z.core.$ZodLooseShape>(
  made: Made,
  existing: Existing,
) =>
  z.discriminatedUnion(
    "create",
    [
      section({ create: z.literal(true), ...made }),
      section({ create: z.literal(false).optional(), ...existing }),
    ],
    {
      error: () =>
        advise({
          allowed: `{ create: true }, or an existing one as { ${Object.keys(existing).join(", ")} }`,
          mend: "choose one of the two",
        }),
    },
  );

const trail = doc(
  singleton(
    {
      expirationDays: doc(integer(1, 3650).default(365), {
        description: "How long the trail's files are kept in its bucket. Of a trail made here.",
        unit: "days",
        source: "not in the document",
        cost: "USD 0.023 per GB (https://aws.amazon.com/s3/pricing/)",
      }),
      protect: doc(flag().default(true), {
        description:
          "prevent_destroy on the trail's bucket: what is in it is evidence. Turning it off is a deploy of its own, before a destroy, which then empties the bucket. Of a trail made here.",
        source: "decision 36",
      }),
      logRetentionDays: doc(retentionDays().default(90), {
        description:
          "Retention of the trail's log group, which alarms and the daily summary read. Of a trail made here.",
        unit: "days",
        source: "not in the document",
        cost: "USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/)",
      }),
      dataEvents: doc(flag().default(false), {
        description:
          "Whether the trail records who reads and writes objects in the project's buckets, and who invokes Lambda functions. Of a trail made here.",
        source: "document, Monitoring & Compliance (resource access patterns); decision 13",
        cost: "USD 0.10 per 100,000 events, and USD 0.50 per GB in the log group (https://aws.amazon.com/cloudtrail/pricing/)",
      }),
    },
    {
      arn: doc(
        text(/^arn:aws:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[A-Za-z0-9._-]{3,128}$/, {
          allowed: "the ARN of a CloudTrail trail",
          mend: "take it from `aws cloudtrail describe-trails`, or set trail to { create: true }",
        }),
        {
          description: "An existing multi-region trail to rely on (`aws cloudtrail describe-trails`).",
          source: "decision 36",
        },
      ),
      logGroupName: doc(
        text(/^[A-Za-z0-9._/#-]{1,512}$/, {
          allowed: "the name of a CloudWatch Logs group",
          mend: "take it from `aws cloudtrail describe-trails`, without the ARN around it",
        }).optional(),
        {
          description:
            "Log group of the existing trail, in account.region. Left out: no alarm on denied calls and failed sign-ins, and no daily summary.",
          source: "decision 36",
        },
      ),
    },
  ).prefault({ create: true }),
  {
    description:
      "The CloudTrail trail that alerts rest on: `{ create: true, ... }`, or an existing one. Left out: made here.",
    source: "decision 36",
    cost: "the first trail's management events are free, further trails USD 2.00 per 100,000 events (https://aws.amazon.com/cloudtrail/pricing/)",
  },
);

const guardDuty = doc(
  singleton(
    {},
    {
      detectorId: doc(
        text(/^[0-9a-f]{32}$/, {
          allowed: "the 32 hexadecimal digits of a GuardDuty detector's id",
          mend: "take it from `aws guardduty list-detectors`",
        }),
        {
          description:
            "The existing detector of account.region (`aws guardduty list-detectors`). A plan fails unless it exists and is enabled.",
          source: "decision 36",
        },
      ),
    },
  ).optional(),
  {
    description:
      "GuardDuty, whose findings from severity medium on are alerts: `{ create: true }` for a detector in each watched region, or an existing one. Left out: none.",
    source: "decision 13",
    cost: "USD 4.00 per million management events, USD 1.00 per GB of flow and DNS logs (https://aws.amazon.com/guardduty/pricing/)",
  },
);

const alerts = section({
  deniedCallsPerFiveMinutes: doc(integer(1, 100_000).default(10), {
    description: "Denied API calls in five minutes, in all regions, from which an alarm is raised.",
    source: "not in the document",
  }),
  failedSignInsPerFiveMinutes: doc(integer(1, 100_000).default(3), {
    description:
      "Failed console sign-ins in five minutes, in all regions, from which an alarm is raised. Each single one in a watched region is told besides.",
    source: "document, Monitoring & Compliance (failed login attempts)",
  }),
  summaryHourUtc: doc(integer(0, 23).default(7), {
    description: "Hour at which the daily summary of security events is sent.",
    unit: "hour of the day, UTC",
    source: "document, Alerting Strategy (Info, daily)",
    cost: "USD 0.005 per GB that the query reads (https://aws.amazon.com/cloudwatch/pricing/)",
  }),
}).prefault({});

const budget = section({
  monthlyLimitUsd: doc(integer(1, 10_000_000).default(200), {
    description:
      "Monthly budget of the account. Told of by e-mail: 80 and 100 percent spent, 100 percent forecast.",
    unit: "USD",
    source: "not in the document; docs/costs.md has the sum it leaves room for",
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
            mend: "take it from `aws ce get-anomaly-monitors`, or set monitor to { create: true } if that lists none",
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
        "The account's monitor of AWS services, of which there can be one. AWS has made one itself in most accounts: name its ARN; `{ create: true }` where there is none. Left out: AWS's own is taken to exist, and nobody is subscribed to it.",
      source: "decision 36",
      cost: "none (https://aws.amazon.com/aws-cost-management/aws-cost-anomaly-detection/)",
    },
  ),
  thresholdUsd: doc(integer(1, 10_000_000).default(20), {
    description: "Total impact from which an anomaly is in the daily e-mail.",
    unit: "USD",
    source: "document, Alerting Strategy (cost anomalies, daily)",
  }),
}).prefault({});

const ci = doc(
  section({
    repository: doc(
      text(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?\/[A-Za-z0-9._-]{1,100}$/, {
        allowed: "a GitHub repository as owner/name",
        mend: "write it like my-company/careflowai-infrastructure, in the case that GitHub shows",
      }),
      {
        description:
          "The GitHub repository whose workflows may assume the roles. Nobody else's may: give your own.",
        source: "decision 37",
      },
    ),
    branch: doc(
      text(/^[A-Za-z0-9_](?:[A-Za-z0-9._/-]{0,198}[A-Za-z0-9_-])?$/, {
        allowed: "a branch name of letters, digits, '.', '_', '-' and '/'",
        mend: "write it without refs/heads/",
      }).default("main"),
      {
        description: "The branch that may plan beside pull requests.",
        source: "decision 37",
      },
    ),
    oidcProvider: doc(
      singleton(
        {},
        {
          arn: doc(
            text(/^arn:aws:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/, {
              allowed: "the ARN of the account's provider for token.actions.githubusercontent.com",
              mend: "take it from `aws iam list-open-id-connect-providers`",
            }),
            {
              description:
                "The account's existing provider of GitHub's tokens (`aws iam list-open-id-connect-providers`).",
              source: "decision 36",
            },
          ),
        },
      ).prefault({ create: true }),
      {
        description:
          "The IAM provider of GitHub's tokens: `{ create: true }`, or the account's existing one. Left out: made here.",
        source: "decision 36",
        cost: "none",
      },
    ),
    deployEnvironments: doc(
      z
        .array(z.string())
        .refine((names) => new Set(names).size === names.length, {
          error: () => advise({ allowed: "different environments", mend: "remove the repetition" }),
        })
        .default([]),
      {
        description:
          "Environments that CI may deploy, each from a GitHub environment of the same name, which must be protected there. With it every role of the environment carries a permissions boundary that this stack makes. Left empty: CI plans only.",
        source: "decision 37",
      },
    ),
  }).optional(),
  {
    description:
      "Roles for GitHub Actions: one that plans, and one to deploy for each environment named. Left out: none.",
    source: "decision 37",
    cost: "none",
  },
);

/** What every stack of the account shares, and what exists once an account. */
export const account = {
  id: doc(
    text(/^\d{12}$/, {
      allowed: "the 12 digits of an AWS account id, in quotes",
      mend: "take it from `aws sts get-caller-identity`",
    }),
    { description: "The one AWS account that may be deployed to.", source: "decision 19" },
  ),
  region: doc(region().default("us-east-1"), {
    description:
      "Region of the state bucket, and of the account's trail, topics and alarms. Changing it moves them all.",
    source: "document, VPC Configuration",
  }),
  notifications: section({
    // As many as a budget takes.
    emailAddresses: doc(
      emailAddresses().refine((addresses) => addresses.length <= 10, {
        error: () => advise({ allowed: "up to 10 addresses", mend: "name a distribution list" }),
      }),
      {
        description: "Who is told of security events and costs.",
        source: "document, Alerting",
      },
    ),
  }),
  trail,
  guardDuty,
  alerts,
  budget,
  costAnomalies,
  ci,
};
