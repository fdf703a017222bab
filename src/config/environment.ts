import { z } from "zod";
import type { FieldDocumentation } from "./fields";
import { advise, cidr, flag, integer, oneOf, retentionDays, section, text, textWhere } from "./fields";

/**
 * The configuration's schema: every setting with its default, unit and source. The document is
 * `docs/requirement.md`, "decision N" a record of `docs/decisions`. Types for `environments.ts` and for the
 * stacks follow from it, and so does `docs/configuration.md`.
 */

/** Attaches a field's documentation; goes last, because zod's methods return new schemas. */
const doc = <T extends z.ZodType>(schema: T, documentation: FieldDocumentation): T =>
  schema.meta({ ...documentation });

const region = () =>
  text(
    /^(us|eu|ap|sa|ca|me|af|il|mx)-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9]$/,
    {
      allowed: "a commercial AWS region, such as us-east-1",
      mend: "correct the name; GovCloud and China are other partitions, which the ARNs here do not cover",
    },
  );

const GIT_PATH_MEND = "write a path inside the repository with letters, digits, '.', '_', '-' and '/'";
const repositoryPath = (what: string) =>
  text(/^(?!(?:.*\/)?\.\.(?:\/|$))[A-Za-z0-9._][A-Za-z0-9._/-]{0,254}$/, {
    allowed: `a relative ${what} without ".."`,
    mend: GIT_PATH_MEND,
  });

const network = section({
  vpcCidr: doc(cidr(16, 28, "choose a private block, such as 10.0.0.0/16").default("10.0.0.0/16"), {
    description: "The VPC's address block.",
    source: "document, VPC Configuration",
  }),
  publicSubnets: doc(
    z
      .record(
        text(/^[a-z]{2}-[a-z]+-\d[a-z]$/, {
          allowed: "availability zone names, such as us-east-1a",
          mend: "name the zone as `aws ec2 describe-availability-zones` does",
        }),
        cidr(16, 28, "choose a block inside network.vpcCidr"),
      )
      .default({ "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" }),
    {
      description:
        "Public subnets, one an availability zone: zone name to address block. The key is the subnet's identity, so adding a zone moves no other.",
      source: "document, VPC Configuration",
    },
  ),
}).prefault({});

const ssh = section({
  allowedCidrs: doc(
    z
      .array(
        // From /8: 0.0.0.0/0 is refused, and so are the two halves that add up to it.
        cidr(
          8,
          32,
          "name your office's or VPN's block, never the whole internet; Session Manager needs no open port",
        ),
      )
      .refine((blocks) => new Set(blocks).size === blocks.length && blocks.length <= 5, {
        error: () =>
          advise({
            allowed:
              "up to 5 different blocks, because CloudFront's prefix list takes 55 of a group's 60 rules",
            mend: "remove duplicates, or join neighbouring blocks into a wider one",
          }),
      })
      .optional(),
    {
      description: "Blocks that may reach port 22. Left out: the VPC's own block.",
      source: "document, Access Control (restricted to specific IPs); default: decision 20",
    },
  ),
  keyName: doc(
    text(/^[A-Za-z0-9][A-Za-z0-9 ._@+=:/-]{0,254}$/, {
      allowed: "the name of an EC2 key pair",
      mend: "use a name that `aws ec2 describe-key-pairs` lists",
    }).optional(),
    {
      description: "EC2 key pair for SSH. Left out: no key; use EC2 Instance Connect or Session Manager.",
      source: "document, Access Control (key-based authentication only)",
    },
  ),
}).prefault({});

