import fc from "fast-check";
import type { Environment } from "../../src/config/environment";
import { config } from "../helpers/documented";
import { ConfigError, parseConfig } from "../../src/config/parse";
import { configSetting, configWith, setField } from "../helpers/config";

/** What is wrong with a configuration; nothing if it is accepted. */
function problemsOf(input: unknown): readonly string[] {
  try {
    parseConfig(input);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const line = (path: string, value: unknown, advice: string) =>
  `${path}: ${value === undefined ? "missing" : JSON.stringify(value)}. ${advice}`;

describe("the project's own configuration", () => {
  const { account, environments } = parseConfig(config);

  test("is accepted", () => {
    expect(account).toMatchObject({ id: "111122223333", region: "us-east-1" });
    expect(
      environments.map(({ name, topology, protect, documentNames, stateKey }) => ({
        name,
        topology,
        protect,
        documentNames,
        stateKey,
      })),
    ).toEqual([
      {
        name: "dev",
        topology: "single-instance",
        protect: false,
        documentNames: false,
        stateKey: "dev/terraform.tfstate",
      },
      {
        name: "staging",
        topology: "load-balanced",
        protect: false,
        documentNames: false,
        stateKey: "staging/terraform.tfstate",
      },
      {
        name: "prod",
        topology: "load-balanced",
        protect: true,
        documentNames: true,
        stateKey: "prod/terraform.tfstate",
      },
    ]);
  });
});

describe("defaults", () => {
  const backend = { repository: "https://git.example.com/team/backend.git", ref: "v1.0.0" };
  const notifications = { emailAddresses: ["alerts@example.com"] };
  /** An environment of a posture, with nothing else set but a field. */
  const environmentOf = (
    topology: Environment["topology"],
    posture: string,
    field?: string,
    value?: unknown,
  ) => {
    const test = { topology, posture, backend, notifications };
    if (field !== undefined) setField(test, field, value);
    const [environment] = parseConfig({
      account: { id: "111122223333", notifications },
      environments: { test },
    }).environments;
    if (!environment) throw new Error("no environment");
    return environment;
  };
  const one = environmentOf("single-instance", "documented");
  const many = environmentOf("load-balanced", "documented");
  const hardenedOne = environmentOf("single-instance", "hardened");
  const hardenedMany = environmentOf("load-balanced", "hardened");

  const common: [field: string, value: unknown, source: string][] = [
    ["region", "us-east-1", "VPC Configuration"],
    ["protect", false, "the project's own"],
    ["documentNames", false, "the project's own"],
    ["network.vpcCidr", "10.0.0.0/16", "VPC Configuration"],
    ["network.publicSubnets.us-east-1a", "10.0.1.0/24", "VPC Configuration"],
    ["network.publicSubnets.us-east-1b", "10.0.2.0/24", "VPC Configuration"],
    ["network.flowLogs.retentionDays", 30, "as the backend's logs"],
    ["ssh.instanceConnectEndpoint", false, "the project's own"],
    ["backend.directory", ".", "the project's own"],
    ["backend.requirementsFile", "requirements.txt", "the project's own"],
    ["backend.application", "app.main:app", "the project's own"],
    ["backend.workers", 1, "section 2: 1 vCPU"],
    ["backend.healthCheckPath", "/health", "section 3"],
    ["backend.logRetentionDays", 30, "section 7"],
    ["instance.type", "t2.micro", "section 2"],
    ["instance.cpuCredits", "standard", "decision 8"],
    ["instance.rootVolumeType", "gp3", "section 2"],
    ["instance.rootVolumeSizeGiB", 30, "section 2"],
    ["frontend.priceClass", "PriceClass_100", "section 6"],
    ["frontend.oldVersionsExpirationDays", 30, "the project's own"],
    ["frontend.intelligentTiering", false, "Optimization Tips"],
    ["frontend.accessLogs.expirationDays", 90, "the project's own"],
    ["frontend.cachedPaths", [], "decision 6: empty"],
    ["frontend.webAcl.enabled", false, "decision 6"],
    ["frontend.webAcl.requestsPerFiveMinutes", 2000, "the project's own"],
    ["alarms.serverErrorsPerFiveMinutes", 10, "section 7"],
    ["alarms.errorRatePercent", 5, "the project's own"],
    ["alarms.cpuUtilizationPercent", 80, "section 7"],
    ["alarms.memoryUsedPercent", 85, "section 7"],
    ["alarms.diskUsedPercent", 80, "section 7"],
    ["alarms.failedLoginsPerHour", 20, "the project's own"],
    ["alarms.logBytesPerDay", 1_000_000_000, "the project's own"],
  ];
  const singleInstance: typeof common = [["instance.availabilityZone", "us-east-1a", "VPC Configuration"]];
  const loadBalanced: typeof common = [
    ["network.primaryZone", "us-east-1a", "VPC Configuration"],
    ["network.privateSubnets.us-east-1a", "10.0.11.0/24", "posture: private 10.0.11.0/24"],
    ["network.privateSubnets.us-east-1b", "10.0.12.0/24", "posture: and 10.0.12.0/24"],
    ["loadBalancer.scheme", "internal", "decision 15"],
    ["loadBalancer.accessLogs.expirationDays", 90, "the project's own"],
    ["autoScaling.minSize", 1, "section 3"],
    ["autoScaling.maxSize", 3, "section 3"],
    ["autoScaling.desiredCapacity", 1, "section 3"],
    ["autoScaling.targetCpuUtilizationPercent", 70, "section 3"],
    ["autoScaling.targetRequestsPerTargetPerMinute", 1000, "section 3"],
    ["autoScaling.healthCheckGracePeriodSeconds", 600, "decision 4"],
    ["loadBalancer.idleTimeoutSeconds", 60, "fixed technical choices"],
    ["loadBalancer.healthCheckIntervalSeconds", 30, "section 3"],
    ["loadBalancer.healthCheckTimeoutSeconds", 10, "section 3"],
    ["loadBalancer.unhealthyThreshold", 3, "Production Architecture"],
    ["loadBalancer.healthyThreshold", 3, "Terraform's default"],
    ["loadBalancer.stickinessDurationSeconds", 86_400, "section 4: 24 hours"],
    ["loadBalancer.deregistrationDelaySeconds", 30, "section 4"],
    ["api.throttlingRateLimitPerSecond", 500, "section 5"],
    ["api.throttlingBurstLimit", 1000, "section 5"],
    ["api.timeoutSeconds", 30, "API Gateway's limit"],
    ["api.logRetentionDays", 7, "section 7"],
    ["alarms.latencyMilliseconds", 1000, "section 7: 1 second"],
    ["alarms.gatewayLatencyMilliseconds", 3000, "the project's own"],
    ["alarms.instanceCount", 2, "section 7"],
  ];

  /** Of a posture that says cross-origin. */
  const cors: typeof common = [
    ["api.cors.allowOrigins", ["*"], "section 5: all origins"],
    [
      "api.cors.allowMethods",
      ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      "section 5: ANY /api/{proxy+}",
    ],
    ["api.cors.allowHeaders", ["authorization", "content-type"], "the project's own"],
    ["api.cors.allowCredentials", false, "posture: no credentials"],
    ["api.cors.maxAgeSeconds", 300, "the project's own"],
  ];
  /** What a posture moves. */
  const moved: [field: string, documented: unknown, hardened: unknown][] = [
    ["ssh.allowedCidrs", ["10.0.0.0/16"], []],
    ["network.flowLogs.enabled", false, true],
    ["frontend.accessLogs.enabled", false, true],
    ["frontend.bucketAccess", "public-website", "private"],
    ["frontend.bucketVersioning", "Suspended", "Enabled"],
  ];
  const movedInLoadBalanced: typeof moved = [
    ["network.nat", "none", "single"],
    ["loadBalancer.admitHttpToInstances", true, false],
    ["loadBalancer.accessLogs.enabled", false, true],
    ["api.routing", "cross-origin", "same-origin"],
  ];

  const valueAt = (environment: object, field: string): unknown =>
    field.split(".").reduce((node: any, step) => node[step], environment);

  test.each(common)("%s is %j in both topologies and postures (%s)", (field, value) => {
    expect([one, many, hardenedOne, hardenedMany].map((environment) => valueAt(environment, field))).toEqual([
      value,
      value,
      value,
      value,
    ]);
  });

  test.each(singleInstance)("%s is %j in single-instance (%s)", (field, value) => {
    expect([valueAt(one, field), valueAt(hardenedOne, field)]).toEqual([value, value]);
  });

  test.each(loadBalanced)("%s is %j in load-balanced (%s)", (field, value) => {
    expect([valueAt(many, field), valueAt(hardenedMany, field)]).toEqual([value, value]);
  });

  test.each(cors)("%s is %j where the API is of another origin (%s)", (field, value) => {
    expect(valueAt(many, field)).toEqual(value);
  });

  test("there is no CORS where the API is of the same origin", () => {
    expect(valueAt(hardenedMany, "api.cors")).toBeUndefined();
  });

  test.each(moved)("%s is %j in documented and %j in hardened, in both topologies", (field, ...values) => {
    expect([valueAt(one, field), valueAt(hardenedOne, field)]).toEqual(values);
    expect([valueAt(many, field), valueAt(hardenedMany, field)]).toEqual(values);
  });

  test.each(movedInLoadBalanced)(
    "%s is %j in documented and %j in hardened, in load-balanced",
    (field, ...values) => {
      expect([valueAt(many, field), valueAt(hardenedMany, field)]).toEqual(values);
    },
  );

  test("none is left out of these lists", () => {
    const fieldsOf = (node: unknown, path = ""): string[] =>
      typeof node === "object" && node !== null && !Array.isArray(node)
        ? Object.entries(node).flatMap(([key, value]) => fieldsOf(value, path ? `${path}.${key}` : key))
        : [path];
    const given = [
      "name",
      "topology",
      "posture",
      "stateKey",
      "backend.repository",
      "backend.ref",
      "notifications.emailAddresses",
    ];
    const listed = (...lists: readonly (readonly (readonly [field: string, ...rest: unknown[]])[])[]) =>
      [...given, ...lists.flat().map(([field]) => field)].sort();
    for (const environment of [one, hardenedOne])
      expect(fieldsOf(environment).sort()).toEqual(listed(common, singleInstance, moved));
    const ofMany = [common, loadBalanced, moved, movedInLoadBalanced];
    expect(fieldsOf(many).sort()).toEqual(listed(...ofMany, cors));
    expect(fieldsOf(hardenedMany).sort()).toEqual(listed(...ofMany, [["api.cors"]]));
  });

  test("the posture is documented where none is named", () => {
    expect(parseConfig(config).environments.map(({ posture }) => posture)).toEqual([
      "documented",
      "documented",
      "documented",
    ]);
  });

  describe("each that a posture moves can be set on its own, and moves no other", () => {
    /** An environment with another value of one field; CORS goes with the routing. */
    const withField = (environment: Environment, field: string, value: unknown) => {
      const copy: any = structuredClone(environment);
      setField(copy, field, value);
      if (field === "api.routing") {
        if (value === "same-origin") delete copy.api.cors;
        else copy.api.cors = valueAt(many, "api.cors");
      }
      return copy as Environment;
    };

    test.each(moved)("%s in single-instance", (field, documented, hardened) => {
      expect(environmentOf("single-instance", "documented", field, hardened)).toEqual(
        withField(one, field, hardened),
      );
      expect(environmentOf("single-instance", "hardened", field, documented)).toEqual(
        withField(hardenedOne, field, documented),
      );
    });

    test.each([...moved, ...movedInLoadBalanced])("%s in load-balanced", (field, documented, hardened) => {
      expect(environmentOf("load-balanced", "documented", field, hardened)).toEqual(
        withField(many, field, hardened),
      );
      expect(environmentOf("load-balanced", "hardened", field, documented)).toEqual(
        withField(hardenedMany, field, documented),
      );
    });
  });

  test("the block that may use SSH is the VPC's, whatever it is", () => {
    const input = configSetting("environments.prod.network", {
      vpcCidr: "10.9.0.0/16",
      publicSubnets: { "us-east-1a": "10.9.1.0/24", "us-east-1b": "10.9.2.0/24" },
    });
    expect(parseConfig(input).environments.find(({ name }) => name === "prod")?.ssh).toEqual({
      allowedCidrs: ["10.9.0.0/16"],
      instanceConnectEndpoint: false,
    });
  });
});

/** Fields by themselves: what prod or dev accepts, what it refuses, and the advice that a refusal gives. */
const BLOCK = (from: number, to: number) =>
  `Allowed: an IPv4 block from /${String(from)} to /${String(to)} that begins at its first address, such as 10.0.1.0/24.`;
const REGION =
  "Allowed: a commercial AWS region, such as us-east-1. To fix: correct the name; GovCloud and China are other partitions, which the ARNs here do not cover.";
const FLAG = "Allowed: true or false. To fix: write it without quotes.";
const RETENTION =
  "Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653. To fix: choose the next longer period in the list.";
const EMAIL = "Allowed: an e-mail address. To fix: write it as name@domain.";
const REF =
  "Allowed: a git tag, commit or branch of letters, digits, '.', '_', '-' and '/'. To fix: use a release tag or a full commit id.";
const PATH_FIX = "To fix: write a path inside the repository with letters, digits, '.', '_', '-' and '/'.";

const NETWORK_FIELDS = "vpcCidr, publicSubnets, flowLogs, nat, primaryZone, privateSubnets";
const HOST_NAME =
  "Allowed: a host name in lower case, such as app.example.com. To fix: write the full name without scheme, port or path.";
const NOT_HOST_NAMES = [
  "https://app.example.org",
  "app.example.org/",
  "app.example.org.",
  "app.example.org:443",
  "App.example.org",
  "*.example.org",
  "-app.example.org",
  "app-.example.org",
  "app..example.org",
  "app_1.example.org",
  "localhost",
  "192.0.2.1",
  `${"a".repeat(64)}.example.org`,
  `${"a.".repeat(125)}example`,
  "app.example.org\n",
  "",
  5,
];
const TIME =
  "Allowed: a time of day from 00:00 to 23:59. To fix: write hours and minutes with two digits each, such as 19:30.";
const NOT_TIMES = ["24:00", "7:00", "07:60", "07:0", "7", "07:00:00", "07:00 ", "07.00", "19:30\n", "", 1930];
const CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";
const HTTPS = { certificateArn: CERTIFICATE, serverName: "alb.example.org" };
const DOMAIN = { hostedZoneId: "Z0123456789ABCDEFGHIJ", frontendName: "app.example.org" };
const OFF_HOURS = { stopTime: "19:00", startTime: "07:00", timeZone: "America/New_York" };

interface Field {
  readonly path: string;
  /** The section that holds it, where that has other fields without default. */
  readonly section?: object;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
  readonly advice: string;
  /** The spelling that is suggested for a bad value. */
  readonly nearest?: Readonly<Record<string, string>>;
}

const fields: Field[] = [
  {
    path: "account.id",
    good: ["123456789012"],
    bad: ["12345678901", "1234567890123", "12345678901a", "1234-5678-9012", 123456789012, "", undefined],
    advice:
      "Allowed: the 12 digits of an AWS account id, in quotes. To fix: take it from `aws sts get-caller-identity`.",
  },
  {
    path: "account.region",
    good: ["eu-central-1"],
    bad: ["us-gov-west-1", "cn-north-1"],
    advice: REGION,
  },
  {
    path: "environments.prod.region",
    good: ["us-east-1", "us-west-2", "ap-southeast-4", "mx-central-1"],
    bad: ["us-east", "us-east-1a", "US-EAST-1", "us-gov-west-1", "cn-north-1", "us-east-1\n", "", null],
    advice: REGION,
  },
  {
    path: "environments.prod.posture",
    good: ["documented", "hardened"],
    bad: ["strict", "Hardened", "", true, null],
    advice: "Allowed: documented, hardened. To fix: choose one of them.",
    nearest: { Hardened: "hardened" },
  },
  { path: "environments.prod.protect", good: [true, false], bad: ["true", 1, null], advice: FLAG },
  { path: "environments.prod.documentNames", good: [true, false], bad: ["yes", 0], advice: FLAG },
  {
    path: "environments.prod.stateKey",
    good: ["prod.tfstate", "team/prod/main.tfstate"],
    bad: ["prod", "/prod.tfstate", ".tfstate", "pro d.tfstate", "${x}.tfstate"],
    advice:
      "Allowed: an object key that ends in .tfstate. To fix: leave it out for <environment>/terraform.tfstate.",
  },
  {
    path: "environments.prod.tags.Team",
    good: ["", "Care + Co", "a".repeat(256)],
    bad: ["a".repeat(257), "é", "<b>", "${x}", 5],
    advice:
      "Allowed: up to 256 letters, digits, spaces and _.:/=+@-. To fix: shorten the value or leave out other characters.",
  },
  {
    path: "environments.prod.network.vpcCidr",
    good: ["10.0.0.0/16", "10.0.0.0/20"],
    bad: [
      "10.0.0.0/15",
      "10.0.0.0/29",
      "10.0.0.1/16",
      "10.0.0.0",
      "010.0.0.0/16",
      "10.0.0.0/16 ",
      "fd00::/16",
    ],
    advice: `${BLOCK(16, 28)} To fix: choose a private block, such as 10.0.0.0/16.`,
  },
  {
    path: "environments.prod.network.nat",
    good: ["none", "single", "per-az"],
    bad: ["perAz", true, "", null],
    advice: "Allowed: none, single, per-az. To fix: choose one of them.",
    nearest: { perAz: "per-az" },
  },
  { path: "environments.prod.network.flowLogs.enabled", good: [true, false], bad: ["on", 1], advice: FLAG },
  {
    path: "environments.prod.network.flowLogs.retentionDays",
    good: [1, 30],
    bad: [0, 2, "30"],
    advice: RETENTION,
    nearest: { "30": "30" },
  },
  {
    path: "environments.prod.ssh.instanceConnectEndpoint",
    good: [true, false],
    bad: ["true", null],
    advice: FLAG,
  },
  {
    path: "environments.prod.ssh.keyName",
    good: ["ops", "ops key 2026"],
    bad: ["", " ops", "-ops", "ops$(x)", "a".repeat(256)],
    advice:
      "Allowed: the name of an EC2 key pair. To fix: use a name that `aws ec2 describe-key-pairs` lists.",
  },
  {
    path: "environments.prod.backend.directory",
    good: [".", "services/api", "a..b"],
    bad: ["..", "../x", "a/../b", "a/..", "/etc", "", "a b", "-x", "$(x)", "a;b"],
    advice: `Allowed: a relative directory without "..". ${PATH_FIX}`,
  },
  {
    path: "environments.prod.backend.requirementsFile",
    good: ["requirements.txt", "deploy/requirements-prod.txt"],
    bad: ["../requirements.txt", "/requirements.txt", "-r", "a\nb"],
    advice: `Allowed: a relative file path without "..". ${PATH_FIX}`,
  },
  {
    path: "environments.prod.backend.application",
    good: ["main:app", "app.main:app", "a.b_c.d:create_app"],
    bad: ["app.main", "app/main:app", "app.main:app()", "1a:app", "app:main:x", "app.main:app --reload", ""],
    advice:
      "Allowed: module and attribute of an ASGI application, such as app.main:app. To fix: write the module's dotted path, a colon and the attribute.",
  },
  {
    path: "environments.prod.backend.healthCheckPath",
    good: ["/", "/health", "/v1/live~z"],
    bad: ["health", "/health?x=1", "/a b", "", `/${"a".repeat(1024)}`],
    advice:
      "Allowed: a path that begins with '/', without query. To fix: use /health, or a liveness path of your application.",
  },
  {
    path: "environments.prod.backend.tokenParameter",
    good: ["/careflowai/prod/deploy/token", "/careflowai/prod/token"],
    bad: [
      "careflowai/prod/token",
      "/careflowai/prod",
      "/other/prod/token",
      "/careflowai/prod/",
      "/careflowai/*/x",
    ],
    advice:
      "Allowed: the name of a Parameter Store parameter under the environment's path. To fix: write it like /careflowai/prod/deploy/token; the instance may read no other path.",
  },
  {
    path: "environments.prod.backend.logRetentionDays",
    good: [1, 30, 3653],
    bad: [0, 2, 31, 3654, "30"],
    advice: RETENTION,
    nearest: { "30": "30" },
  },
  { path: "environments.prod.api.logRetentionDays", good: [7], bad: [8, null], advice: RETENTION },
  {
    path: "environments.prod.instance.type",
    good: ["t2.micro", "t3.micro", "c7i-flex.large", "g5.xlarge", "u-6tb1.metal"],
    bad: [
      "t4g.micro",
      "c7gd.large",
      "a1.medium",
      "m6g.metal",
      "im4gn.large",
      "x2gd.large",
      "hpc7g.4xlarge",
      "micro",
      "T2.micro",
      "",
    ],
    advice:
      "Allowed: an x86_64 EC2 instance type, such as t2.micro. To fix: choose a type without a Graviton processor; the AMI is for amd64.",
  },
  {
    path: "environments.prod.instance.cpuCredits",
    good: ["standard", "unlimited"],
    bad: ["none"],
    advice: "Allowed: standard, unlimited. To fix: choose one of them.",
  },
  {
    path: "environments.prod.instance.rootVolumeType",
    good: ["gp3", "gp2"],
    bad: ["io2"],
    advice: "Allowed: gp3, gp2. To fix: choose one of them.",
  },
  {
    path: "environments.prod.instance.amiId",
    good: ["ami-0123456789abcdef0", "ami-01234567"],
    bad: [
      "ami-",
      "ami-0123456789abcdef",
      "ami-0123456789ABCDEF0",
      "0123456789abcdef0",
      "ami-01234567\n",
      "",
      5,
    ],
    advice:
      "Allowed: an AMI id, such as ami-0123456789abcdef0. To fix: take it from `aws ec2 describe-images`, or leave the field out.",
  },
  {
    path: "environments.prod.loadBalancer.scheme",
    good: ["internal", "internet-facing"],
    bad: ["public", "", null],
    advice: "Allowed: internal, internet-facing. To fix: choose one of them.",
  },
  {
    path: "environments.prod.loadBalancer.admitHttpToInstances",
    good: [true, false],
    bad: ["no", 0],
    advice: FLAG,
  },
  {
    path: "environments.prod.loadBalancer.https.certificateArn",
    section: HTTPS,
    good: [CERTIFICATE],
    bad: [
      CERTIFICATE.slice(0, -1),
      CERTIFICATE.replace(":acm:", ":iam:"),
      CERTIFICATE.replace("111122223333", "1111"),
      CERTIFICATE.replace("aws", "aws-cn"),
      `${CERTIFICATE}\n`,
      "",
      undefined,
    ],
    advice:
      "Allowed: the ARN of an ACM certificate in the environment's region. To fix: take it from `aws acm list-certificates`.",
  },
  {
    path: "environments.prod.loadBalancer.https.serverName",
    section: HTTPS,
    good: ["alb.example.org", "a.b.c.example.museum"],
    bad: [...NOT_HOST_NAMES, undefined],
    advice: HOST_NAME,
  },
  {
    path: "environments.prod.domain.hostedZoneId",
    section: DOMAIN,
    good: ["Z0123456789ABCDEFGHIJ", "Z1"],
    bad: ["/hostedzone/Z0123456789", "z0123456789", "0123456789", "Z", `Z${"1".repeat(32)}`, "", undefined],
    advice:
      "Allowed: the id of a public Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ. To fix: take it from `aws route53 list-hosted-zones`, without /hostedzone/.",
  },
  {
    path: "environments.dev.domain.frontendName",
    section: DOMAIN,
    good: ["app.example.org", "example.org"],
    bad: [...NOT_HOST_NAMES, undefined],
    advice: HOST_NAME,
  },
  {
    path: "environments.prod.domain.apiName",
    section: DOMAIN,
    good: ["api.example.org"],
    bad: NOT_HOST_NAMES,
    advice: HOST_NAME,
  },
  {
    path: "environments.prod.offHours.stopTime",
    section: OFF_HOURS,
    good: ["00:00", "19:30", "23:59"],
    bad: [...NOT_TIMES, undefined],
    advice: TIME,
  },
  {
    path: "environments.dev.offHours.startTime",
    section: OFF_HOURS,
    good: ["00:00", "09:05"],
    bad: [...NOT_TIMES, undefined],
    advice: TIME,
  },
  {
    path: "environments.prod.offHours.timeZone",
    section: OFF_HOURS,
    good: [
      "America/New_York",
      "Europe/Zurich",
      "America/Argentina/Buenos_Aires",
      "America/Port-au-Prince",
      "UTC",
    ],
    // The last ones are taken by Intl, and not by AWS.
    bad: ["New York", "Mars/Olympus", "", 5, undefined, "america/new_york", "utc", "+01:00"],
    advice: "Allowed: an IANA time zone, such as America/New_York. To fix: use a name of the tz database.",
  },
  {
    path: "environments.prod.offHours.weekdays",
    section: OFF_HOURS,
    good: [["SUN"], ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]],
    bad: [[]],
    advice:
      "Allowed: at least one value. To fix: correct the value, or remove the field where it has a default.",
  },
  {
    path: "environments.prod.api.routing",
    good: ["cross-origin", "same-origin"],
    bad: ["same", null],
    advice: "Allowed: cross-origin, same-origin. To fix: choose one of them.",
  },
  {
    path: "environments.prod.frontend.bucketAccess",
    good: ["public-website", "private"],
    bad: ["public", null],
    advice: "Allowed: public-website, private. To fix: choose one of them.",
  },
  {
    path: "environments.prod.frontend.bucketVersioning",
    good: ["Suspended", "Enabled"],
    bad: ["Disabled", true],
    advice: "Allowed: Suspended, Enabled. To fix: choose one of them.",
  },
  ...["dev.instance.availabilityZone", "prod.network.primaryZone"].map((field) => ({
    path: `environments.${field}`,
    good: ["us-east-1a", "us-east-1b"],
    bad: ["us-east-1", "a", "use1-az1"],
    advice:
      "Allowed: availability zone names, such as us-east-1a. To fix: use a name that `aws ec2 describe-availability-zones` lists.",
  })),
  {
    path: "environments.prod.frontend.priceClass",
    good: ["PriceClass_100", "PriceClass_200", "PriceClass_All"],
    bad: ["100"],
    advice: "Allowed: PriceClass_100, PriceClass_200, PriceClass_All. To fix: choose one of them.",
  },
  {
    path: "environments.prod.notifications.emailAddresses",
    good: [["a@example.org"], ["a@example.org", "b.c+d@example.org"]],
    bad: [[]],
    advice: "Allowed: at least one e-mail address. To fix: add a recipient of notifications.",
  },
  {
    path: "environments.prod.notifications.emailAddresses",
    good: [["a@example.org", "A@example.org"]],
    bad: [["a@example.org", "b@example.org", "a@example.org"]],
    advice: "Allowed: each address once. To fix: remove the repetition.",
  },
  {
    path: "environments.prod.notifications.emailAddresses",
    good: [],
    bad: ["a@example.org", null],
    advice: "Allowed: a list. To fix: correct the value, or remove the field where it has a default.",
  },
  {
    path: "environments.prod.api.cors.allowOrigins",
    good: [["https://app.example.org", "http://localhost:3000"]],
    bad: [[]],
    advice:
      "Allowed: at least one value. To fix: correct the value, or remove the field where it has a default.",
  },
];

describe.each(fields)("$path", ({ path, section, good, bad, advice, nearest = {} }) => {
  const problemsWith = (value: unknown) =>
    problemsOf(
      configWith((copy) => {
        if (section) setField(copy, path.slice(0, path.lastIndexOf(".")), { ...section });
        setField(copy, path, value);
      }),
    );

  test.each(bad.map((value) => [value]))("refuses %j", (value) => {
    const suggestion = nearest[String(value)];
    const question = suggestion === undefined ? "" : `Did you mean ${suggestion}? `;
    expect(problemsWith(value)).toEqual([line(path, value, question + advice)]);
  });

  if (good.length > 0)
    test.each(good.map((value) => [value]))("accepts %j", (value) => {
      expect(problemsWith(value)).not.toContain(line(path, value, advice));
    });
});

const RANGE = "choose a number in that range";
const numbers: [path: string, min: number, max: number, fix: string][] = [
  ["environments.prod.backend.workers", 1, 32, RANGE],
  ["environments.prod.instance.rootVolumeSizeGiB", 8, 16384, "choose at least the AMI's 8 GiB"],
  ["environments.prod.autoScaling.minSize", 1, 100, RANGE],
  ["environments.prod.autoScaling.maxSize", 1, 100, RANGE],
  ["environments.prod.autoScaling.desiredCapacity", 1, 100, RANGE],
  ["environments.prod.autoScaling.targetCpuUtilizationPercent", 1, 100, RANGE],
  ["environments.prod.autoScaling.targetRequestsPerTargetPerMinute", 1, 1_000_000, RANGE],
  ["environments.prod.autoScaling.healthCheckGracePeriodSeconds", 300, 7200, RANGE],
  ["environments.prod.loadBalancer.accessLogs.expirationDays", 1, 3650, RANGE],
  ["environments.prod.frontend.accessLogs.expirationDays", 1, 3650, RANGE],
  ["environments.prod.frontend.oldVersionsExpirationDays", 1, 3650, RANGE],
  ["environments.prod.frontend.webAcl.requestsPerFiveMinutes", 10, 2_000_000_000, RANGE],
  ["environments.prod.loadBalancer.idleTimeoutSeconds", 1, 4000, RANGE],
  ["environments.prod.loadBalancer.healthCheckIntervalSeconds", 5, 300, RANGE],
  ["environments.prod.loadBalancer.healthCheckTimeoutSeconds", 2, 120, RANGE],
  ["environments.prod.loadBalancer.unhealthyThreshold", 2, 10, RANGE],
  ["environments.prod.loadBalancer.healthyThreshold", 2, 10, RANGE],
  ["environments.prod.loadBalancer.stickinessDurationSeconds", 1, 604_800, RANGE],
  ["environments.prod.loadBalancer.deregistrationDelaySeconds", 0, 3600, RANGE],
  ["environments.prod.api.throttlingRateLimitPerSecond", 1, 10_000, RANGE],
  ["environments.prod.api.throttlingBurstLimit", 1, 5000, RANGE],
  [
    "environments.prod.api.timeoutSeconds",
    1,
    30,
    "30 s is API Gateway's limit for HTTP APIs; make long work asynchronous",
  ],
  ["environments.prod.api.cors.maxAgeSeconds", 0, 86_400, RANGE],
  ["environments.prod.alarms.serverErrorsPerFiveMinutes", 0, 1_000_000, RANGE],
  ["environments.prod.alarms.errorRatePercent", 1, 99, RANGE],
  ["environments.prod.alarms.cpuUtilizationPercent", 1, 99, RANGE],
  ["environments.prod.alarms.memoryUsedPercent", 1, 99, RANGE],
  ["environments.prod.alarms.diskUsedPercent", 1, 99, RANGE],
  ["environments.prod.alarms.failedLoginsPerHour", 0, 1_000_000, RANGE],
  ["environments.prod.alarms.logBytesPerDay", 1, 1_000_000_000_000_000, RANGE],
  ["environments.prod.alarms.latencyMilliseconds", 1, 30_000, RANGE],
  ["environments.prod.alarms.gatewayLatencyMilliseconds", 1, 29_999, RANGE],
  ["environments.prod.alarms.instanceCount", 1, 100, RANGE],
];

test.each(numbers)("%s is a whole number from %d to %d", (path, min, max, fix) => {
  const advice = `Allowed: a whole number from ${String(min)} to ${String(max)}. To fix: ${fix}.`;
  for (const value of [min - 1, max + 1, min + 0.5, String(min), null]) {
    expect(problemsOf(configSetting(path, value))).toEqual([line(path, value, advice)]);
  }
  for (const value of [min, max]) {
    expect(problemsOf(configSetting(path, value))).not.toContain(line(path, value, advice));
  }
});

describe("a git reference, which reaches a shell", () => {
  const path = "environments.prod.backend.ref";

  test.each([
    ...["$(x)", "`x`", "${x}", "a;b", "a|b", "a&b", "a>b", "a b", " a", "a ", "a\tb", "a\nb", "a\n", ""],
    ...[
      "'a'",
      '"a"',
      "a\\b",
      "a\0b",
      "-x",
      "--upload-pack=x",
      "a..b",
      "..",
      "x.lock",
      "x.lock/y",
      "/a",
      "a/",
    ],
    ...[
      "a//b",
      ".a",
      "a/.b",
      "a.",
      "a~1",
      "a^",
      "a:b",
      "a?",
      "a*",
      "a[b",
      "a@{1}",
      "%{if}",
      "é",
      "a".repeat(201),
    ],
  ])("refuses %j", (ref) => {
    expect(problemsOf(configSetting(path, ref))).toEqual([line(path, ref, REF)]);
  });

  test("refuses any other character, wherever it stands", () => {
    const hostile = fc
      .string({ unit: "binary", minLength: 1, maxLength: 1 })
      .filter((character) => !/[\w./-]/.test(character));
    fc.assert(
      fc.property(
        fc.constantFrom("", "a", "release/v1"),
        hostile,
        fc.constantFrom("", "b", "1.0"),
        (...parts) => {
          const ref = parts.join("");
          expect(problemsOf(configSetting(path, ref))).toEqual([line(path, ref, REF)]);
        },
      ),
    );
  });

  test.each([
    "v1.0.0",
    "main",
    "a",
    "release/2026-01",
    "feature/x_y",
    "refs/tags/v1",
    "0".repeat(40),
    "a-",
    "_x",
  ])("accepts %j", (ref) => {
    expect(problemsOf(configSetting(path, ref))).toEqual([]);
  });
});

describe("a repository, which reaches a shell", () => {
  const path = "environments.prod.backend.repository";
  const advice =
    "Allowed: an https URL of a git repository without user name, query or spaces. To fix: write it like https://git.example.com/team/backend.git; a private repository takes tokenParameter.";

  test.each([
    ...["git@git.example.org:team/backend.git", "file:///etc"],
    ...["http://git.example.org/team/backend.git", "git://git.example.org/team/backend.git", "ext::sh -c x"],
    ...[
      "https://git.example.org/a b.git",
      "https://git.example.org/a.git?x=1",
      "https://git.example.org/a.git#x",
    ],
    ...[
      "https://git.example.org",
      "https://git.example.org/",
      "https://git.example.org/a/../b",
      "https:///a/b",
    ],
    ...[
      "https://git.example.org/$(x)",
      "https://git.example.org/`x`",
      "https://git.example.org/a;b",
      "https://-x/a",
    ],
    ...["https://git.example.org/a.git\n", "https://git.example.org/'a'", "https://git.example.org/-x", ""],
    ...["--upload-pack=x", "/srv/git/backend.git", undefined],
  ])("refuses %j", (repository) => {
    expect(problemsOf(configSetting(path, repository))).toEqual([line(path, repository, advice)]);
  });

  test.each([
    ["ssh://git@git.example.org/team/backend.git", "ssh://***@git.example.org/team/backend.git"],
    ["https://user:secret@git.example.org/team/backend.git", "https://***@git.example.org/team/backend.git"],
    ["https://token@git.example.org/team/backend.git", "https://***@git.example.org/team/backend.git"],
  ])("refuses %j without printing its credentials", (repository, printed) => {
    expect(problemsOf(configSetting(path, repository))).toEqual([line(path, printed, advice)]);
  });

  test.each([
    "https://git.example.org/backend",
    "https://git.example.org/team/sub-team/back_end.v2.git",
    "https://git.example.org:8443/team/backend.git",
    "https://git.example.org/_/x~1",
  ])("accepts %j", (repository) => {
    expect(problemsOf(configSetting(path, repository))).toEqual([]);
  });
});

const ENVIRONMENT_FIELDS =
  "topology, posture, region, protect, documentNames, stateKey, tags, ssh, backend, frontend, notifications, offHours, network, instance";
const NO_SUCH_FIELD = (allowed: string, nearest?: string) =>
  `No such field. ${nearest === undefined ? "" : `Did you mean ${nearest}? `}Allowed: ${allowed}. To fix: correct the spelling or remove the key.`;
const SSH = `${BLOCK(8, 32)} To fix: use the block of your office or VPN, never the whole internet; Session Manager needs no open port.`;
const SSH_LIST =
  "Allowed: up to 5 different blocks, because CloudFront's prefix list takes 55 of a group's 60 rules. To fix: remove duplicates, or join neighbouring blocks into a wider one.";
const ENVIRONMENT_NAME =
  "Allowed: environment names of lower-case letters, digits and single hyphens, except state and account. To fix: rename the environment.";
const TOPOLOGY = "Allowed: single-instance, load-balanced. To fix: choose one of them.";
const OTHER_NAME = "To fix: give each environment separate names, such as staging.example.com.";
const CACHED_PATH =
  "Allowed: paths below /api/, with '*' only at the end. To fix: choose paths whose answers are the same for every user, such as /api/reference/*.";
const TAG_KEY =
  "Allowed: up to 128 letters, digits and _.:/=+@- , not beginning with aws: and not Name, Project, Environment or ManagedBy. To fix: choose another key.";

const ACCOUNT_FIELDS = "id, region, notifications, trail, guardDuty, alerts, budget, costAnomalies, ci";

const blocks = (count: number) => Array.from({ length: count }, (_, index) => `10.${String(index)}.0.0/16`);
const copyOf = (environments: any, name: string) => structuredClone(environments[name]);

const refusals: [title: string, change: (config: any) => void, ...problems: string[]][] = [
  [
    "an unknown key at the top",
    (config) => (config.regions = ["us-east-1"]),
    `regions: ["us-east-1"]. ${NO_SUCH_FIELD("account, environments")}`,
  ],
  [
    "an unknown key of the account",
    (config) => (config.account.name = "main"),
    `account.name: "main". ${NO_SUCH_FIELD(ACCOUNT_FIELDS)}`,
  ],
  [
    "an unknown key of an environment",
    ({ environments }) => (environments.prod.colour = "red"),
    `environments.prod.colour: "red". ${NO_SUCH_FIELD(`${ENVIRONMENT_FIELDS}, autoScaling, loadBalancer, api, domain, alarms`)}`,
  ],
  [
    "an unknown key further down",
    ({ environments }) => (environments.prod.network = { vpcCIDR: "10.0.0.0/16" }),
    `environments.prod.network.vpcCIDR: "10.0.0.0/16". ${NO_SUCH_FIELD(NETWORK_FIELDS, "vpcCidr")}`,
  ],
  [
    "a section that means nothing in the topology",
    ({ environments }) => (environments.dev.autoScaling = { minSize: 1 }),
    `environments.dev.autoScaling: {"minSize":1}. ${NO_SUCH_FIELD(`${ENVIRONMENT_FIELDS}, domain, alarms`)}`,
  ],
  [
    "a field that means nothing in the topology",
    ({ environments }) => (environments.prod.instance = { availabilityZone: "us-east-1a" }),
    `environments.prod.instance.availabilityZone: "us-east-1a". ${NO_SUCH_FIELD("type, cpuCredits, amiId, rootVolumeType, rootVolumeSizeGiB")}`,
  ],
  [
    "ways out and private subnets of a single instance",
    ({ environments }) => (environments.dev.network = { nat: "single", privateSubnets: {} }),
    `environments.dev.network.nat: "single". ${NO_SUCH_FIELD("vpcCidr, publicSubnets, flowLogs")}`,
    `environments.dev.network.privateSubnets: {}. ${NO_SUCH_FIELD("vpcCidr, publicSubnets, flowLogs")}`,
  ],
  [
    "a name of the API where it has no endpoint of its own",
    ({ environments }) => (environments.dev.domain = { ...DOMAIN, apiName: "api.example.org" }),
    `environments.dev.domain.apiName: "api.example.org". ${NO_SUCH_FIELD("hostedZoneId, frontendName")}`,
  ],
  [
    "an environment without topology",
    ({ environments }) => delete environments.prod.topology,
    `environments.prod.topology: missing. ${TOPOLOGY}`,
  ],
  [
    "a topology that does not exist",
    ({ environments }) => (environments.prod.topology = "serverless"),
    `environments.prod.topology: "serverless". ${TOPOLOGY}`,
  ],
  [
    "an environment that is no object",
    ({ environments }) => (environments.prod = null),
    "environments.prod: null. Allowed: an object with topology. To fix: write it as { ... }.",
  ],
  [
    "a missing section",
    ({ environments }) => delete environments.prod.backend,
    "environments.prod.backend: missing. Allowed: an object with repository, ref, directory, requirementsFile, application, workers, healthCheckPath, tokenParameter, logRetentionDays. To fix: write it as { ... }.",
  ],
  [
    "environments that are missing",
    (config) => delete config.environments,
    "environments: missing. Allowed: an object of names and values. To fix: correct the value, or remove the field where it has a default.",
  ],
  [
    "environment names that would not do as part of a name or command",
    ({ environments }) => {
      for (const name of ["Prod", "1st", "a_b", "a--b", "-a", "a-", "a/b", ""])
        environments[name] = copyOf(environments, "dev");
    },
    `environments.Prod: "Prod". ${ENVIRONMENT_NAME}`,
    `environments["1st"]: "1st". ${ENVIRONMENT_NAME}`,
    `environments.a_b: "a_b". ${ENVIRONMENT_NAME}`,
    `environments["a--b"]: "a--b". ${ENVIRONMENT_NAME}`,
    `environments["-a"]: "-a". ${ENVIRONMENT_NAME}`,
    `environments["a-"]: "a-". ${ENVIRONMENT_NAME}`,
    `environments["a/b"]: "a/b". ${ENVIRONMENT_NAME}`,
    `environments[""]: "". ${ENVIRONMENT_NAME}`,
  ],
  [
    "environments named like the account-wide stacks",
    ({ environments }) => {
      environments.state = copyOf(environments, "dev");
      environments.account = copyOf(environments, "dev");
    },
    `environments.state: "state". ${ENVIRONMENT_NAME}`,
    `environments.account: "account". ${ENVIRONMENT_NAME}`,
  ],
  [
    "tags that the project or AWS owns",
    ({ environments }) => (environments.prod.tags = { Name: "x", project: "x", "aws:x": "x", "": "x" }),
    `environments.prod.tags.Name: "Name". ${TAG_KEY}`,
    `environments.prod.tags.project: "project". ${TAG_KEY}`,
    `environments.prod.tags["aws:x"]: "aws:x". ${TAG_KEY}`,
    `environments.prod.tags[""]: "". ${TAG_KEY}`,
  ],
  [
    "a key that names no availability zone",
    ({ environments }) =>
      (environments.prod.network = { publicSubnets: { a: "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } }),
    'environments.prod.network.publicSubnets.a: "a". Allowed: availability zone names, such as us-east-1a. To fix: use a name that `aws ec2 describe-availability-zones` lists.',
  ],
  [
    "a subnet that is no block",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.0.1.5/24", "us-east-1b": "10.0.2.0/24" },
      }),
    `environments.prod.network.publicSubnets["us-east-1a"]: "10.0.1.5/24". ${BLOCK(16, 28)} To fix: choose a block inside network.vpcCidr.`,
  ],
  [
    "a subnet outside the VPC",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.1.1.0/24", "us-east-1b": "10.0.2.0/24" },
      }),
    'environments.prod.network.publicSubnets["us-east-1a"]: "10.1.1.0/24". Allowed: a block inside network.vpcCidr 10.0.0.0/16. To fix: move the subnet into the VPC\'s block.',
  ],
  [
    "subnets that overlap",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.0.2.0/23", "us-east-1b": "10.0.3.0/24" },
      }),
    'environments.prod.network.publicSubnets["us-east-1b"]: "10.0.3.0/24". Allowed: a block that does not overlap 10.0.2.0/23 of us-east-1a. To fix: give each subnet a separate block.',
  ],
  [
    "one zone where a load balancer needs two",
    ({ environments }) => (environments.prod.network = { publicSubnets: { "us-east-1a": "10.0.1.0/24" } }),
    'environments.prod.network.publicSubnets: ["us-east-1a"]. Allowed: subnets in at least two availability zones for load-balanced. To fix: add a zone with a separate block.',
  ],
  [
    "no zone at all",
    ({ environments }) => (environments.dev.network = { publicSubnets: {} }),
    "environments.dev.network.publicSubnets: []. Allowed: subnets in at least one availability zone for single-instance. To fix: add a zone with a separate block.",
  ],
  [
    "a zone of another region",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.0.1.0/24", "us-west-2b": "10.0.2.0/24" },
      }),
    'environments.prod.network.publicSubnets["us-west-2b"]: "us-west-2b". Allowed: availability zones of region us-east-1. To fix: use zones such as us-east-1a, or correct region.',
  ],
  [
    "a region that the default zones are not of",
    ({ environments }) => (environments.prod.region = "eu-west-1"),
    'environments.prod.network.publicSubnets["us-east-1a"]: "us-east-1a" (default). Allowed: availability zones of region eu-west-1. To fix: use zones such as eu-west-1a, or correct region.',
    'environments.prod.network.publicSubnets["us-east-1b"]: "us-east-1b" (default). Allowed: availability zones of region eu-west-1. To fix: use zones such as eu-west-1a, or correct region.',
  ],
  [
    "a single instance in a zone without subnet",
    ({ environments }) => (environments.dev.instance = { availabilityZone: "us-east-1c" }),
    'environments.dev.instance.availabilityZone: "us-east-1c". Allowed: a zone of network.publicSubnets: us-east-1a, us-east-1b. To fix: choose one of them, or add a subnet in this zone.',
  ],
  ...[
    { network: { nat: "single" } },
    { ssh: { instanceConnectEndpoint: true } },
    { posture: "hardened" },
  ].map((use): (typeof refusals)[number] => [
    `a primary zone without subnet, with ${JSON.stringify(use)}`,
    ({ environments }) => {
      Object.assign(environments.prod, use);
      environments.prod.network = { ...environments.prod.network, primaryZone: "us-east-1c" };
    },
    'environments.prod.network.primaryZone: "us-east-1c". Allowed: a zone of network.publicSubnets: us-east-1a, us-east-1b. To fix: choose one of them, or add a subnet in this zone.',
  ]),
  [
    "SSH from the whole internet",
    ({ environments }) => (environments.prod.ssh = { allowedCidrs: ["0.0.0.0/0"] }),
    `environments.prod.ssh.allowedCidrs[0]: "0.0.0.0/0". ${SSH}`,
  ],
  [
    "SSH from the whole internet over IPv6",
    ({ environments }) => (environments.prod.ssh = { allowedCidrs: ["10.0.0.0/8", "::/0"] }),
    `environments.prod.ssh.allowedCidrs[1]: "::/0". ${SSH}`,
  ],
  [
    "SSH from the two halves of the internet",
    ({ environments }) => (environments.dev.ssh = { allowedCidrs: ["0.0.0.0/1", "128.0.0.0/1"] }),
    `environments.dev.ssh.allowedCidrs[0]: "0.0.0.0/1". ${SSH}`,
    `environments.dev.ssh.allowedCidrs[1]: "128.0.0.0/1". ${SSH}`,
  ],
  [
    "a block for SSH given twice",
    ({ environments }) => (environments.prod.ssh = { allowedCidrs: ["10.0.0.0/16", "10.0.0.0/16"] }),
    `environments.prod.ssh.allowedCidrs: ["10.0.0.0/16","10.0.0.0/16"]. ${SSH_LIST}`,
  ],
  [
    "more blocks for SSH than the group has rules left",
    ({ environments }) => (environments.dev.ssh = { allowedCidrs: blocks(6) }),
    `environments.dev.ssh.allowedCidrs: ${JSON.stringify(blocks(6))}. ${SSH_LIST}`,
  ],
  [
    "a minimum above the desired capacity",
    ({ environments }) => (environments.prod.autoScaling = { minSize: 2 }),
    "environments.prod.autoScaling.minSize: 2. Allowed: at most autoScaling.desiredCapacity 1. To fix: lower minSize or raise desiredCapacity.",
  ],
  [
    "a desired capacity above the maximum",
    ({ environments }) => (environments.prod.autoScaling = { desiredCapacity: 4 }),
    "environments.prod.autoScaling.desiredCapacity: 4. Allowed: at most autoScaling.maxSize 3. To fix: lower desiredCapacity or raise maxSize.",
  ],
  [
    "a health check that takes as long as its interval",
    ({ environments }) => (environments.prod.loadBalancer = { healthCheckTimeoutSeconds: 30 }),
    "environments.prod.loadBalancer.healthCheckTimeoutSeconds: 30. Allowed: less than loadBalancer.healthCheckIntervalSeconds 30. To fix: lower the timeout or raise the interval.",
  ],
  [
    "a load balancer that hangs up before the gateway does",
    ({ environments }) => (environments.prod.loadBalancer = { idleTimeoutSeconds: 30 }),
    "environments.prod.loadBalancer.idleTimeoutSeconds: 30. Allowed: more than api.timeoutSeconds 30. To fix: raise the idle timeout, or the load balancer closes connections on which API Gateway still waits.",
  ],
  [
    "an instance that leaves before its requests are answered",
    ({ environments }) => (environments.prod.loadBalancer = { deregistrationDelaySeconds: 29 }),
    "environments.prod.loadBalancer.deregistrationDelaySeconds: 29. Allowed: at least api.timeoutSeconds 30. To fix: raise the delay, or an instance terminates with requests on which API Gateway still waits.",
  ],
  [
    'credentials for "*" in each list of CORS',
    ({ environments }) =>
      (environments.prod.api = {
        cors: {
          allowCredentials: true,
          allowOrigins: ["*"],
          allowMethods: ["GET", "*"],
          allowHeaders: ["*"],
        },
      }),
    'environments.prod.api.cors.allowOrigins: ["*"]. Allowed: explicit values without "*" while api.cors.allowCredentials is true. To fix: list them one by one, or set allowCredentials to false.',
    'environments.prod.api.cors.allowMethods: ["GET","*"]. Allowed: explicit values without "*" while api.cors.allowCredentials is true. To fix: list them one by one, or set allowCredentials to false.',
    'environments.prod.api.cors.allowHeaders: ["*"]. Allowed: explicit values without "*" while api.cors.allowCredentials is true. To fix: list them one by one, or set allowCredentials to false.',
  ],
  [
    "origins, methods and headers that no browser sends",
    ({ environments }) =>
      (environments.prod.api = {
        cors: {
          allowOrigins: ["app.example.org", "https://app.example.org/"],
          allowMethods: ["BREW"],
          allowHeaders: ["X-Id"],
        },
      }),
    ...["app.example.org", "https://app.example.org/"].map(
      (origin, index) =>
        `environments.prod.api.cors.allowOrigins[${String(index)}]: "${origin}". Allowed: "*" or an origin with scheme and without path, such as https://app.example.com. To fix: write it as the browser sends it in the Origin header.`,
    ),
    'environments.prod.api.cors.allowMethods[0]: "BREW". Allowed: *, GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS. To fix: choose one of them.',
    'environments.prod.api.cors.allowHeaders[0]: "X-Id". Allowed: "*" or a lower-case header name. To fix: write the name in lower case, as API Gateway stores it.',
  ],
  [
    "e-mail addresses that are none",
    ({ environments }) => (environments.prod.notifications.emailAddresses = ["a", "a@b", "a @example.org"]),
    `environments.prod.notifications.emailAddresses[0]: "a". ${EMAIL}`,
    `environments.prod.notifications.emailAddresses[1]: "a@b". ${EMAIL}`,
    `environments.prod.notifications.emailAddresses[2]: "a @example.org". ${EMAIL}`,
  ],
  [
    "a private subnet outside the VPC",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "single",
        privateSubnets: { "us-east-1a": "10.1.11.0/24", "us-east-1b": "10.0.12.0/24" },
      }),
    'environments.prod.network.privateSubnets["us-east-1a"]: "10.1.11.0/24". Allowed: a block inside network.vpcCidr 10.0.0.0/16. To fix: move the subnet into the VPC\'s block.',
  ],
  [
    "a private subnet that overlaps a public one",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "per-az",
        privateSubnets: { "us-east-1a": "10.0.2.0/25", "us-east-1b": "10.0.12.0/24" },
      }),
    'environments.prod.network.privateSubnets["us-east-1a"]: "10.0.2.0/25". Allowed: a block that does not overlap 10.0.2.0/24 of us-east-1b. To fix: give each subnet a separate block.',
  ],
  [
    "private subnets that overlap",
    ({ environments }) =>
      Object.assign(environments.prod, {
        posture: "hardened",
        network: { privateSubnets: { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.11.128/25" } },
      }),
    'environments.prod.network.privateSubnets["us-east-1b"]: "10.0.11.128/25". Allowed: a block that does not overlap 10.0.11.0/24 of us-east-1a. To fix: give each subnet a separate block.',
  ],
  [
    "private subnets in other zones than the public ones",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "single",
        publicSubnets: { "us-east-1c": "10.0.1.0/24", "us-east-1a": "10.0.2.0/24" },
      }),
    'environments.prod.network.privateSubnets: ["us-east-1a","us-east-1b"] (default). Allowed: the zones of network.publicSubnets: us-east-1a, us-east-1c. To fix: give each zone one public and one private subnet.',
  ],
  [
    "private subnets in fewer zones than the public ones",
    ({ environments }) =>
      (environments.prod.network = { nat: "single", privateSubnets: { "us-east-1b": "10.0.12.0/24" } }),
    'environments.prod.network.privateSubnets: ["us-east-1b"]. Allowed: the zones of network.publicSubnets: us-east-1a, us-east-1b. To fix: give each zone one public and one private subnet.',
  ],
  [
    "CORS where the API is of the same origin",
    ({ environments }) =>
      (environments.prod.api = {
        routing: "same-origin",
        cors: {
          allowOrigins: ["https://app.example.org"],
          allowMethods: ["GET"],
          allowHeaders: ["x-id"],
          allowCredentials: true,
          maxAgeSeconds: 5,
        },
      }),
    'environments.prod.api.cors: {"allowOrigins":["https://app.example.org"],"allowMethods":["GET"],"allowHeaders":["x-id"],"allowCredentials":true,"maxAgeSeconds":5}. Allowed: no CORS settings where api.routing is same-origin. To fix: remove api.cors, or set api.routing to cross-origin.',
  ],
  [
    "CORS where the posture makes the API one of the same origin",
    ({ environments }) =>
      Object.assign(environments.prod, { posture: "hardened", api: { cors: { maxAgeSeconds: 5 } } }),
    'environments.prod.api.cors: {"maxAgeSeconds":5}. Allowed: no CORS settings where api.routing is same-origin. To fix: remove api.cors, or set api.routing to cross-origin.',
  ],
  [
    "cached paths where CloudFront does not carry the API",
    ({ environments }) => (environments.prod.frontend = { cachedPaths: ["/api/reference/*"] }),
    'environments.prod.frontend.cachedPaths: ["/api/reference/*"]. Allowed: an empty list where api.routing is cross-origin, because the API is not behind CloudFront. To fix: remove the paths, or set api.routing to same-origin.',
  ],
  [
    "cached paths that are none below /api/",
    ({ environments }) =>
      (environments.dev.frontend = {
        cachedPaths: ["/health", "api/x", "/api", "/api/", "/api/*", "/api/*/x", "/api/x?y", "/api/x**"],
      }),
    ...["/health", "api/x", "/api", "/api/", "/api/*", "/api/*/x", "/api/x?y", "/api/x**"].map(
      (path, index) => `environments.dev.frontend.cachedPaths[${String(index)}]: "${path}". ${CACHED_PATH}`,
    ),
  ],
  [
    "a cached path given twice",
    ({ environments }) => (environments.dev.frontend = { cachedPaths: ["/api/x", "/api/x"] }),
    'environments.dev.frontend.cachedPaths: ["/api/x","/api/x"]. Allowed: different paths. To fix: remove duplicates.',
  ],
  [
    "a load balancer's certificate of another region",
    ({ environments }) =>
      (environments.prod.loadBalancer = {
        https: { ...HTTPS, certificateArn: CERTIFICATE.replace("us-east-1", "eu-west-1") },
      }),
    `environments.prod.loadBalancer.https.certificateArn: "${CERTIFICATE.replace("us-east-1", "eu-west-1")}". Allowed: a certificate in region us-east-1. To fix: request one there; a load balancer accepts no other.`,
  ],
  [
    "one name for frontend and API",
    ({ environments }) => (environments.prod.domain = { ...DOMAIN, apiName: DOMAIN.frontendName }),
    'environments.prod.domain.apiName: "app.example.org". Allowed: another name than domain.frontendName. To fix: choose a separate name, such as api.example.com; or leave it out and set api.routing to same-origin.',
  ],
  [
    "names of frontend and API that another environment has",
    ({ environments }) => {
      environments.dev.domain = { ...DOMAIN };
      environments.staging.domain = {
        ...DOMAIN,
        frontendName: "staging.example.org",
        apiName: "app.example.org",
      };
      environments.prod.domain = {
        ...DOMAIN,
        frontendName: "prod.example.org",
        apiName: "staging.example.org",
      };
    },
    `environments.staging.domain.apiName: "app.example.org". Allowed: a unique name; environments.dev has this one. ${OTHER_NAME}`,
    `environments.prod.domain.apiName: "staging.example.org". Allowed: a unique name; environments.staging has this one. ${OTHER_NAME}`,
  ],
  [
    "access logs of CloudFront in a region to which it delivers none",
    ({ environments }) =>
      Object.assign(environments.prod, {
        region: "eu-south-1",
        network: { publicSubnets: { "eu-south-1a": "10.0.1.0/24", "eu-south-1b": "10.0.2.0/24" } },
        frontend: { accessLogs: { enabled: true } },
      }),
    "environments.prod.frontend.accessLogs.enabled: true. Allowed: false in region eu-south-1, an opt-in region, to which CloudFront delivers no access logs. To fix: set it to false.",
  ],
  ...["dev", "prod"].map((name): (typeof refusals)[number] => [
    `instances of ${name} that start as they stop`,
    ({ environments }) => (environments[name].offHours = { ...OFF_HOURS, startTime: "19:00" }),
    `environments.${name}.offHours.startTime: "19:00". Allowed: another time than offHours.stopTime. To fix: start later than you stop.`,
  ]),
  [
    "an alarm on CPU that scaling itself would keep red",
    ({ environments }) => (environments.prod.autoScaling = { targetCpuUtilizationPercent: 80 }),
    "environments.prod.alarms.cpuUtilizationPercent: 80 (default). Allowed: more than autoScaling.targetCpuUtilizationPercent 80. To fix: raise the alarm's threshold or lower the target, which scaling maintains.",
  ],
  [
    "an alarm on a latency that no answer can have",
    ({ environments }) => (environments.prod.api = { timeoutSeconds: 3 }),
    "environments.prod.alarms.gatewayLatencyMilliseconds: 3000 (default). Allowed: less than api.timeoutSeconds 3, in milliseconds. To fix: lower the alarm's threshold, which no response can reach.",
  ],
  [
    "more SSH rules than CloudFront's prefix list and an endpoint leave room for",
    ({ environments }) =>
      (environments.dev.ssh = {
        instanceConnectEndpoint: true,
        allowedCidrs: [1, 2, 3, 4, 5].map((octet) => `10.0.${String(octet)}.0/24`),
      }),
    'environments.dev.ssh.allowedCidrs: ["10.0.1.0/24","10.0.2.0/24","10.0.3.0/24","10.0.4.0/24","10.0.5.0/24"]. Allowed: up to 4 blocks with an EC2 Instance Connect Endpoint, whose rule is the group\'s last. To fix: join neighbouring blocks into a wider one, or set ssh.instanceConnectEndpoint to false.',
  ],
  [
    "a weekday that is named twice",
    ({ environments }) => (environments.prod.offHours = { ...OFF_HOURS, weekdays: ["MON", "MON"] }),
    'environments.prod.offHours.weekdays: ["MON","MON"]. Allowed: each weekday once. To fix: remove the repetition.',
  ],
  [
    "weekdays that do not exist",
    ({ environments }) => (environments.prod.offHours = { ...OFF_HOURS, weekdays: ["MON", "Tuesday", 3] }),
    'environments.prod.offHours.weekdays[1]: "Tuesday". Allowed: MON, TUE, WED, THU, FRI, SAT, SUN. To fix: choose one of them.',
    "environments.prod.offHours.weekdays[2]: 3. Allowed: MON, TUE, WED, THU, FRI, SAT, SUN. To fix: choose one of them.",
  ],
  [
    "sections that are there and empty",
    ({ environments }) =>
      Object.assign(environments.prod, { loadBalancer: { https: {} }, domain: {}, offHours: {} }),
    `environments.prod.offHours.stopTime: missing. ${TIME}`,
    `environments.prod.offHours.startTime: missing. ${TIME}`,
    "environments.prod.offHours.timeZone: missing. Allowed: an IANA time zone, such as America/New_York. To fix: use a name of the tz database.",
    "environments.prod.loadBalancer.https.certificateArn: missing. Allowed: the ARN of an ACM certificate in the environment's region. To fix: take it from `aws acm list-certificates`.",
    `environments.prod.loadBalancer.https.serverName: missing. ${HOST_NAME}`,
    "environments.prod.domain.hostedZoneId: missing. Allowed: the id of a public Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ. To fix: take it from `aws route53 list-hosted-zones`, without /hostedzone/.",
    `environments.prod.domain.frontendName: missing. ${HOST_NAME}`,
  ],
  [
    "an environment's name that makes an internet-facing load balancer's too long",
    ({ environments }) =>
      (environments["a".repeat(15)] = {
        ...copyOf(environments, "staging"),
        loadBalancer: { scheme: "internet-facing" },
      }),
    "environments.aaaaaaaaaaaaaaa: \"careflowai-aaaaaaaaaaaaaaa-public\". Allowed: at most 32 characters for an Application Load Balancer's name; this one has 33. To fix: shorten the environment's name.",
  ],
  [
    "a token that another environment's instances would read",
    ({ environments }) => (environments.staging.backend.tokenParameter = "/careflowai/prod/deploy/token"),
    'environments.staging.backend.tokenParameter: "/careflowai/prod/deploy/token". Allowed: a parameter under /careflowai/staging/. To fix: move the parameter there; the instance may read no other path.',
  ],
  [
    "an environment's name that makes another name too long",
    ({ environments }) => (environments["a".repeat(22)] = copyOf(environments, "dev")),
    "environments.aaaaaaaaaaaaaaaaaaaaaa: \"careflowai-aaaaaaaaaaaaaaaaaaaaaa\". Allowed: at most 32 characters for an Application Load Balancer's name; this one has 33. To fix: shorten the environment's name.",
  ],
  [
    "the document's names twice",
    ({ environments }) => (environments.dev.documentNames = true),
    "environments.prod.documentNames: true. Allowed: unique physical names; <account.id>-careflowai-frontend also belongs to environments.dev. To fix: set documentNames in one environment only.",
  ],
  [
    "one key for two states",
    ({ environments }) => (environments.staging.stateKey = "dev/terraform.tfstate"),
    'environments.staging.stateKey: "dev/terraform.tfstate". Allowed: a unique key; environments.dev keeps its state there. To fix: leave stateKey out, or choose another.',
  ],
];

