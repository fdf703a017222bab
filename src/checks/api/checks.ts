import type { Check } from "../check";
import { idleTimeoutOutlastsGateway } from "./idle-timeout-outlasts-gateway";
import { integrationTargetsListener } from "./integration-targets-listener";
import { loadBalancerAdmitsVpcLink } from "./load-balancer-admits-vpc-link";
import { loadBalancerMayWriteItsLogs } from "./load-balancer-may-write-its-logs";
import { noRestApiFeatures } from "./no-rest-api-features";
import { requestPathIsOpen } from "./request-path-is-open";
import { routesAreComplete } from "./routes-are-complete";
import { stageAddsNoPath } from "./stage-adds-no-path";
import { throttlingIsComplete } from "./throttling-is-complete";
import { webAclsAreAttachedAndLogged } from "./web-acls-are-attached-and-logged";
import { vpcLinkZonesAreVerified } from "./vpc-link-zones-are-verified";

export const apiChecks: readonly Check[] = [
  integrationTargetsListener,
  stageAddsNoPath,
  throttlingIsComplete,
  noRestApiFeatures,
  routesAreComplete,
  vpcLinkZonesAreVerified,
  loadBalancerAdmitsVpcLink,
  loadBalancerMayWriteItsLogs,
  idleTimeoutOutlastsGateway,
  requestPathIsOpen,
  webAclsAreAttachedAndLogged,
];
