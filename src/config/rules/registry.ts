import type {
  ConfigFields,
  EnvironmentFields,
  LoadBalancedFields,
  SingleInstanceFields,
} from "../environment";
import { REGIONS, regionOf } from "../regions";
import { isCidr, isObject } from "../schema/fields";
import { subnetsOf } from "../subnets";
import { accountRules } from "./account";
import { ciRules } from "./ci";
import { autoScalingRules, computeRules } from "./compute";
import { loadBalancedFrontendRules } from "./frontend";
import { nameRules } from "./names";
import {
  loadBalancedNetworkRules,
  networkRules,
  privateSubnetRules,
  singleInstanceNetworkRules,
} from "./network";
import { loadBalancedAlarmRules } from "./observability";
import type { Field, Rule } from "./rule";
import { field, fieldsIn, has } from "./rule";
import { trafficRules } from "./traffic";

/** Rules that join several fields, of one environment or of the whole configuration, which may be faulty. */
export function configRules(fields: ConfigFields): Rule[] {
  const config = field<ConfigFields>(withSubnets(fields));
  return [
    ...fieldsIn(config.environments).flatMap(environmentRules),
    ...accountRules(config),
    ...nameRules(config),
    ...ciRules(config),
  ];
}

/** The configuration with the subnets that follow from other fields, unless these are faulty. */
function withSubnets(config: ConfigFields): ConfigFields {
  if (!isObject(config) || !isObject(config.environments)) return config;
  const filled = Object.entries(config.environments).map(([name, environment]) => {
    if (!isObject(environment) || !isObject(environment.network)) return [name, environment];
    const { region, network } = environment;
    if (!REGIONS.includes(region) || !isCidr(network.vpcCidr)) return [name, environment];
    const { publicSubnets, privateSubnets } = subnetsOf(region, network);
    const areZones = Object.keys(publicSubnets).every((zone) => regionOf(zone) === region);
    return [
      name,
      { ...environment, network: { ...network, publicSubnets, ...(areZones && { privateSubnets }) } },
    ];
  });
  return { ...config, environments: Object.fromEntries(filled) as ConfigFields["environments"] };
}

const forEvery = [networkRules, computeRules];
const forSingleInstance = [singleInstanceNetworkRules];
const forLoadBalanced = [
  loadBalancedNetworkRules,
  privateSubnetRules,
  autoScalingRules,
  trafficRules,
  loadBalancedFrontendRules,
  loadBalancedAlarmRules,
];

function environmentRules(environment: Field<EnvironmentFields>): Rule[] {
  return [
    ...forEvery.flatMap((rules) => rules(environment)),
    ...(has(environment.topology, "single-instance")
      ? forSingleInstance.flatMap((rules) => rules(environment as Field<SingleInstanceFields>))
      : []),
    ...(has(environment.topology, "load-balanced")
      ? forLoadBalanced.flatMap((rules) => rules(environment as Field<LoadBalancedFields>))
      : []),
  ];
}
