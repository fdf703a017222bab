import type { Config, Environment, LoadBalancedEnvironment } from "./environment";
import { advise, cidrContains, cidrsOverlap } from "./fields";
import { defaultStateKey, environmentNames, namesPastLimit, uniqueNames } from "./names";

export type Path = readonly PropertyKey[];

/** One thing that is wrong with the configuration. */
export interface Problem {
  readonly path: Path;
  readonly got: unknown;
  /** What is allowed and how to mend it. */
  readonly advice: string;
  /** Other fields that the finding rests on. */
  readonly involves?: readonly Path[];
}

type EnvironmentRule = (environment: Environment) => Problem[];

/** What no field can say alone. */
export function configRules(config: Config): Problem[] {
  return [
    ...config.environments.flatMap((environment) =>
      environmentRules
        .flatMap((rule) => rule(environment))
        .map((problem) => within(environment.name, problem)),
    ),
    ...namesFit(config),
    ...namesDiffer(config),
    ...domainNamesDiffer(config),
    ...stateKeysDiffer(config),
    ...deployedEnvironmentsExist(config),
    ...deployedNamesBeginNoOthers(config),
  ];
}

const within = (name: string, { path, involves = [], ...problem }: Problem): Problem => ({
  ...problem,
  path: ["environments", name, ...path],
  involves: involves.map((other) => ["environments", name, ...other]),
});

const VPC_CIDR: Path = ["network", "vpcCidr"];

interface SubnetField {
  readonly path: Path;
  readonly zone: string;
  readonly block: string;
}

const subnetFields = (section: string, subnets: Readonly<Record<string, string>>): SubnetField[] =>
  Object.entries(subnets).map(([zone, block]) => ({ path: ["network", section, zone], zone, block }));

const hasPrivateSubnets = (environment: Environment): environment is LoadBalancedEnvironment =>
  environment.topology === "load-balanced" && environment.network.nat !== "none";

/** The subnets that an environment makes; private ones only where it has any. */
const subnetsOf = (environment: Environment): SubnetField[] => [
  ...subnetFields("publicSubnets", environment.network.publicSubnets),
  ...(hasPrivateSubnets(environment)
    ? subnetFields("privateSubnets", environment.network.privateSubnets)
    : []),
];

const subnetsInsideVpc: EnvironmentRule = (environment) =>
  subnetsOf(environment)
    .filter(({ block }) => !cidrContains(environment.network.vpcCidr, block))
    .map(({ path, block }) => ({
      path,
      got: block,
      advice: advise({
        allowed: `a block inside network.vpcCidr ${environment.network.vpcCidr}`,
        mend: "move the subnet into the VPC's block",
      }),
      involves: [VPC_CIDR],
    }));

const subnetsApart: EnvironmentRule = (environment) =>
  subnetsOf(environment).flatMap(({ path, block }, index, all) =>
    all
      .slice(0, index)
      .filter((other) => cidrsOverlap(block, other.block))
      .map((other) => ({
        path,
        got: block,
        advice: advise({
          allowed: `a block that does not overlap ${other.block} of ${other.zone}`,
          mend: "give each subnet a block of its own",
        }),
        involves: [other.path],
      })),
  );

const zonesOfRegion: EnvironmentRule = (environment) =>
  subnetsOf(environment)
    .filter(({ zone }) => zone.slice(0, -1) !== environment.region)
    .map(({ path, zone }) => ({
      path,
      got: zone,
      advice: advise({
        allowed: `availability zones of region ${environment.region}`,
        mend: `name zones such as ${environment.region}a, or correct region`,
      }),
      involves: [["region"]],
    }));

const privateZonesArePublicZones: EnvironmentRule = (environment) => {
  if (!hasPrivateSubnets(environment)) return [];
  const { publicSubnets, privateSubnets } = environment.network;
  const [needed, got] = [Object.keys(publicSubnets).sort(), Object.keys(privateSubnets).sort()];
  if (needed.join() === got.join()) return [];
  return [
    {
      path: ["network", "privateSubnets"],
      got,
      advice: advise({
        allowed: `the zones of network.publicSubnets: ${needed.join(", ")}`,
        mend: "give each zone one public and one private subnet",
      }),
      involves: [["network", "publicSubnets"]],
    },
  ];
};