describe("the configuration is refused for", () => {
  test.each(refusals)("%s", (_title, change, ...problems) => {
    expect(problemsOf(configWith(change))).toEqual(problems);
  });

  test("a value that is no object", () => {
    expect(problemsOf("prod")).toEqual([
      'config: "prod". Allowed: an object with account, environments. To fix: write it as { ... }.',
    ]);
  });
});

describe("the configuration may have", () => {
  const acceptances: [title: string, change: (config: any) => void][] = [
    ["five blocks for SSH", ({ environments }) => (environments.dev.ssh = { allowedCidrs: blocks(5) })],
    [
      "private subnets anywhere, where instances stand in public ones",
      ({ environments }) =>
        (environments.prod.network = {
          privateSubnets: { "us-west-2a": "192.168.0.0/24", "us-west-2b": "192.168.0.0/25" },
        }),
    ],
    [
      "a region of its own without private subnets in it, where instances stand in public ones",
      ({ environments }) =>
        Object.assign(environments.prod, {
          posture: "hardened",
          region: "eu-west-1",
          network: {
            nat: "none",
            publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" },
          },
        }),
    ],
    [
      "private subnets in the zones of the public ones, in whatever order",
      ({ environments }) =>
        (environments.prod.network = {
          nat: "per-az",
          privateSubnets: { "us-east-1b": "10.0.12.0/24", "us-east-1a": "10.0.11.0/24" },
        }),
    ],
    [
      "cached paths where CloudFront carries the API",
      ({ environments }) => {
        for (const { name, own } of [
          { name: "dev", own: {} },
          { name: "staging", own: { posture: "hardened" } },
          { name: "prod", own: { api: { routing: "same-origin" } } },
        ])
          Object.assign(environments[name], own, {
            frontend: { cachedPaths: ["/api/a/*", "/api/b", "/api/c*"] },
          });
      },
    ],
    [
      "names of its own",
      ({ environments }) => {
        environments.dev.domain = { ...DOMAIN, frontendName: "dev.example.org" };
        environments.prod.domain = { ...DOMAIN, apiName: "api.example.org" };
      },
    ],
    [
      "a certificate of its own region",
      ({ environments }) =>
        Object.assign(environments.prod, {
          region: "eu-west-1",
          network: { publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" } },
          loadBalancer: {
            https: { ...HTTPS, certificateArn: CERTIFICATE.replace("us-east-1", "eu-west-1") },
          },
        }),
    ],
    [
      "working hours that end on the next day",
      ({ environments }) =>
        (environments.prod.offHours = { ...OFF_HOURS, startTime: "22:00", stopTime: "06:00" }),
    ],
    [
      "CORS in a hardened environment whose API is of another origin",
      ({ environments }) =>
        Object.assign(environments.prod, {
          posture: "hardened",
          api: { routing: "cross-origin", cors: { maxAgeSeconds: 5 } },
        }),
    ],
    [
      "a hardened environment in a region to which CloudFront delivers no access logs, without them",
      ({ environments }) =>
        Object.assign(environments.dev, {
          posture: "hardened",
          region: "eu-south-1",
          network: { publicSubnets: { "eu-south-1a": "10.0.1.0/24" } },
          instance: { availabilityZone: "eu-south-1a" },
          frontend: { accessLogs: { enabled: false } },
        }),
    ],
    ...["ap-northeast-3", "ca-central-1", "eu-north-1", "eu-west-3", "sa-east-1", "us-west-1"].map(
      (region): (typeof acceptances)[number] => [
        `access logs of CloudFront in ${region}`,
        ({ environments }) =>
          Object.assign(environments.dev, {
            region,
            network: { publicSubnets: { [`${region}a`]: "10.0.1.0/24" } },
            instance: { availabilityZone: `${region}a` },
            frontend: { accessLogs: { enabled: true } },
          }),
      ],
    ),
    [
      "a primary zone without subnet, where nothing stands in it",
      ({ environments }) => (environments.prod.network = { primaryZone: "us-east-1c" }),
    ],
    ["no SSH at all", ({ environments }) => (environments.dev.ssh = { allowedCidrs: [] })],
    [
      "sizes that are all one figure",
      ({ environments }) => (environments.prod.autoScaling = { minSize: 2, desiredCapacity: 2, maxSize: 2 }),
    ],
    [
      "credentials for origins that are named",
      ({ environments }) =>
        (environments.prod.api = {
          cors: { allowCredentials: true, allowOrigins: ["https://app.example.org"] },
        }),
    ],
    [
      "a single instance in one zone",
      ({ environments }) => (environments.dev.network = { publicSubnets: { "us-east-1a": "10.0.1.0/24" } }),
    ],
    [
      "another region with zones of its own",
      ({ environments }) => {
        environments.prod.region = "eu-west-1";
        environments.prod.network = {
          publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" },
        };
      },
    ],
    [
      "names of different kinds that are alike",
      ({ environments }) => (environments["prod-instance"] = copyOf(environments, "staging")),
    ],
    [
      "tags of its own",
      ({ environments }) => (environments.prod.tags = { "cost-centre": "42", Owner: "Care" }),
    ],
    ["no environment yet", (config) => (config.environments = {})],
    [
      "an environment's name of 21 characters",
      ({ environments }) => (environments["a".repeat(21)] = copyOf(environments, "dev")),
    ],
  ];

  test.each(acceptances)("%s", (_title, change) => {
    expect(problemsOf(configWith(change))).toEqual([]);
  });
});

describe("all problems are told at once", () => {
  const messageOf = (change: (config: any) => void) => {
    const input = configWith(change);
    return () => parseConfig(input);
  };

  test("of every environment, in one message", () => {
    expect(
      messageOf(({ account, environments }) => {
        account.id = "1";
        environments.dev.backend.ref = "a b";
        environments.staging.autoScaling = { minSize: 3 };
        environments.prod.instance = { type: "t4g.micro" };
        environments.prod.loadBalancer = { healthCheckTimeoutSeconds: 60 };
      }),
    ).toThrow(
      new ConfigError([
        'account.id: "1". Allowed: the 12 digits of an AWS account id, in quotes. To fix: take it from `aws sts get-caller-identity`.',
        `environments.dev.backend.ref: "a b". ${REF}`,
        'environments.prod.instance.type: "t4g.micro". Allowed: an x86_64 EC2 instance type, such as t2.micro. To fix: choose a type without a Graviton processor; the AMI is for amd64.',
        "environments.staging.autoScaling.minSize: 3. Allowed: at most autoScaling.desiredCapacity 1. To fix: lower minSize or raise desiredCapacity.",
        "environments.prod.loadBalancer.healthCheckTimeoutSeconds: 60. Allowed: less than loadBalancer.healthCheckIntervalSeconds 30. To fix: lower the timeout or raise the interval.",
      ]),
    );
  });

  test("rules included, though an environment, its topology or its sections are faulty", () => {
    expect(
      problemsOf(
        configWith(({ environments }) => {
          delete environments.dev.topology;
          delete environments.prod.notifications;
          environments.prod.autoScaling = { desiredCapacity: 9, colour: "red" };
          environments.staging.stateKey = "prod/terraform.tfstate";
        }),
      ),
    ).toEqual([
      `environments.dev.topology: missing. ${TOPOLOGY}`,
      "environments.prod.notifications: missing. Allowed: an object with emailAddresses. To fix: write it as { ... }.",
      `environments.prod.autoScaling.colour: "red". ${NO_SUCH_FIELD("minSize, maxSize, desiredCapacity, targetCpuUtilizationPercent, targetRequestsPerTargetPerMinute, healthCheckGracePeriodSeconds")}`,
      "environments.prod.autoScaling.desiredCapacity: 9. Allowed: at most autoScaling.maxSize 3. To fix: lower desiredCapacity or raise maxSize.",
      'environments.prod.stateKey: "prod/terraform.tfstate" (default). Allowed: a unique key; environments.staging keeps its state there. To fix: leave stateKey out, or choose another.',
    ]);
  });

  test("rules included, though fields of a section without defaults are faulty", () => {
    expect(
      problemsOf(
        configWith(({ environments }) =>
          Object.assign(environments.prod, {
            autoScaling: { desiredCapacity: 9 },
            loadBalancer: { https: { certificateArn: "x", serverName: "x" } },
            domain: { hostedZoneId: "x", frontendName: "x", apiName: "x" },
            offHours: { stopTime: "x", startTime: "x", timeZone: "x" },
          }),
        ),
      ).slice(8),
    ).toEqual([
      "environments.prod.autoScaling.desiredCapacity: 9. Allowed: at most autoScaling.maxSize 3. To fix: lower desiredCapacity or raise maxSize.",
    ]);
  });

  test.each<[string, (config: any) => void, string]>([
    [
      "cached paths are not judged by a faulty posture",
      ({ environments }) =>
        Object.assign(environments.prod, { posture: "strict", frontend: { cachedPaths: ["/api/x"] } }),
      'environments.prod.posture: "strict". Allowed: documented, hardened. To fix: choose one of them.',
    ],
    [
      "CORS is not judged by a faulty routing",
      ({ environments }) =>
        Object.assign(environments.prod, { posture: "hardened", api: { routing: "same", cors: {} } }),
      'environments.prod.api.routing: "same". Allowed: cross-origin, same-origin. To fix: choose one of them.',
    ],
    [
      "a certificate is not judged by a faulty region",
      ({ environments }) =>
        Object.assign(environments.prod, { region: "eu-west", loadBalancer: { https: HTTPS } }),
      `environments.prod.region: "eu-west". ${REGION}`,
    ],
    [
      "a certificate that is none is of no region",
      ({ environments }) => {
        environments.prod.region = "eu-west-1";
        environments.prod.network = {
          publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" },
        };
        environments.prod.loadBalancer = { https: { ...HTTPS, certificateArn: "x" } };
      },
      'environments.prod.loadBalancer.https.certificateArn: "x". Allowed: the ARN of an ACM certificate in the environment\'s region. To fix: take it from `aws acm list-certificates`.',
    ],
    [
      "the API's name is not compared with a faulty one",
      ({ environments }) =>
        (environments.prod.domain = {
          ...DOMAIN,
          frontendName: "https://x",
          apiName: "frontend.example.com",
        }),
      `environments.prod.domain.frontendName: "https://x". ${HOST_NAME}`,
    ],
    [
      "a faulty time is not compared",
      ({ environments }) =>
        (environments.prod.offHours = { ...OFF_HOURS, stopTime: "7", startTime: "00:00" }),
      `environments.prod.offHours.stopTime: "7". ${TIME}`,
    ],
    [
      "private subnets are not compared with faulty public ones",
      ({ environments }) =>
        (environments.prod.network = {
          nat: "single",
          publicSubnets: { "us-east-1a": "10.0.1.0/24", "us-east-1c": "" },
        }),
      `environments.prod.network.publicSubnets["us-east-1c"]: "". ${BLOCK(16, 28)} To fix: choose a block inside network.vpcCidr.`,
    ],
    [
      "a subnet is not called outside a VPC whose block is faulty",
      ({ environments }) =>
        (environments.prod.network = {
          vpcCidr: "10.0.0.0/33",
          publicSubnets: { "us-east-1a": "192.168.1.0/24", "us-east-1b": "192.168.2.0/24" },
        }),
      `environments.prod.network.vpcCidr: "10.0.0.0/33". ${BLOCK(16, 28)} To fix: choose a private block, such as 10.0.0.0/16.`,
    ],
    [
      "a faulty size is not compared",
      ({ environments }) => (environments.prod.autoScaling = { minSize: 3, desiredCapacity: 0 }),
      "environments.prod.autoScaling.desiredCapacity: 0. Allowed: a whole number from 1 to 100. To fix: choose a number in that range.",
    ],
    [
      "zones are not judged by a faulty region",
      ({ environments }) => (environments.prod.region = "us-east"),
      `environments.prod.region: "us-east". ${REGION}`,
    ],
    [
      "zones are not counted while one of them is faulty",
      ({ environments }) =>
        (environments.prod.network = { publicSubnets: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "" } }),
      `environments.prod.network.publicSubnets["us-east-1b"]: "". ${BLOCK(16, 28)} To fix: choose a block inside network.vpcCidr.`,
    ],
    [
      "origins are not judged by faulty credentials",
      ({ environments }) => (environments.prod.api = { cors: { allowCredentials: "yes" } }),
      `environments.prod.api.cors.allowCredentials: "yes". ${FLAG}`,
    ],
    [
      "an account id that is faulty makes no name too long",
      ({ account }) => (account.id = "1".repeat(60)),
      `account.id: "${"1".repeat(60)}". Allowed: the 12 digits of an AWS account id, in quotes. To fix: take it from \`aws sts get-caller-identity\`.`,
    ],
  ])("but %s", (_title, change, problem) => {
    expect(problemsOf(configWith(change))).toEqual([problem]);
  });

  test("as a heading that counts them and a line each", () => {
    expect(new ConfigError(["a", "b"])).toMatchObject({
      name: "ConfigError",
      message: "src/config/config.ts has 2 problems:\n- a\n- b",
    });
    expect(new ConfigError(["a"]).message).toBe("src/config/config.ts has 1 problem:\n- a");
  });
});

