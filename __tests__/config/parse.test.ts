import fc from "fast-check";
import {
  BLOCK,
  DOMAIN,
  EMAIL,
  ENVIRONMENT_FIELDS,
  ENVIRONMENT_NAME,
  FLAG,
  CERTIFICATE_NAME,
  HTTPS,
  NO_SUCH_FIELD,
  OFF_HOURS,
  REF,
  REGION,
  TIME,
  TOPOLOGY,
  copyOf,
  problemsOf,
} from "../helpers/config-cases";
import { ConfigError, parseConfig } from "../../src/config/parse";
import { config } from "../helpers/documented";
import { configWith, setField } from "../helpers/config";

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

describe("all problems are reported at once", () => {
  const messageOf = (change: (config: any) => void) => {
    const input = configWith(change);
    return () => parseConfig(input);
  };

  test.each([
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [10n, "10n"],
    [Symbol("x"), "Symbol(x)"],
    [[1, Number.NaN], '[1,"NaN"]'],
    [{ token: "abc", repository: "a:b@c" }, '{"token":"***","repository":"***@c"}'],
  ])("with the value as it is written: %p is shown as %s", (value, shown) => {
    expect(
      messageOf(({ environments }) => {
        environments.dev.alarms = { diskUsedPercent: value };
      }),
    ).toThrow(
      new ConfigError([
        `environments.dev.alarms.diskUsedPercent: ${shown}. Allowed: a whole number from 1 to 99. To fix: choose a number in that range.`,
      ]),
    );
  });

  test.each([
    ["backend.repository", "http://me:pa/ss@git.example.org/a", '"http://***@git.example.org/a"'],
    ["backend.repository", "git.example.org/a?pat=abc", '"git.example.org/a?***"'],
    ["backend", "https://me:pa/ss@git.example.org/a", '"https://***@git.example.org/a"'],
    ["backend", [{ repository: "me:pass@git.example.org" }], '[{"repository":"***@git.example.org"}]'],
  ])("without the secrets of a repository's address at %s: %j", (path, value, shown) => {
    const change = messageOf((copy) => {
      setField(copy, `environments.dev.${path}`, value);
    });
    expect(change).toThrow(`environments.dev.${path}: ${shown}. `);
  });

  test("of every environment, in one message", () => {
    expect(
      messageOf(({ account, environments }) => {
        account.id = "1";
        environments.dev.backend.ref = "a b";
        environments.staging.autoScaling = { minSize: 4 };
        environments.prod.instance = { type: "t4g.micro" };
        environments.prod.loadBalancer = { healthCheckTimeoutSeconds: 60 };
      }),
    ).toThrow(
      new ConfigError([
        'account.id: "1". Allowed: the 12 digits of an AWS account id, in quotes. To fix: take it from `aws sts get-caller-identity`.',
        `environments.dev.backend.ref: "a b". ${REF}`,
        'environments.prod.instance.type: "t4g.micro". Allowed: an x86_64 EC2 instance type, such as t2.micro. To fix: choose a type without a Graviton processor; the AMI is for amd64.',
        "environments.staging.autoScaling.minSize: 4. Allowed: at most autoScaling.maxSize 3. To fix: lower minSize or raise maxSize.",
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
      `environments.prod.autoScaling.colour: "red". ${NO_SUCH_FIELD("minSize, maxSize, desiredCapacity, targetCpuUtilizationPercent, targetRequestsPerTargetPerMinute, healthCheckGracePeriodSeconds, maxInstanceLifetimeDays")}`,
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
      "cached paths are not compared with a faulty posture",
      ({ environments }) =>
        Object.assign(environments.prod, { posture: "strict", frontend: { cachedPaths: ["/api/x"] } }),
      'environments.prod.posture: "strict". Allowed: documented, hardened. To fix: choose one of them.',
    ],
    [
      "CORS is not compared with a faulty routing",
      ({ environments }) =>
        Object.assign(environments.prod, { posture: "hardened", api: { routing: "same", cors: {} } }),
      'environments.prod.api.routing: "same". Allowed: cross-origin, same-origin. To fix: choose one of them.',
    ],
    [
      "a certificate is not compared with a faulty region",
      ({ environments }) =>
        Object.assign(environments.prod, { region: "eu-west", loadBalancer: { https: HTTPS } }),
      `environments.prod.region: "eu-west". Did you mean eu-west-1? ${REGION}`,
    ],
    [
      "an invalid certificate has no region",
      ({ environments }) => {
        environments.prod.region = "eu-west-1";
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
      `environments.prod.domain.frontendName: "https://x". ${CERTIFICATE_NAME}`,
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
      "private subnets are not judged while nat is faulty",
      ({ environments }) =>
        (environments.prod.network = {
          nat: "x",
          privateSubnets: { "eu-west-1a": "10.9.0.0/24", "eu-west-1b": "10.0.1.0/24" },
        }),
      'environments.prod.network.nat: "x". Allowed: none, single, per-az. To fix: choose one of them.',
    ],
    [
      "a faulty size is not compared",
      ({ environments }) => (environments.prod.autoScaling = { minSize: 3, desiredCapacity: 0 }),
      "environments.prod.autoScaling.desiredCapacity: 0. Allowed: a whole number from 1 to 100. To fix: choose a number in that range.",
    ],
    [
      "zones are not compared with a faulty region",
      ({ environments }) => (environments.prod.region = "us-east"),
      `environments.prod.region: "us-east". Did you mean us-east-1? ${REGION}`,
    ],
    [
      "zones are not counted while one of them is faulty",
      ({ environments }) =>
        (environments.prod.network = { publicSubnets: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "" } }),
      `environments.prod.network.publicSubnets["us-east-1b"]: "". ${BLOCK(16, 28)} To fix: choose a block inside network.vpcCidr.`,
    ],
    [
      "origins are not compared with faulty credentials",
      ({ environments }) => (environments.prod.api = { cors: { allowCredentials: "yes" } }),
      `environments.prod.api.cors.allowCredentials: "yes". ${FLAG}`,
    ],
    [
      "a faulty account id makes no name too long",
      ({ account }) => (account.id = "1".repeat(60)),
      `account.id: "${"1".repeat(60)}". Allowed: the 12 digits of an AWS account id, in quotes. To fix: take it from \`aws sts get-caller-identity\`.`,
    ],
  ])("but %s", (_title, change, problem) => {
    expect(problemsOf(configWith(change))).toEqual([problem]);
  });

  test("as a heading with their number and a line for each", () => {
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
      "an environment that does not exist with a faulty account id",
      ({ account }) => Object.assign(account, { id: "1", ci: CI }),
      `account.id: "1". ${ACCOUNT_ID}`,
      NO_SUCH_ENVIRONMENT,
    ],
    [
      "an environment that does not exist with a faulty budget",
      ({ account }) => Object.assign(account, { budget: { monthlyLimitUsd: 0 }, ci: CI }),
      "account.budget.monthlyLimitUsd: 0. Allowed: a whole number from 1 to 10000000. To fix: choose a number in that range.",
      NO_SUCH_ENVIRONMENT,
    ],
    ...[undefined, "single-instanc"].map((topology): [string, (config: any) => void, ...string[]] => [
      `fields of either topology with topology ${String(topology)}`,
      ({ environments }) =>
        Object.assign(environments.dev, {
          topology,
          region: "x",
          colour: "red",
          stateKey: "prod/terraform.tfstate",
          backend: { ...environments.dev.backend, ref: "a b" },
          offHours: { ...OFF_HOURS, startTime: "19:00" },
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
      'environments.dev.offHours.startTime: "19:00". Allowed: another time than offHours.stopTime. To fix: start later than you stop.',
      'environments.prod.stateKey: "prod/terraform.tfstate" (default). Allowed: a unique key; environments.dev keeps its state there. To fix: leave stateKey out, or choose another.',
    ]),
    [
      "a faulty field of one environment with a clash of others",
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
      "settings of both postures with a faulty posture",
      ({ environments }) =>
        Object.assign(environments.prod, { posture: "strict", autoScaling: { minSize: 4 } }),
      'environments.prod.posture: "strict". Allowed: documented, hardened. To fix: choose one of them.',
      "environments.prod.autoScaling.minSize: 4. Allowed: at most autoScaling.maxSize 3. To fix: lower minSize or raise maxSize.",
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
      "repeated items with a faulty one",
      ({ environments }) =>
        (environments.dev.notifications.emailAddresses = ["a", "b@example.org", "b@example.org"]),
      `environments.dev.notifications.emailAddresses[0]: "a". ${EMAIL}`,
      'environments.dev.notifications.emailAddresses: ["a","b@example.org","b@example.org"]. Allowed: each address once, in upper or lower case. To fix: remove the repetition.',
    ],
    [
      "a too long name with a faulty account id",
      ({ account, environments }) => {
        account.id = 1;
        environments["a".repeat(22)] = copyOf(environments, "staging");
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
    ({ environments }) => (environments["a".repeat(31)] = structuredClone(config.environments.dev)),
    ({ environments }) => {
      setField(environments.prod, "autoScaling.minSize", 4);
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
