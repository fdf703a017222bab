import type { Environment } from "../../../src/config/environment";
import type { Refusal } from "../../helpers/config-cases";
import {
  ENVIRONMENT_FIELDS,
  ENVIRONMENT_NAME,
  FLAG,
  CERTIFICATE_NAME,
  HOST_NAME,
  NO_SUCH_FIELD,
  ONLY_IN,
  REGION,
  TIME,
  TOPOLOGY,
  copyOf,
  problemsOf,
  testAcceptances,
  testFields,
  testRefusals,
} from "../../helpers/config-cases";
import { config } from "../../helpers/documented";
import { configSetting, setField } from "../../helpers/config";
import { parseConfig } from "../../../src/config/parse";

const NETWORK_FIELDS =
  "vpcCidr, publicSubnets, egress, interfaceEndpoints, flowLogs, nat, primaryZone, privateSubnets";
const TAG_KEY =
  "Allowed: up to 128 letters, digits, inner spaces and _.:/=+@- , not beginning with aws: and not Name, Project, Environment or ManagedBy. To fix: choose another key.";
const ACCOUNT_FIELDS =
  "id, region, notifications, trail, guardDuty, safeguards, alerts, budget, costAnomalies, ci";

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
    const test = structuredClone({ topology, posture, backend, notifications });
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
    ["network.egress.tcpPorts", [80, 443, 27_015, 27_016, 27_017], "decision 49"],
    ["network.interfaceEndpoints", false, "decision 49"],
    ["network.flowLogs.retentionDays", 30, "as the backend's logs"],
    ["ssh.instanceConnectEndpoint", false, "the project's own"],
    ["backend.directory", ".", "the project's own"],
    ["backend.requirementsFile", "requirements.txt", "the project's own"],
    ["backend.application", "app.main:app", "the project's own"],
    ["backend.allowSourceBuilds", false, "decision 46"],
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
    ["frontend.webAcl.inspectedBodyKiB", 64, "decision 48"],
    ["frontend.webAcl.blockUninspectedBodies", false, "decision 48"],
    ["frontend.webAcl.logRetentionDays", 30, "decision 48"],
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
    ["loadBalancer.webAcl.enabled", false, "decision 48"],
    ["loadBalancer.webAcl.blockUninspectedBodies", false, "decision 48"],
    ["loadBalancer.webAcl.logRetentionDays", 30, "decision 48"],
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
    ["api.disableDefaultEndpoint", false, "decision 48"],
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
    ["customerManagedKey", false, true],
    ["network.egress.restricted", false, true],
    ["network.flowLogs.enabled", false, true],
    ["frontend.accessLogs.enabled", false, true],
    ["frontend.bucketAccess", "public-website", "private"],
    ["frontend.bucketVersioning", "Suspended", "Enabled"],
    [
      "frontend.contentSecurityPolicy",
      "none",
      "default-src 'self'; base-uri 'self'; connect-src 'self' {api}; font-src 'self' data:; form-action 'self'; frame-ancestors 'self'; img-src 'self' blob: data:; object-src 'none'; style-src 'self' 'unsafe-inline'",
    ],
    ["backend.instanceMetadata", "allowed", "denied"],
  ];
  const movedInLoadBalanced: typeof moved = [
    ["autoScaling.maxInstanceLifetimeDays", 0, 30],
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

  test.each(cors)("%s is %j if the API is of another origin (%s)", (field, value) => {
    expect(valueAt(many, field)).toEqual(value);
  });

  test("there is no CORS if the API is of the same origin", () => {
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

  test("these lists are complete", () => {
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

  test("the posture is documented by default", () => {
    expect(parseConfig(config).environments.map(({ posture }) => posture)).toEqual([
      "documented",
      "documented",
      "documented",
    ]);
  });

  describe("each default of a posture can be set by itself, and changes no other", () => {
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

testFields([
  {
    path: "environments.prod.region",
    good: ["us-east-1", "us-west-2", "ap-southeast-4", "mx-central-1"],
    bad: ["us-east", "us-east-1a", "US-EAST-1", "eu-north-9", "atlantis", "us-east-1\n", "", null],
    advice: REGION,
    nearest: {
      "us-east": "us-east-1",
      "us-east-1a": "us-east-1",
      "US-EAST-1": "us-east-1",
      "eu-north-9": "eu-north-1",
      "us-east-1\n": "us-east-1",
    },
  },
  {
    path: "environments.prod.posture",
    good: ["documented", "hardened"],
    bad: ["strict", "Hardened", "", true, null],
    advice: "Allowed: documented, hardened. To fix: choose one of them.",
    nearest: { Hardened: "hardened" },
  },
  { path: "environments.prod.protect", good: [true, false], bad: ["true", 1, null], advice: FLAG },
  { path: "environments.prod.customerManagedKey", good: [true, false], bad: ["yes", 0], advice: FLAG },
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
    bad: ["a".repeat(257), "é", "<b>", "${x}", " x", "x ", "AWS:x", 5],
    advice:
      "Allowed: up to 256 letters, digits, inner spaces and _.:/=+@- , not beginning with aws:. To fix: shorten the value or leave out other characters.",
  },
]);

testRefusals([
  ...[
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ].map(([region, partition]): Refusal => [
    `a region of partition ${String(partition)}`,
    ({ environments }) => (environments.prod.region = region),
    `environments.prod.region: "${String(region)}". Allowed: a region of partition aws; this one is of ${String(partition)}, which needs other ARNs and endpoints. To fix: choose a region such as us-east-1.`,
  ]),
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
    "a section of the other topology",
    ({ environments }) => (environments.dev.autoScaling = { minSize: 1 }),
    `environments.dev.autoScaling: {"minSize":1}. ${ONLY_IN("load-balanced", "dev")}`,
  ],
  [
    "a field of the other topology",
    ({ environments }) => (environments.prod.instance = { availabilityZone: "us-east-1a" }),
    `environments.prod.instance.availabilityZone: "us-east-1a". ${ONLY_IN("single-instance", "prod")}`,
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
    "an environment that is not an object",
    ({ environments }) => (environments.prod = null),
    "environments.prod: null. Allowed: an object with topology. To fix: write it as { ... }.",
  ],
  [
    "a missing section",
    ({ environments }) => delete environments.prod.backend,
    "environments.prod.backend: missing. Allowed: an object with repository, ref, directory, requirementsFile, application, allowSourceBuilds, instanceMetadata, workers, healthCheckPath, tokenParameter, logRetentionDays. To fix: write it as { ... }.",
  ],
  [
    "environments that are missing",
    (config) => delete config.environments,
    "environments: missing. Allowed: an object of names and values. To fix: correct the value, or remove the field where it has a default.",
  ],
  [
    "no environments, of which none can be missing in account.ci",
    (config) => {
      config.environments = {};
      config.account.ci = { repository: "my-company/infrastructure", deployEnvironments: ["prod"] };
    },
    "environments: {}. Allowed: at least one environment. To fix: add one, such as dev.",
  ],
  [
    "environment names that are unsafe in a name or command",
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
    "environments with the name of an account-wide stack",
    ({ environments }) => {
      environments.state = copyOf(environments, "dev");
      environments.account = copyOf(environments, "dev");
    },
    `environments.state: "state". ${ENVIRONMENT_NAME}`,
    `environments.account: "account". ${ENVIRONMENT_NAME}`,
  ],
  [
    "tags that the project or AWS sets",
    ({ environments }) =>
      (environments.prod.tags = { Name: "x", project: "x", "aws:x": "x", "": "x", " x": "x" }),
    `environments.prod.tags.Name: "Name". ${TAG_KEY}`,
    `environments.prod.tags.project: "project". ${TAG_KEY}`,
    `environments.prod.tags["aws:x"]: "aws:x". ${TAG_KEY}`,
    `environments.prod.tags[""]: "". ${TAG_KEY}`,
    `environments.prod.tags[" x"]: " x". ${TAG_KEY}`,
  ],
  [
    "empty sections",
    ({ environments }) =>
      Object.assign(environments.prod, { loadBalancer: { https: {} }, domain: {}, offHours: {} }),
    `environments.prod.offHours.stopTime: missing. ${TIME}`,
    `environments.prod.offHours.startTime: missing. ${TIME}`,
    "environments.prod.offHours.timeZone: missing. Allowed: an IANA time zone, such as America/New_York. To fix: use a name of the tz database.",
    "environments.prod.loadBalancer.https.certificateArn: missing. Allowed: the ARN of an ACM certificate in the environment's region. To fix: take it from `aws acm list-certificates`.",
    `environments.prod.loadBalancer.https.serverName: missing. ${HOST_NAME}`,
    "environments.prod.domain.hostedZoneId: missing. Allowed: the id of a public Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ. To fix: take it from `aws route53 list-hosted-zones`, without /hostedzone/.",
    `environments.prod.domain.frontendName: missing. ${CERTIFICATE_NAME}`,
  ],
]);

testAcceptances([
  [
    "additional tags",
    ({ environments }) => (environments.prod.tags = { "cost-centre": "42", Owner: "Care" }),
  ],
]);

test("a value that is not an object is refused", () => {
  expect(problemsOf("prod")).toEqual([
    'config: "prod". Allowed: an object with account, environments. To fix: write it as { ... }.',
  ]);
});