const enoughZones: EnvironmentRule = ({ topology, network }) => {
  const zones = Object.keys(network.publicSubnets);
  const needed = topology === "load-balanced" ? 2 : 1;
  if (zones.length >= needed) return [];
  return [
    {
      path: ["network", "publicSubnets"],
      got: zones,
      advice: advise({
        allowed: `subnets in at least ${needed === 1 ? "one availability zone" : "two availability zones"} for ${topology}`,
        mend: "add a zone with a block of its own",
      }),
    },
  ];
};

const namedZonesHaveSubnets: EnvironmentRule = (environment) => {
  const zones = Object.keys(environment.network.publicSubnets);
  // Where there is no zone at all, that is the finding.
  if (zones.length === 0) return [];
  return namedZones(environment)
    .filter(({ zone }) => !zones.includes(zone))
    .map(({ path, zone, involves = [] }) => ({
      path,
      got: zone,
      advice: advise({
        allowed: `a zone of network.publicSubnets: ${zones.join(", ")}`,
        mend: "name one of them, or add a subnet in this zone",
      }),
      involves: [["network", "publicSubnets"], ...involves],
    }));
};

/** Zones named for what stands in one only; none for what there is none of. */
function namedZones(
  environment: Environment,
): { readonly path: Path; readonly zone: string; readonly involves?: readonly Path[] }[] {
  if (environment.topology === "single-instance")
    return [{ path: ["instance", "availabilityZone"], zone: environment.instance.availabilityZone }];
  const { network, ssh } = environment;
  if (network.nat !== "single" && !ssh.instanceConnectEndpoint) return [];
  return [
    {
      path: ["network", "primaryZone"],
      zone: network.primaryZone,
      involves: [["network", "nat"], ["ssh", "instanceConnectEndpoint"], ["posture"]],
    },
  ];
}

const sizesInOrder: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced") return [];
  const { minSize, desiredCapacity, maxSize } = environment.autoScaling;
  const desired: Path = ["autoScaling", "desiredCapacity"];
  const problems: Problem[] = [];
  if (minSize > desiredCapacity)
    problems.push({
      path: ["autoScaling", "minSize"],
      got: minSize,
      advice: advise({
        allowed: `at most desiredCapacity ${String(desiredCapacity)}`,
        mend: "lower minSize or raise desiredCapacity",
      }),
      involves: [desired],
    });
  if (desiredCapacity > maxSize)
    problems.push({
      path: desired,
      got: desiredCapacity,
      advice: advise({
        allowed: `at most maxSize ${String(maxSize)}`,
        mend: "lower desiredCapacity or raise maxSize",
      }),
      involves: [["autoScaling", "maxSize"]],
    });
  return problems;
};

const healthCheckFitsInterval: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced") return [];
  const { healthCheckTimeoutSeconds: timeout, healthCheckIntervalSeconds: interval } =
    environment.loadBalancer;
  if (timeout < interval) return [];
  return [
    {
      path: ["loadBalancer", "healthCheckTimeoutSeconds"],
      got: timeout,
      advice: advise({
        allowed: `less than healthCheckIntervalSeconds ${String(interval)}`,
        mend: "lower the timeout or lengthen the interval",
      }),
      involves: [["loadBalancer", "healthCheckIntervalSeconds"]],
    },
  ];
};

const connectionsOutliveRequests: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced") return [];
  const { api, loadBalancer } = environment;
  if (loadBalancer.idleTimeoutSeconds > api.timeoutSeconds) return [];
  return [
    {
      path: ["loadBalancer", "idleTimeoutSeconds"],
      got: loadBalancer.idleTimeoutSeconds,
      advice: advise({
        allowed: `more than api.timeoutSeconds ${String(api.timeoutSeconds)}`,
        mend: "lengthen the idle timeout, or the load balancer cuts requests that the gateway still waits for",
      }),
      involves: [["api", "timeoutSeconds"]],
    },
  ];
};

