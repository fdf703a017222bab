import { z } from "zod";
import { DEFAULT_REGION } from "../regions";
import {
  atMost,
  distinct,
  error,
  flag,
  integer,
  list,
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
        description: "How long the trail's files are kept in its bucket. Only with create: true.",
        unit: "days",
        source: "not in the document",
        cost: "USD 0.023 per GB (https://aws.amazon.com/s3/pricing/)",
      }),
      protect: doc(flag().default(true), {
        description:
          "prevent_destroy on the trail's bucket, whose files are evidence. Turning it off is a separate deploy before a destroy, which then empties the bucket. Only with create: true.",
        source: "decision 36",
      }),
      logRetentionDays: doc(retentionDays().default(90), {
        description:
          "Retention of the trail's log group, which the alarms and the daily summary read. Only with create: true.",
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

const guardDuty = doc(
  singleton(
    {},
    {
      detectorId: doc(
        text(/^[0-9a-f]{32}$/, {
          allowed: "the 32 hexadecimal digits of a GuardDuty detector's id",
          fix: "take it from `aws guardduty list-detectors`",
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
      list(z.string(error({ allowed: "names of environments", fix: "write each in quotes" })), [
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
    text(/^\d{12}$/, {
      allowed: "the 12 digits of an AWS account id, in quotes",
      fix: "take it from `aws sts get-caller-identity`",
    }),
    { description: "The only AWS account that a deploy accepts.", source: "decision 19" },
  ),
  region: doc(region().default(DEFAULT_REGION), {
    description:
      "Region of the state bucket and of the account's trail, topics and alarms. Changing it replaces them all.",
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
  alerts,
  budget,
  costAnomalies,
  ci,
});