describe("no mistake hides another", () => {
  const CI = { repository: "my-company/infrastructure", deployEnvironments: ["prd"] };
  const NO_SUCH_ENVIRONMENT =
    'account.ci.deployEnvironments[0]: "prd". Did you mean prod? Allowed: dev, staging, prod. To fix: correct the spelling, or remove the name.';
  const ACCOUNT_ID =
    "Allowed: the 12 digits of an AWS account id, in quotes. To fix: take it from `aws sts get-caller-identity`.";
  const COLOUR = `No such field. Allowed: ${ENVIRONMENT_FIELDS}, domain, alarms. To fix: correct the spelling or remove the key.`;

  test.each<[title: string, change: (config: any) => void, ...problems: string[]]>([
    [
      "an environment that does not exist beside a faulty account id",
      ({ account }) => Object.assign(account, { id: "1", ci: CI }),
      `account.id: "1". ${ACCOUNT_ID}`,
      NO_SUCH_ENVIRONMENT,
    ],
    [
      "an environment that does not exist beside a faulty budget",
      ({ account }) => Object.assign(account, { budget: { monthlyLimitUsd: 0 }, ci: CI }),
      "account.budget.monthlyLimitUsd: 0. Allowed: a whole number from 1 to 10000000. To fix: choose a number in that range.",
      NO_SUCH_ENVIRONMENT,
    ],
    ...[undefined, "single-instanc"].map((topology): [string, (config: any) => void, ...string[]] => [
      `fields of either topology beside topology ${String(topology)}`,
      ({ environments }) =>
        Object.assign(environments.dev, {
          topology,
          region: "x",
          colour: "red",
          stateKey: "prod/terraform.tfstate",
          backend: { ...environments.dev.backend, ref: "a b" },
          offHours: { ...OFF_HOURS, startTime: "19:00" },
          network: { vpcCidr: "10.9.0.0/16" },
          // Each exists in one topology only.
          instance: { availabilityZone: "x" },
          autoScaling: { minSize: 0 },
        }),
      topology === undefined
        ? `environments.dev.topology: missing. ${TOPOLOGY}`
        : `environments.dev.topology: "single-instanc". Did you mean single-instance? ${TOPOLOGY}`,
      `environments.dev.region: "x". ${REGION}`,
      `environments.dev.backend.ref: "a b". ${REF}`,
      `environments.dev.instance.availabilityZone: "x". Allowed: availability zone names, such as us-east-1a. To fix: use a name that \`aws ec2 describe-availability-zones\` lists.`,
      `environments.dev.colour: "red". ${COLOUR}`,
      ...["1", "2"].map(
        (subnet) =>
          `environments.dev.network.publicSubnets["us-east-1${subnet === "1" ? "a" : "b"}"]: "10.0.${subnet}.0/24" (default). Allowed: a block inside network.vpcCidr 10.9.0.0/16. To fix: move the subnet into the VPC's block.`,
      ),
      'environments.dev.offHours.startTime: "19:00". Allowed: another time than offHours.stopTime. To fix: start later than you stop.',
      'environments.prod.stateKey: "prod/terraform.tfstate" (default). Allowed: a unique key; environments.dev keeps its state there. To fix: leave stateKey out, or choose another.',
    ]),
    [
      "a faulty field of one environment beside a clash of others",
      ({ environments }) => {
        environments.dev.topology = "x";
        environments.dev.documentNames = true;
        environments.staging.instance = { type: "t4g.micro" };
        environments.staging.stateKey = "dev/terraform.tfstate";
      },
      `environments.dev.topology: "x". ${TOPOLOGY}`,
      'environments.staging.instance.type: "t4g.micro". Allowed: an x86_64 EC2 instance type, such as t2.micro. To fix: choose a type without a Graviton processor; the AMI is for amd64.',
      "environments.prod.documentNames: true. Allowed: unique physical names; <account.id>-careflowai-frontend also belongs to environments.dev. To fix: set documentNames in one environment only.",
      'environments.staging.stateKey: "dev/terraform.tfstate". Allowed: a unique key; environments.dev keeps its state there. To fix: leave stateKey out, or choose another.',
    ],
    [
      "settings of both postures beside a faulty posture",
      ({ environments }) =>
        Object.assign(environments.prod, { posture: "strict", autoScaling: { minSize: 2 } }),
      'environments.prod.posture: "strict". Allowed: documented, hardened. To fix: choose one of them.',
      "environments.prod.autoScaling.minSize: 2. Allowed: at most autoScaling.desiredCapacity 1. To fix: lower minSize or raise desiredCapacity.",
    ],
    [
      "the values under a faulty name",
      ({ environments }) => {
        environments.Prod = { ...copyOf(environments, "dev"), region: "x" };
        environments.dev.network = { publicSubnets: { a: "10.0.1.5/24", "us-east-1a": "10.9.0.0/24" } };
      },
      `environments.dev.network.publicSubnets.a: "10.0.1.5/24". ${BLOCK(16, 28)} To fix: choose a block inside network.vpcCidr.`,
      'environments.dev.network.publicSubnets.a: "a". Allowed: availability zone names, such as us-east-1a. To fix: use a name that `aws ec2 describe-availability-zones` lists.',
      `environments.Prod.region: "x". ${REGION}`,
      `environments.Prod: "Prod". ${ENVIRONMENT_NAME}`,
      'environments.dev.network.publicSubnets["us-east-1a"]: "10.9.0.0/24". Allowed: a block inside network.vpcCidr 10.0.0.0/16. To fix: move the subnet into the VPC\'s block.',
    ],
    [
      "repeated items beside a faulty one",
      ({ environments }) =>
        (environments.dev.notifications.emailAddresses = ["a", "b@example.org", "b@example.org"]),
      `environments.dev.notifications.emailAddresses[0]: "a". ${EMAIL}`,
      'environments.dev.notifications.emailAddresses: ["a","b@example.org","b@example.org"]. Allowed: each address once. To fix: remove the repetition.',
    ],
    [
      "a too long name beside a faulty account id",
      ({ account, environments }) => {
        account.id = 1;
        environments["a".repeat(22)] = copyOf(environments, "dev");
      },
      `account.id: 1. ${ACCOUNT_ID}`,
      "environments.aaaaaaaaaaaaaaaaaaaaaa: \"careflowai-aaaaaaaaaaaaaaaaaaaaaa\". Allowed: at most 32 characters for an Application Load Balancer's name; this one has 33. To fix: shorten the environment's name.",
    ],
  ])("%s", (_title, change, ...problems) => {
    expect(problemsOf(configWith(change))).toEqual(problems);
  });

  /** Mistakes in fields that no rule joins. */
  const mistakes: readonly ((config: any) => void)[] = [
    ({ account }) => (account.id = "1"),
    ({ account }) => (account.region = "x"),
    ({ account }) => (account.budget = { monthlyLimitUsd: 0 }),
    ({ account }) => (account.ci = { ...CI, deployEnvironments: ["dev", "dev"] }),
    ({ account }) => (account.trail = { create: "yes" }),
    ({ account }) => (account.colour = "red"),
    ({ account }) => (account.notifications.emailAddresses = []),
    (config) => (config.colour = "red"),
    ({ environments }) => delete environments.dev.topology,
    ({ environments }) => (environments.dev.posture = "strict"),
    ({ environments }) => (environments.dev.protect = "yes"),
    ({ environments }) => delete environments.dev.notifications,
    ({ environments }) => (environments.dev.network = { publicSubnets: { "us-east-1a": "10.9.1.0/24" } }),
    ({ environments }) => {
      setField(environments.dev, "backend.tokenParameter", "/careflowai/prod/a/b");
    },
    ({ environments }) => (environments.staging.topology = "serverless"),
    ({ environments }) => (environments.staging.stateKey = "dev/terraform.tfstate"),
    ({ environments }) => (environments.staging.documentNames = true),
    ({ environments }) => (environments.Bad = { ...config.environments.dev, stateKey: "bad.tfstate" }),
    ({ environments }) => (environments["a".repeat(22)] = structuredClone(config.environments.dev)),
    ({ environments }) => {
      setField(environments.prod, "autoScaling.minSize", 2);
    },
    ({ environments }) => {
      setField(environments.prod, "loadBalancer.healthCheckTimeoutSeconds", 60);
    },
    ({ environments }) => {
      setField(environments.prod, "loadBalancer.colour", "red");
    },
    ({ environments }) => {
      setField(environments.prod, "alarms.cpuUtilizationPercent", 70);
    },
    ({ environments }) => {
      setField(environments.prod, "api.cors.allowMethods", ["BREW"]);
    },
    ({ environments }) => {
      setField(environments.prod, "frontend.cachedPaths", ["/api/a"]);
    },
    ({ environments }) => {
      setField(environments.prod, "offHours", { ...OFF_HOURS, startTime: "19:00" });
    },
    ({ environments }) => {
      setField(environments.prod, "tags", { Name: "x" });
    },
  ];

  test("of any that no rule joins, all are reported, each once", () => {
    const alone = mistakes.map((mistake) => problemsOf(configWith(mistake)));
    for (const problems of alone) expect(problems.length).toBeGreaterThan(0);
    const chosen = fc.uniqueArray(fc.nat(mistakes.length - 1), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(chosen, (indices) => {
        const together = problemsOf(
          configWith((config) => {
            for (const index of indices) mistakes[index]?.(config);
          }),
        );
        expect([...together].sort()).toEqual(indices.flatMap((index) => alone[index] ?? []).sort());
      }),
      { numRuns: 300 },
    );
  });
});