const backend = section({
  repository: doc(
    text(/^https:\/\/[a-z0-9][a-z0-9.-]*(?::\d{2,5})?(?:\/[A-Za-z0-9_][A-Za-z0-9._~-]*)+$/, {
      allowed: "an https URL of a git repository without user name, query or spaces",
      mend: "write it like https://git.example.com/team/backend.git; a private repository takes tokenParameter",
    }),
    { description: "Git repository of the FastAPI backend.", source: "decision 20" },
  ),
  ref: doc(
    text(/^(?!.*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)))[A-Za-z0-9_](?:[A-Za-z0-9._/-]{0,198}[A-Za-z0-9_-])?$/, {
      allowed: "a git tag, commit or branch of letters, digits, '.', '_', '-' and '/'",
      mend: "use a release tag or a full commit id",
    }),
    {
      description:
        "Tag or commit to run. A new value replaces instances. A branch is warned of where instances come and go.",
      source: "decision 20",
    },
  ),
  directory: doc(repositoryPath("directory").default("."), {
    description: "Directory of the backend inside the repository.",
    source: "decision 20",
  }),
  requirementsFile: doc(repositoryPath("file path").default("requirements.txt"), {
    description: "pip requirements file, relative to the directory.",
    source: "decision 20",
  }),
  application: doc(
    text(/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*$/, {
      allowed: "module and attribute of an ASGI application, such as app.main:app",
      mend: "write the module's dotted path, a colon and the attribute",
    }).default("app.main:app"),
    { description: "ASGI application that Uvicorn serves.", source: "decision 20" },
  ),
  workers: doc(integer(1, 32).default(1), {
    description: "Uvicorn worker processes.",
    source: "decision 20 (a t2.micro has one vCPU)",
  }),
  healthCheckPath: doc(
    text(/^\/[A-Za-z0-9._~/-]{0,1023}$/, {
      allowed: "a path that begins with '/', without query",
      mend: "use /health, or a liveness path of your application",
    }).default("/health"),
    {
      description: "Path that must answer 200 for an instance to count as healthy.",
      source: "document, section 3",
    },
  ),
  tokenParameter: doc(
    text(/^\/careflowai\/[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)+$/, {
      allowed: "the name of a Parameter Store parameter under the environment's own path",
      mend: "write it like /careflowai/prod/deploy/token; the instance may read no other path",
    }).optional(),
    {
      description:
        "Parameter (SecureString) that holds the access token of a private repository. Left out: the repository is public.",
      source: "decision 20",
    },
  ),
  logRetentionDays: doc(retentionDays().default(30), {
    description: "Retention of the backend's log group.",
    unit: "days",
    source: "document, section 7",
  }),
});

const ARM_INSTANCE_TYPE = /^(?:a1|mac2|[a-z]+\d+[a-z]*g[a-z]*)[.-]/;

const instance = {
  type: doc(
    textWhere((type) => /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(type) && !ARM_INSTANCE_TYPE.test(type), {
      allowed: "an x86_64 EC2 instance type, such as t2.micro",
      mend: "choose a type without a Graviton processor; the AMI is for amd64",
    }).default("t2.micro"),
    { description: "Instance type. Changing it replaces instances.", source: "document, section 2" },
  ),
  cpuCredits: doc(oneOf(["standard", "unlimited"]).default("standard"), {
    description: "Credit mode of burstable (T family) types; ignored by others.",
    source: "decision 8 (unlimited is charged beyond the free tier)",
  }),
  rootVolumeType: doc(oneOf(["gp3", "gp2"]).default("gp3"), {
    description: "EBS volume type of the root volume.",
    source: "document, section 2",
  }),
  rootVolumeSizeGiB: doc(integer(8, 16384, "choose at least the AMI's 8 GiB").default(30), {
    description: "Size of the encrypted root volume.",
    unit: "GiB",
    source: "document, section 2",
  }),
};

const autoScaling = section({
  minSize: doc(integer(1, 100).default(1), {
    description: "Fewest instances.",
    source: "document, section 3",
  }),
  maxSize: doc(integer(1, 100).default(3), {
    description:
      "Most instances. Keep it above desiredCapacity, so that a refresh can launch before it terminates.",
    source: "document, section 3",
  }),
  desiredCapacity: doc(integer(1, 100).default(1), {
    description: "Instances at creation; scaling owns the figure afterwards.",
    source: "document, section 3",
  }),
  targetCpuUtilizationPercent: doc(integer(1, 100).default(70), {
    description: "Average CPU utilization that target tracking holds.",
    unit: "percent",
    source: "document, section 3",
  }),
  targetRequestsPerTargetPerMinute: doc(integer(1, 1_000_000).default(1000), {
    description: "Requests per instance that target tracking holds.",
    unit: "requests per minute",
    source: "document, section 3",
  }),
  healthCheckGracePeriodSeconds: doc(integer(0, 7200).default(600), {
    description: "How long a new instance may boot before health checks and scaling count it.",
    unit: "seconds",
    source: "decision 4 (a first boot on a t2.micro takes minutes)",
  }),
}).prefault({});

