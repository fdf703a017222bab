import type { Check } from "../check";
import { backendIsBehindItsFront } from "./backend-is-behind-its-front";
import { defaultSecurityGroupIsClosed } from "./default-security-group-is-closed";
import { elasticIpsAreHeld } from "./elastic-ips-are-held";
import { flowLogsAreBound } from "./flow-logs-are-bound";
import { instancesHaveAWayOut } from "./instances-have-a-way-out";
import { securityGroupWeightsFit } from "./security-group-weights-fit";
import { securityGroupsHaveTheirEgress } from "./security-groups-have-their-egress";
import { sshIsNotOpenToTheInternet } from "./ssh-is-not-open-to-the-internet";

export const networkChecks: readonly Check[] = [
  instancesHaveAWayOut,
  elasticIpsAreHeld,
  defaultSecurityGroupIsClosed,
  securityGroupsHaveTheirEgress,
  securityGroupWeightsFit,
  sshIsNotOpenToTheInternet,
  backendIsBehindItsFront,
  flowLogsAreBound,
];
