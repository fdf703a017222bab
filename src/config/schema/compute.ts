import { isGraviton, isInstanceType } from "../instance-types";
import { PARAMETER_ROOT } from "../names";
import {
  distinct,
  flag,
  integer,
  list,
  NOT_EMPTY,
  oneOf,
  retentionDays,
  section,
  text,
  textWhere,
} from "./fields";
import { doc } from "./forms";
import type { PostureDefaults } from "./postures";

const GIT_PATH_FIX = "write a path inside the repository with letters, digits, '.', '_', '-' and '/'";
const repositoryPath = (what: string) =>
  text(/^(?!(?:.*\/)?\.\.(?:\/|$))[A-Za-z0-9._][A-Za-z0-9._/-]{0,254}$/, {
    allowed: `a relative ${what} without ".."`,
    fix: GIT_PATH_FIX,
  });

export const backend = (defaults: PostureDefaults) =>
  section({
    repository: doc(
      text(/^https:\/\/[a-z0-9][a-z0-9.-]*(?::\d{2,5})?(?:\/[A-Za-z0-9_][A-Za-z0-9._~-]*)+$/, {
        allowed: "an https URL of a git repository without user name, query or spaces",
        fix: "write it like https://git.example.com/team/backend.git; a private repository takes tokenParameter",
      }),
      {
        description: "Git repository of the FastAPI backend. Changing it replaces instances.",
        source: "decision 20",
      },
    ),
    ref: doc(
      text(
        /^(?!(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,39}$)(?!.*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)))[A-Za-z0-9_](?:[A-Za-z0-9._/-]{0,198}[A-Za-z0-9_-])?$/,
        {
          allowed: "a git tag, branch or full commit id of letters, digits, '.', '_', '-' and '/'",
          fix: "use a release tag or all 40 digits of a commit id, because git fetches no shortened one",
        },
      ),
      {
        description:
          "Tag or commit to run. Changing it replaces instances. A branch causes a warning in load-balanced, where instances launch at any time.",
        source: "decision 20",
      },
    ),
    directory: doc(repositoryPath("directory").default("."), {
      description: "Directory of the backend inside the repository. Changing it replaces instances.",
      source: "decision 20",
    }),
    requirementsFile: doc(repositoryPath("file path").default("requirements.txt"), {
      description: "pip requirements file, relative to the directory. Changing it replaces instances.",
      source: "decision 20",
    }),
    application: doc(
      text(/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*$/, {
        allowed: "module and attribute of an ASGI application, such as app.main:app",
        fix: "write the module's dotted path, a colon and the attribute",
      }).default("app.main:app"),
      {
        description: "ASGI application that Uvicorn serves. Changing it replaces instances.",
        source: "decision 20",
      },
    ),
    allowSourceBuilds: doc(flag().default(false), {
      description:
        "Whether pip may build dependencies that have no wheel, which runs their code during the installation, as a user without rights. Changing it replaces instances.",
      source: "decision 46",
    }),
    instanceMetadata: doc(oneOf(["denied", "allowed"]).default(defaults.instanceMetadata), {
      description:
        "Whether the application reaches the instance metadata service and with it the credentials of the instance's role. It needs them to call AWS, such as to invoke a Lambda function. Changing it replaces instances.",
      source: "document, section 8 (Lambda invoke); posture hardened: decision 46",
    }),
    workers: doc(integer(1, 32).default(1), {
      description: "Uvicorn worker processes. Changing it replaces instances.",
      source: "decision 20 (a t2.micro has one vCPU)",
    }),
    healthCheckPath: doc(
      text(/^\/[A-Za-z0-9._~/-]{0,1023}$/, {
        allowed: "a path that begins with '/', without query",
        fix: "use /health, or a liveness path of your application",
      }).default("/health"),
      {
        description:
          "Path that must answer 200 for an instance to be healthy. Changing it replaces instances.",
        source: "document, section 3",
      },
    ),
    tokenParameter: doc(
      text(new RegExp(`^${PARAMETER_ROOT}/[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+){2,}$`), {
        allowed: "the name of a Parameter Store parameter in a folder below the environment's path",
        fix: `write it like ${PARAMETER_ROOT}/prod/deploy/token; the application receives the parameters directly below the path, and the instance may read no other path`,
      }).optional(),
      {
        description:
          "Parameter Store parameter (SecureString) with the access token of a private repository. Left out: the repository is public. Changing it replaces instances.",
        source: "decision 20",
      },
    ),
    logRetentionDays: doc(retentionDays().default(30), {
      description: "Retention of the backend's log group.",
      unit: "days",
      source: "document, section 7",
      cost: "USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/)",
    }),
  });

const TYPES = "an x86_64 EC2 instance type, such as t2.micro";
const instanceType = () =>
  textWhere(isInstanceType, (type) =>
    isGraviton(type)
      ? { allowed: TYPES, fix: "choose a type without a Graviton processor; the AMI is for amd64" }
      : {
          allowed: TYPES,
          fix: "choose one that `aws ec2 describe-instance-types` lists for x86_64 and HVM; add a newer family to src/config/instance-types.ts",
        },
  );