const loadBalancer = section({
  idleTimeoutSeconds: doc(integer(1, 4000).default(60), {
    description: "How long the load balancer keeps an idle connection. Longer than the API's timeout.",
    unit: "seconds",
    source: "decision 31",
  }),
  healthCheckIntervalSeconds: doc(integer(5, 300).default(30), {
    description: "Time between two health checks.",
    unit: "seconds",
    source: "document, section 3",
  }),
  healthCheckTimeoutSeconds: doc(integer(2, 120).default(10), {
    description: "Time in which a health check must answer. Shorter than the interval.",
    unit: "seconds",
    source: "document, section 3",
  }),
  unhealthyThreshold: doc(integer(2, 10).default(3), {
    description: "Failed checks in a row that make an instance unhealthy.",
    source: "document, Production Architecture",
  }),
  healthyThreshold: doc(integer(2, 10).default(3), {
    description: "Good checks in a row that make an instance healthy.",
    source: "not in the document; Terraform's default",
  }),
  stickinessDurationSeconds: doc(integer(1, 604_800).default(86_400), {
    description: "Life of the load balancer's session cookie.",
    unit: "seconds",
    source: "document, section 4 (24 hours)",
  }),
  deregistrationDelaySeconds: doc(integer(0, 3600).default(30), {
    description: "How long a leaving instance may finish its requests (connection draining).",
    unit: "seconds",
    source: "document, section 4",
  }),
}).prefault({});

