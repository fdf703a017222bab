import type { z } from "zod";
import type { configSchema, environmentSchema } from "./environment";
import { advise, cidrContains, cidrsOverlap } from "./fields";
import { defaultStateKey, environmentNames, namesPastLimit } from "./names";

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

type ConfigFields = z.output<typeof configSchema>;
type EnvironmentFields = z.output<typeof environmentSchema>;
type EnvironmentRule = (environment: EnvironmentFields, name: string) => Problem[];

/** What no field can say alone. */
export function configRules(config: ConfigFields): Problem[] {
  const environments = Object.entries(config.environments);
  return [
    ...environments.flatMap(([name, environment]) =>
      environmentRules.flatMap((rule) => rule(environment, name)).map((problem) => within(name, problem)),
    ),
    ...namesFit(config),
    ...namesDiffer(config),
    ...stateKeysDiffer(config),
  ];
}

const within = (name: string, { path, involves = [], ...problem }: Problem): Problem => ({
  ...problem,
  path: ["environments", name, ...path],
  involves: involves.map((other) => ["environments", name, ...other]),
});

const VPC_CIDR: Path = ["network", "vpcCidr"];
const subnetPath = (zone: string): Path => ["network", "publicSubnets", zone];

const subnetsInsideVpc: EnvironmentRule = ({ network }) =>
  Object.entries(network.publicSubnets)
    .filter(([, block]) => !cidrContains(network.vpcCidr, block))
    .map(([zone, block]) => ({
      path: subnetPath(zone),
      got: block,
      advice: advise({
        allowed: `a block inside network.vpcCidr ${network.vpcCidr}`,
        mend: "move the subnet into the VPC's block",
      }),
      involves: [VPC_CIDR],
    }));

const subnetsApart: EnvironmentRule = ({ network }) =>
  Object.entries(network.publicSubnets).flatMap(([zone, block], index, all) =>
    all
      .slice(0, index)
      .filter(([, other]) => cidrsOverlap(block, other))
      .map(([otherZone, other]) => ({
        path: subnetPath(zone),
        got: block,
        advice: advise({
          allowed: `a block that does not overlap ${other} of ${otherZone}`,
          mend: "give each subnet a block of its own",
        }),
        involves: [subnetPath(otherZone)],
      })),
  );

const zonesOfRegion: EnvironmentRule = ({ region, network }) =>
  Object.keys(network.publicSubnets)
    .filter((zone) => zone.slice(0, -1) !== region)
    .map((zone) => ({
      path: subnetPath(zone),
      got: zone,
      advice: advise({
        allowed: `availability zones of region ${region}`,
        mend: `name zones such as ${region}a, or correct region`,
      }),
      involves: [["region"]],
    }));

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

const instanceZoneHasSubnet: EnvironmentRule = (environment) => {
  if (environment.topology !== "single-instance") return [];
  const zones = Object.keys(environment.network.publicSubnets);
  const zone = environment.instance.availabilityZone;
  // Where there is no zone at all, that is the finding.
  if (zones.length === 0 || zones.includes(zone)) return [];
  return [
    {
      path: ["instance", "availabilityZone"],
      got: zone,
      advice: advise({
        allowed: `a zone of network.publicSubnets: ${zones.join(", ")}`,
        mend: "name one of them, or add a subnet in this zone",
      }),
      involves: [["network", "publicSubnets"]],
    },
  ];
};

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

const credentialsNameTheirOrigins: EnvironmentRule = (environment) => {
  if (environment.topology !== "load-balanced" || !environment.api.cors.allowCredentials) return [];
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

const tokenIsReadable: EnvironmentRule = ({ backend }, name) => {
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
  enoughZones,
  instanceZoneHasSubnet,
  sizesInOrder,
  healthCheckFitsInterval,
  connectionsOutliveRequests,
  credentialsNameTheirOrigins,
  tokenIsReadable,
];

const namesOf = ({ account, environments }: ConfigFields) =>
  Object.entries(environments).map(([environment, { documentNames }]) => ({
    environment,
    names: environmentNames({ accountId: account.id, environment, documentNames }),
  }));

function namesFit(config: ConfigFields): Problem[] {
  return namesOf(config).flatMap(({ environment, names }) =>
    namesPastLimit(names).map(({ name, maxLength, of }) => ({
      path: ["environments", environment],
      got: name,
      advice: advise({
        allowed: `at most ${String(maxLength)} characters for ${of}; this one has ${String(name.length)}`,
        mend: "shorten the environment's name",
      }),
    })),
  );
}

function namesDiffer(config: ConfigFields): Problem[] {
  return clashes(namesOf(config).map(({ environment, names }) => [environment, Object.values(names)])).map(
    ({ environment, other, shared }) => ({
      path: ["environments", environment, "documentNames"],
      got: config.environments[environment]?.documentNames,
      advice: advise({
        allowed: `physical names of its own; ${shared} belongs to environments.${other} too`,
        mend: "set documentNames in one environment only",
      }),
      involves: [["environments", other, "documentNames"]],
    }),
  );
}

function stateKeysDiffer({ environments }: ConfigFields): Problem[] {
  const keys = Object.entries(environments).map(
    ([name, environment]) => [name, [environment.stateKey ?? defaultStateKey(name)]] as const,
  );
  return clashes(keys).map(({ environment, other, shared }) => ({
    path: ["environments", environment, "stateKey"],
    got: shared,
    advice: advise({
      allowed: `a key of its own; environments.${other} keeps its state there`,
      mend: "leave stateKey out, or choose another",
    }),
    involves: [["environments", other, "stateKey"]],
  }));
}

/**
 * Each environment that shares a value with an earlier one, with the first value shared. Only values in the same
 * place clash: a load balancer and a role may well have one name.
 */
function clashes(values: readonly (readonly [environment: string, values: readonly string[]])[]) {
  return values.flatMap(([environment, own], index) =>
    values.slice(0, index).flatMap(([other, others]) => {
      const shared = own.find((value, index) => value === others[index]);
      return shared === undefined ? [] : [{ environment, other, shared }];
    }),
  );
}