export const instance = {
  type: doc(instanceType().default("t2.micro"), {
    description:
      "Instance type. Changing it replaces instances: with downtime in single-instance, one at a time in load-balanced.",
    source: "document, section 2",
    cost: "t2.micro USD 8.50, within the free tier at first (https://aws.amazon.com/ec2/pricing/on-demand/); USD 2.10 for detailed monitoring (https://aws.amazon.com/cloudwatch/pricing/)",
  }),
  cpuCredits: doc(oneOf(["standard", "unlimited"]).default("standard"), {
    description:
      "Credit mode of burstable (T family) types; other types ignore it. Changing it replaces instances.",
    source: "decision 8",
    cost: "unlimited: USD 0.05 per vCPU-hour above the baseline (https://aws.amazon.com/ec2/pricing/on-demand/)",
  }),
  amiId: doc(
    text(/^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, {
      allowed: "an AMI id, such as ami-0123456789abcdef0",
      fix: "take it from `aws ec2 describe-images`, or leave the field out",
    }).optional(),
    {
      description:
        "Image to launch: Ubuntu 22.04 for amd64. Left out: Canonical's newest, which a single instance uses only at creation. Changing it replaces instances.",
      source: "decision 25",
    },
  ),
  rootVolumeType: doc(oneOf(["gp3", "gp2"]).default("gp3"), {
    description: "EBS volume type of the root volume. Changing it replaces instances.",
    source: "document, section 2",
    cost: "gp3 USD 0.08, gp2 USD 0.10 per GiB (https://aws.amazon.com/ebs/pricing/)",
  }),
  rootVolumeSizeGiB: doc(integer(8, 16384, "choose at least the AMI's 8 GiB").default(30), {
    description: "Size of the encrypted root volume. Changing it replaces instances.",
    unit: "GiB",
    source: "document, section 2",
    cost: "see rootVolumeType (https://aws.amazon.com/ebs/pricing/)",
  }),
};

export const autoScaling = (defaults: PostureDefaults) =>
  section({
    minSize: doc(integer(1, 100).default(1), {
      description: "Minimum number of instances.",
      source: "document, section 3",
      cost: "per instance: its type, its volume, USD 3.65 for a public IPv4 address if nat is none (https://aws.amazon.com/vpc/pricing/)",
    }),
    maxSize: doc(integer(1, 100).default(3), {
      description:
        "Maximum number of instances. Keep it above desiredCapacity, so that an instance refresh can launch before it terminates.",
      source: "document, section 3",
      cost: "see minSize, by the hour, for each further instance (https://aws.amazon.com/ec2/pricing/on-demand/)",
    }),
    desiredCapacity: doc(integer(1, 100).optional(), {
      description: "Number of instances at creation; scaling changes it afterwards. Left out: minSize.",
      source: "document, section 3",
    }),
    targetCpuUtilizationPercent: doc(integer(1, 100).default(70), {
      description: "Average CPU utilization that target tracking maintains.",
      unit: "percent",
      source: "document, section 3",
    }),
    targetRequestsPerTargetPerMinute: doc(integer(1, 1_000_000).default(1000), {
      description: "Requests per instance that target tracking maintains.",
      unit: "requests per minute",
      source: "document, section 3",
    }),
    healthCheckGracePeriodSeconds: doc(integer(300, 7200).default(600), {
      description: "Boot time of a new instance before health checks and scaling count it.",
      unit: "seconds",
      source: "decision 4 (a first boot on a t2.micro takes minutes)",
    }),
    maxInstanceLifetimeDays: doc(
      integer(0, 365, "choose 1 to 365, or 0 for no limit").default(defaults.maxInstanceLifetimeDays),
      {
        description:
          "Age at which Auto Scaling replaces an instance, one at a time and the new one first, so that it runs the launch template's image with current packages. 0: no limit.",
        unit: "days",
        source: "not in the document; hardened: decision 49",
      },
    ),
  }).prefault({});

const time = () =>
  text(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
    allowed: "a time of day from 00:00 to 23:59",
    fix: "write hours and minutes with two digits each, such as 19:30",
  });

const isTimeZone = (name: string): boolean => {
  // Intl accepts names in any case, and newer versions of Node.js offsets such as +01:00: AWS accepts neither.
  if (!/^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

export const offHours = doc(
  section({
    stopTime: doc(time(), {
      description: "Time at which instances stop.",
      source: "document, Optimization Tips",
    }),
    startTime: doc(time(), {
      description: "Time at which they start again.",
      source: "document, Optimization Tips",
    }),
    timeZone: doc(
      textWhere(isTimeZone, {
        allowed: "an IANA time zone, such as America/New_York",
        fix: "use a name of the tz database",
      }),
      {
        description: "Time zone of both times.",
        source: "AWS, Scheduled scaling for Amazon EC2 Auto Scaling",
      },
    ),
    weekdays: doc(
      list(oneOf(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]), NOT_EMPTY, [
        distinct,
        { allowed: "each weekday once", fix: "remove the repetition" },
      ]).default(["MON", "TUE", "WED", "THU", "FRI"]),
      { description: "Days on which instances stop and start.", source: "not in the document" },
    ),
  }).optional(),
  {
    description: "Working hours, outside of which instances are stopped. Left out: instances always run.",
    source: "document, Optimization Tips (stop instances when not in use; schedule ASG for off-hours)",
    cost: "saves USD 0.0116 per hour that a t2.micro is off: USD 5.40 of 8.50 from 19:00 to 07:00 and at weekends. A single instance's volume and Elastic IP are still charged, and so is the load balancer (https://aws.amazon.com/ec2/pricing/on-demand/)",
  },
);
