import type {
  ConfigFields,
  EnvironmentFields,
  LoadBalancedFields,
  SingleInstanceFields,
} from "../environment";
import { accountRules } from "./account";
import { ciRules } from "./ci";
import { autoScalingRules, computeRules } from "./compute";
import { frontendRules, loadBalancedFrontendRules } from "./frontend";
import { nameRules } from "./names";
import {
  loadBalancedNetworkRules,
  networkRules,
  privateSubnetRules,
  singleInstanceNetworkRules,
} from "./network";
import { loadBalancedAlarmRules } from "./observability";
import type { Field, Rule } from "./rule";
import { fieldsIn, has } from "./rule";
import { trafficRules } from "./traffic";

/** Rules that join several fields, of one environment or of the whole configuration. */
export function configRules(config: Field<ConfigFields>): Rule[] {
  return [
    ...fieldsIn(config.environments).flatMap(environmentRules),
    ...nameRules(config),
    ...ciRules(config),
    ...accountRules(config),
  ];
}

const forEvery = [networkRules, computeRules, frontendRules];
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