const drainingOutlastsRequests: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced") return [];
  const { api, loadBalancer } = environment;
  if (loadBalancer.deregistrationDelaySeconds >= api.timeoutSeconds) return [];
  return [
    {
      path: ["loadBalancer", "deregistrationDelaySeconds"],
      got: loadBalancer.deregistrationDelaySeconds,
      advice: advise({
        allowed: `at least api.timeoutSeconds ${String(api.timeoutSeconds)}`,
        mend: "lengthen the delay, or requests that the gateway still waits for end with their instance",
      }),
      involves: [["api", "timeoutSeconds"]],
    },
  ];
};

const credentialsNameTheirOrigins: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced" || !environment.api.cors?.allowCredentials) return [];
  const { cors } = environment.api;
  return (["allowOrigins", "allowMethods", "allowHeaders"] as const)
    .filter((list) => (cors[list] as readonly string[]).includes("*"))
    .map((list) => ({
      path: ["api", "cors", list],
      got: cors[list],
      advice: advise({
        allowed: 'explicit values without "*" while api.cors.allowCredentials is true',
        mend: "list them one by one, or set allowCredentials to false",
      }),
      involves: [["api", "cors", "allowCredentials"]],
    }));
};

const sameOriginNeedsNoCors: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced") return [];
  const { routing, cors } = environment.api;
  if (routing === "cross-origin" || cors === undefined) return [];
  return [
    {
      path: ["api", "cors"],
      got: cors,
      advice: advise({
        allowed: "no CORS settings where api.routing is same-origin",
        mend: "remove api.cors, or set api.routing to cross-origin",
      }),
      involves: [["api", "routing"], ["posture"]],
    },
  ];
};

const cachedPathsAreServed: EnvironmentRule = (environment) => {
  const { cachedPaths } = environment.frontend;
  if (environment.topology === "single-instance" || environment.api.routing === "same-origin") return [];
  if (cachedPaths.length === 0) return [];
  return [
    {
      path: ["frontend", "cachedPaths"],
      got: cachedPaths,
      advice: advise({
        allowed:
          "an empty list where api.routing is cross-origin, because CloudFront does not carry the API there",
        mend: "remove the paths, or set api.routing to same-origin",
      }),
      involves: [["api", "routing"], ["posture"]],
    },
  ];
};

/** A group may have 60 rules a direction, of which CloudFront's prefix list takes 55 (decision 2). */
const sshRulesFit: EnvironmentRule = ({ topology, ssh }) => {
  if (topology !== "single-instance" || !ssh.instanceConnectEndpoint || ssh.allowedCidrs.length <= 4)
    return [];
  return [
    {
      path: ["ssh", "allowedCidrs"],
      got: ssh.allowedCidrs,
      advice: advise({
        allowed: "up to 4 blocks beside an EC2 Instance Connect Endpoint, whose rule is the group's last",
        mend: "join neighbouring blocks into a wider one, or set ssh.instanceConnectEndpoint to false",
      }),
      involves: [["ssh", "instanceConnectEndpoint"]],
    },
  ];
};

/** Regions that every account has; CloudFront delivers access logs to no bucket elsewhere (AWS, Standard logging). */
const TAKES_CLOUDFRONT_LOGS =
  /^(?:ap-northeast-[123]|ap-south-1|ap-southeast-[12]|ca-central-1|eu-central-1|eu-north-1|eu-west-[123]|sa-east-1|us-(?:east|west)-[12])$/;

const cloudFrontLogsHaveARegion: EnvironmentRule = ({ region, frontend }) => {
  if (!frontend.accessLogs.enabled || TAKES_CLOUDFRONT_LOGS.test(region)) return [];
  return [
    {
      path: ["frontend", "accessLogs", "enabled"],
      got: true,
      advice: advise({
        allowed: `false in region ${region}, which an account has to opt in to: CloudFront delivers no access logs there`,
        mend: "set it to false",
      }),
      involves: [["region"], ["posture"]],
    },
  ];
};