const cors = section({
  allowOrigins: doc(
    z
      .array(
        text(/^(?:\*|https?:\/\/[a-z0-9][a-z0-9.-]*(?::\d{1,5})?)$/, {
          allowed: '"*" or an origin with scheme and without path, such as https://app.example.com',
          mend: "write it as the browser sends it in the Origin header",
        }),
      )
      .min(1)
      .default(["*"]),
    { description: "Origins whose pages may call the API.", source: "document, section 5" },
  ),
  allowMethods: doc(
    z
      .array(oneOf(["*", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]))
      .min(1)
      .default(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
    { description: "Methods that those pages may use.", source: "document, section 5 (ANY /api/{proxy+})" },
  ),
  allowHeaders: doc(
    z
      .array(
        text(/^(?:\*|[a-z0-9-]+)$/, {
          allowed: '"*" or a lower-case header name',
          mend: "write the name in lower case, as API Gateway stores it",
        }),
      )
      .min(1)
      .default(["authorization", "content-type"]),
    {
      description: 'Request headers that those pages may send. "*" does not cover authorization in browsers.',
      source: "not in the document; Fetch standard, CORS-safelisted names",
    },
  ),
  allowCredentials: doc(flag().default(false), {
    description: "Whether browsers may send cookies. Needs explicit origins.",
    source: "decision 9",
  }),
  maxAgeSeconds: doc(integer(0, 86_400).default(300), {
    description: "How long a browser may reuse a preflight answer.",
    unit: "seconds",
    source: "not in the document",
  }),
}).prefault({});

const api = section({
  throttlingRateLimitPerSecond: doc(integer(1, 10_000).default(500), {
    description: "Steady rate of the whole stage, over all clients.",
    unit: "requests per second",
    source: "document, section 5",
  }),
  throttlingBurstLimit: doc(integer(1, 5000).default(1000), {
    description: "Requests that may arrive at once.",
    source: "document, section 5",
  }),
  timeoutSeconds: doc(
    integer(1, 30, "30 s is API Gateway's own limit for HTTP APIs; make long work asynchronous").default(30),
    {
      description: "How long the gateway waits for the load balancer.",
      unit: "seconds",
      source: "AWS, Quotas for HTTP APIs (maximum integration timeout)",
    },
  ),
  cors,
  logRetentionDays: doc(retentionDays().default(7), {
    description: "Retention of the API's access logs.",
    unit: "days",
    source: "document, section 7",
  }),
}).prefault({});

const common = {
  region: doc(region().default("us-east-1"), {
    description: "AWS region. Another one needs its own network.publicSubnets.",
    source: "document, VPC Configuration",
  }),
  protect: doc(flag().default(false), {
    description:
      "Deletion protection on the load balancer and prevent_destroy on what holds data or addresses. Turning it off is a deploy of its own, before a destroy.",
    source: "decision 19",
  }),
  documentNames: doc(flag().default(false), {
    description:
      "Carry the document's literal names for the frontend bucket and the log groups; one environment an account may.",
    source: "decision 5",
  }),
  stateKey: doc(
    text(/^[A-Za-z0-9_-][A-Za-z0-9._/-]{0,511}\.tfstate$/, {
      allowed: "an object key that ends in .tfstate",
      mend: "leave it out for <environment>/terraform.tfstate",
    }).optional(),
    {
      description:
        "Key of the environment's state in the state bucket. Left out: the environment's name, then /terraform.tfstate.",
      source: "decision 19",
    },
  ),
  tags: doc(
    z
      .record(
        text(/^(?!aws:|Name$|Project$|Environment$|ManagedBy$)[A-Za-z0-9 _.:/=+@-]{1,128}$/i, {
          allowed:
            "up to 128 letters, digits and _.:/=+@- , not beginning with aws: and not Name, Project, Environment or ManagedBy",
          mend: "choose another key",
        }),
        text(/^[A-Za-z0-9 _.:/=+@-]{0,256}$/, {
          allowed: "up to 256 letters, digits, spaces and _.:/=+@-",
          mend: "shorten the value or leave out other characters",
        }),
      )
      .default({}),
    {
      description: "Tags beside Project, Environment and ManagedBy, on every resource, instance and volume.",
      source: "not in the document",
    },
  ),
  network,
  ssh,
  backend,
  frontend: section({
    priceClass: doc(oneOf(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_100"), {
      description: "Edge locations that serve the site.",
      source: "document, section 6",
    }),
  }).prefault({}),
  notifications: section({
    emailAddresses: doc(
      z
        .array(
          z.email({
            error: () => "Allowed: an e-mail address. To mend: write it as name@domain.",
          }),
        )
        .min(1, {
          error: () =>
            "Allowed: at least one e-mail address. To mend: name who is told when something breaks.",
        }),
      {
        description: "Who is told when something breaks. No alarm uses it yet.",
        source: "document, Alerting Strategy",
      },
    ),
  }),
};

const singleInstance = section({
  topology: z.literal("single-instance"),
  ...common,
  instance: section({
    ...instance,
    availabilityZone: doc(
      text(/^[a-z]{2}-[a-z]+-\d[a-z]$/, {
        allowed: "a zone of network.publicSubnets",
        mend: "name one of its keys",
      }).default("us-east-1a"),
      {
        description:
          "Zone the instance stands in: a key of network.publicSubnets. Changing it replaces the instance.",
        source: "document, VPC Configuration",
      },
    ),
  }).prefault({}),
});

const loadBalanced = section({
  topology: z.literal("load-balanced"),
  ...common,
  instance: section(instance).prefault({}),
  autoScaling,
  loadBalancer,
  api,
});

/** One environment: the document's Simple (`single-instance`) or Production (`load-balanced`) architecture. */
export const environmentSchema = z.discriminatedUnion("topology", [singleInstance, loadBalanced], {
  error: () =>
    "Allowed: an environment whose topology is single-instance or load-balanced. To mend: set topology to one of them.",
});

/** What every stack of the account shares. */
export const accountSchema = section({
  id: doc(
    text(/^\d{12}$/, {
      allowed: "the 12 digits of an AWS account id, in quotes",
      mend: "take it from `aws sts get-caller-identity`",
    }),
    { description: "The one AWS account that may be deployed to.", source: "decision 19" },
  ),
  region: doc(region().default("us-east-1"), {
    description: "Region of the state bucket.",
    source: "document, VPC Configuration",
  }),
});

/** The key is the environment's name; it is part of names, addresses and commands. */
export const environmentNameSchema = text(/^(?!(?:state|account)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
  allowed: "environment names of lower-case letters, digits and single hyphens, but not state or account",
  mend: "rename the environment",
});

export const configSchema = section({
  account: accountSchema,
  environments: z.record(environmentNameSchema, environmentSchema),
});

/** What `environments.ts` holds: only what differs from the defaults. */
export type ConfigInput = z.input<typeof configSchema>;
export type EnvironmentInput = z.input<typeof environmentSchema>;

export type Account = z.output<typeof accountSchema>;
type Resolved<E> =
  E extends z.output<typeof environmentSchema>
    ? Omit<E, "ssh" | "stateKey"> & {
        readonly name: string;
        readonly stateKey: string;
        readonly ssh: { readonly allowedCidrs: readonly string[]; readonly keyName?: string | undefined };
      }
    : never;
/** An environment with every default filled in. */
export type Environment = Resolved<z.output<typeof environmentSchema>>;
export type SingleInstanceEnvironment = Extract<Environment, { topology: "single-instance" }>;
export type LoadBalancedEnvironment = Extract<Environment, { topology: "load-balanced" }>;
export interface Config {
  readonly account: Account;
  readonly environments: readonly Environment[];
}