const certificateIsOfRegion: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced" || !environment.loadBalancer.https) return [];
  const { certificateArn } = environment.loadBalancer.https;
  if (certificateArn.split(":")[3] === environment.region) return [];
  return [
    {
      path: ["loadBalancer", "https", "certificateArn"],
      got: certificateArn,
      advice: advise({
        allowed: `a certificate in region ${environment.region}`,
        mend: "request one there; a load balancer takes no other",
      }),
      involves: [["region"]],
    },
  ];
};

const namesOfDomainDiffer: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced" || !environment.domain) return [];
  const { frontendName, apiName } = environment.domain;
  if (frontendName !== apiName) return [];
  return [
    {
      path: ["domain", "apiName"],
      got: apiName,
      advice: advise({
        allowed: "another name than domain.frontendName",
        mend: "choose a name of its own, such as api.example.com; or leave it out and set api.routing to same-origin",
      }),
      involves: [["domain", "frontendName"]],
    },
  ];
};

const offHoursLast: EnvironmentRule = ({ offHours }) => {
  if (!offHours || offHours.startTime !== offHours.stopTime) return [];
  return [
    {
      path: ["offHours", "startTime"],
      got: offHours.startTime,
      advice: advise({ allowed: "another time than offHours.stopTime", mend: "start later than you stop" }),
      involves: [["offHours", "stopTime"]],
    },
  ];
};

/** An alarm that its own environment keeps red is read by nobody, and neither is one that stays green whatever happens. */
const alarmsCanChange: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced") return [];
  const { alarms, autoScaling, api } = environment;
  const problems: Problem[] = [];
  if (alarms.cpuUtilizationPercent <= autoScaling.targetCpuUtilizationPercent)
    problems.push({
      path: ["alarms", "cpuUtilizationPercent"],
      got: alarms.cpuUtilizationPercent,
      advice: advise({
        allowed: `more than autoScaling.targetCpuUtilizationPercent ${String(autoScaling.targetCpuUtilizationPercent)}`,
        mend: "raise the alarm's threshold or lower the target, which scaling holds",
      }),
      involves: [["autoScaling", "targetCpuUtilizationPercent"]],
    });
  if (alarms.gatewayLatencyMilliseconds >= api.timeoutSeconds * 1000)
    problems.push({
      path: ["alarms", "gatewayLatencyMilliseconds"],
      got: alarms.gatewayLatencyMilliseconds,
      advice: advise({
        allowed: `less than api.timeoutSeconds ${String(api.timeoutSeconds)}, in milliseconds`,
        mend: "lower the alarm's threshold, which no answer can reach",
      }),
      involves: [["api", "timeoutSeconds"]],
    });
  return problems;
};

const tokenIsReadable: EnvironmentRule = ({ name, backend }) => {
  const prefix = `/careflowai/${name}/`;
  if (backend.tokenParameter === undefined || backend.tokenParameter.startsWith(prefix)) return [];
  return [
    {
      path: ["backend", "tokenParameter"],
      got: backend.tokenParameter,
      advice: advise({
        allowed: `a parameter under ${prefix}`,
        mend: "move the parameter there; the instance may read no other path",
      }),
    },
  ];
};

const environmentRules: readonly EnvironmentRule[] = [
  subnetsInsideVpc,
  subnetsApart,
  zonesOfRegion,
  privateZonesArePublicZones,
  enoughZones,
  namedZonesHaveSubnets,
  sizesInOrder,
  healthCheckFitsInterval,
  connectionsOutliveRequests,
  drainingOutlastsRequests,
  credentialsNameTheirOrigins,
  sameOriginNeedsNoCors,
  cachedPathsAreServed,
  sshRulesFit,
  cloudFrontLogsHaveARegion,
  certificateIsOfRegion,
  namesOfDomainDiffer,
  offHoursLast,
  alarmsCanChange,
  tokenIsReadable,
];

const namesOf = ({ account, environments }: Config) =>
  environments.map((environment) => ({ environment, names: environmentNames(account, environment) }));

function namesFit(config: Config): Problem[] {
  return namesOf(config).flatMap(({ environment, names }) =>
    namesPastLimit(names).map(({ name, maxLength, of }) => ({
      path: ["environments", environment.name],
      got: name,
      advice: advise({
        allowed: `at most ${String(maxLength)} characters for ${of}; this one has ${String(name.length)}`,
        mend: "shorten the environment's name",
      }),
    })),
  );
}

function namesDiffer(config: Config): Problem[] {
  return clashes(namesOf(config).map(({ environment, names }) => [environment, uniqueNames(names)])).map(
    ({ environment, other, shared }) => ({
      path: ["environments", environment.name, "documentNames"],
      got: environment.documentNames,
      advice: advise({
        allowed: `physical names of its own; ${shared} belongs to environments.${other.name} too`,
        mend: "set documentNames in one environment only",
      }),
      involves: [["environments", other.name, "documentNames"]],
    }),
  );
}

/** A distribution or an API claims its name for itself, in all of AWS. */
function domainNamesDiffer({ environments }: Config): Problem[] {
  const claims = environments.flatMap(({ name, domain = {} }) =>
    Object.entries(domain)
      .filter(([field]) => field !== "hostedZoneId")
      .map(([field, host]) => ({ path: ["environments", name, "domain", field], environment: name, host })),
  );
  return claims.flatMap(({ path, environment, host }, index) =>
    claims
      .slice(0, index)
      .filter((other) => other.host === host && other.environment !== environment)
      .map((other) => ({
        path,
        got: host,
        advice: advise({
          allowed: `a name of its own; environments.${other.environment} has this one`,
          mend: "give each environment names of its own, such as staging.example.com",
        }),
        involves: [other.path],
      })),
  );
}

function stateKeysDiffer({ environments }: Config): Problem[] {
  const problem = ({ name, stateKey }: Environment, owner: string, involves: Path[] = []): Problem => ({
    path: ["environments", name, "stateKey"],
    got: stateKey,
    advice: advise({
      allowed: `a key of its own; ${owner} keeps its state there`,
      mend: "leave stateKey out, or choose another",
    }),
    involves,
  });
  return [
    ...clashes(environments.map((environment) => [environment, [environment.stateKey]])).map(
      ({ environment, other }) =>
        problem(environment, `environments.${other.name}`, [["environments", other.name, "stateKey"]]),
    ),
    ...environments
      .filter(({ stateKey }) => stateKey === defaultStateKey("account"))
      .map((environment) => problem(environment, "the account's stack")),
  ];
}

function deployedEnvironmentsExist({ account, environments }: Config): Problem[] {
  const names = environments.map(({ name }) => name);
  return (account.ci?.deployEnvironments ?? []).flatMap((name, index) =>
    names.includes(name)
      ? []
      : [
          {
            path: ["account", "ci", "deployEnvironments", index],
            got: name,
            advice: advise({
              allowed: `names of environments: ${names.join(", ")}`,
              mend: "correct the spelling, or remove the name",
            }),
            involves: [["environments", name]],
          },
        ],
  );
}

/** A role that deploys reaches whatever has its environment's name and a hyphen in front (decision 37). */
function deployedNamesBeginNoOthers({ account, environments }: Config): Problem[] {
  return (account.ci?.deployEnvironments ?? []).flatMap((name, index) =>
    environments
      .filter((other) => other.name.startsWith(`${name}-`))
      .map((other) => ({
        path: ["account", "ci", "deployEnvironments", index],
        got: name,
        advice: advise({
          allowed: `an environment whose name does not begin another's; the role would reach environments.${other.name} too`,
          mend: "rename one of them, or let people deploy this one",
        }),
        involves: [["environments", other.name]],
      })),
  );
}

/**
 * Each environment that shares a value with an earlier one, with the first value shared. Only values in the same
 * place clash: a load balancer and a role may well have one name.
 */
function clashes(values: readonly (readonly [environment: Environment, values: readonly string[]])[]) {
  return values.flatMap(([environment, own], index) =>
    values.slice(0, index).flatMap(([other, others]) => {
      const shared = own.find((value, index) => value === others[index]);
      return shared === undefined ? [] : [{ environment, other, shared }];
    }),
  );
}
