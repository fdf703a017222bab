import type { Check } from "./check";
import { accessLogsHaveAGroup } from "./access-logs-have-a-group";
import { accountSingletonsAreApart } from "./account-singletons-are-apart";
import { alarmsHaveRecipients } from "./alarms-have-recipients";
import { alarmsSayWhatMissingDataMeans } from "./alarms-say-what-missing-data-means";
import { alertsReachATopic } from "./alerts-reach-a-topic";
import { aliasesHaveTheirCertificate } from "./aliases-have-their-certificate";
import { apiOriginIsAName } from "./api-origin-is-a-name";
import { armedAlarmsCanBeGreen } from "./armed-alarms-can-be-green";
import { attributesAreTerraforms } from "./attributes-are-terraforms";
import { backendIsBehindItsFront } from "./backend-is-behind-its-front";
import { backendIsLiteral } from "./backend-is-literal";
import { behaviorsUsePolicies } from "./behaviors-use-policies";
import { bucketPoliciesAreNarrow } from "./bucket-policies-are-narrow";
import { bucketPolicyFollowsAccessBlock } from "./bucket-policy-follows-access-block";
import { bucketsArePublicOrPrivate } from "./buckets-are-public-or-private";
import { burstCreditsAreExplicit } from "./burst-credits-are-explicit";
import { ciRolesAreBounded } from "./ci-roles-are-bounded";
import { cloudfrontIsWatchedInUsEast1 } from "./cloudfront-is-watched-in-us-east-1";
import { corsCredentialsNameOrigins } from "./cors-credentials-name-origins";
import { corsOriginsAreOrigins } from "./cors-origins-are-origins";
import { dashboardsAreValid } from "./dashboards-are-valid";
import { costAnomaliesAreMailed } from "./cost-anomalies-are-mailed";
import { defaultSecurityGroupIsClosed } from "./default-security-group-is-closed";
import { deletionProtectionAgrees } from "./deletion-protection-agrees";
import { distributionMayWriteItsLogs } from "./distribution-may-write-its-logs";
import { distributionsRedirectAndCompress } from "./distributions-redirect-and-compress";
import { elasticIpsAreHeld } from "./elastic-ips-are-held";
import { everyTypeHasPermissions } from "./every-type-has-permissions";
import { flowLogsAreBound } from "./flow-logs-are-bound";
import { gatewayQuotasAreKept } from "./gateway-quotas-are-kept";
import { groupMetricsAreOn } from "./group-metrics-are-on";
import { healthChecksWaitForBoot } from "./health-checks-wait-for-boot";
import { idleTimeoutOutlastsGateway } from "./idle-timeout-outlasts-gateway";
import { imageChangesArePlanned } from "./image-changes-are-planned";
import { instanceMetadataTakesTokens } from "./instance-metadata-takes-tokens";
import { instancesHaveAWayOut } from "./instances-have-a-way-out";
import { integrationTargetsListener } from "./integration-targets-listener";
import { latestTemplateIsLaunched } from "./latest-template-is-launched";
import { launchIsComplete } from "./launch-is-complete";
import { loadBalancerAdmitsVpcLink } from "./load-balancer-admits-vpc-link";
import { loadBalancerMayWriteItsLogs } from "./load-balancer-may-write-its-logs";
import { loadBalancersSayTheirScheme } from "./load-balancers-say-their-scheme";
import { logGroupsComeFirst } from "./log-groups-come-first";
import { metricsArePublished } from "./metrics-are-published";
import { namesAreUnique } from "./names-are-unique";
import { noDependencyCycle } from "./no-dependency-cycle";
import { noRestApiFeatures } from "./no-rest-api-features";
import { noSecrets } from "./no-secrets";
import { offHoursTripNoAlarm } from "./off-hours-trip-no-alarm";
import { onlyUnprotectedBucketsAreEmptied } from "./only-unprotected-buckets-are-emptied";
import { parametersAreOwn } from "./parameters-are-own";
import { policiesAreNarrow } from "./policies-are-narrow";
import { policiesFit } from "./policies-fit";
import { providerIsBoundToAccount } from "./provider-is-bound-to-account";
import { referencesResolve } from "./references-resolve";
import { refreshAlarmsArePlainNames } from "./refresh-alarms-are-plain-names";
import { replacementLaunchesFirst } from "./replacement-launches-first";
import { requestPathIsOpen } from "./request-path-is-open";
import { requestScalingFollowsListener } from "./request-scaling-follows-listener";
import { rolesAreBounded } from "./roles-are-bounded";
import { rootDeviceIsTheImages } from "./root-device-is-the-images";
import { routesAreComplete } from "./routes-are-complete";
import { scalingOwnsCapacity } from "./scaling-owns-capacity";
import { schedulesAreComplete } from "./schedules-are-complete";
import { securityGroupRulesAreResources } from "./security-group-rules-are-resources";
import { securityGroupWeightsFit } from "./security-group-weights-fit";
import { securityGroupsAreDescribed } from "./security-groups-are-described";
import { securityGroupsAreNamedOnce } from "./security-groups-are-named-once";
import { securityGroupsAreReplaceable } from "./security-groups-are-replaceable";
import { securityGroupsHaveTheirEgress } from "./security-groups-have-their-egress";
import { serviceDownIsWatched } from "./service-down-is-watched";
import { spaRoutesSpareTheApi } from "./spa-routes-spare-the-api";
import { sshIsNotOpenToTheInternet } from "./ssh-is-not-open-to-the-internet";
import { stageAddsNoPath } from "./stage-adds-no-path";
import { stageDeploysItself } from "./stage-deploys-itself";
import { stateBucketKeepsHistory } from "./state-bucket-keeps-history";
import { stateIsLocked } from "./state-is-locked";
import { statesAreApart } from "./states-are-apart";
import { statisticsAreKnown } from "./statistics-are-known";
import { tagsAreComplete } from "./tags-are-complete";
import { targetGroupIsReplaceable } from "./target-group-is-replaceable";
import { targetGroupSettingsAgree } from "./target-group-settings-agree";
import { targetGroupsAttachOneWay } from "./target-groups-attach-one-way";
import { targetOriginsExist } from "./target-origins-exist";
import { thresholdsFitTheirUnits } from "./thresholds-fit-their-units";
import { throttlingIsComplete } from "./throttling-is-complete";
import { topicsAdmitTheirPublishers } from "./topics-admit-their-publishers";
import { versioningIsSettable } from "./versioning-is-settable";
import { volumeKeyAdmitsAutoScaling } from "./volume-key-admits-auto-scaling";
import { vpcLinkOutlivesItsUse } from "./vpc-link-outlives-its-use";
import { vpcLinkZonesAreVerified } from "./vpc-link-zones-are-verified";
import { zonesAreNamed } from "./zones-are-named";

/** Every check, in the order of its findings. */
export const checks: readonly Check[] = [
  referencesResolve,
  attributesAreTerraforms,
  noDependencyCycle,
  namesAreUnique,
  integrationTargetsListener,
  stageAddsNoPath,
  stageDeploysItself,
  throttlingIsComplete,
  noRestApiFeatures,
  corsCredentialsNameOrigins,
  corsOriginsAreOrigins,
  gatewayQuotasAreKept,
  accessLogsHaveAGroup,
  vpcLinkOutlivesItsUse,
  vpcLinkZonesAreVerified,
  loadBalancerAdmitsVpcLink,
  routesAreComplete,
  thresholdsFitTheirUnits,
  targetGroupIsReplaceable,
  healthChecksWaitForBoot,
  targetGroupSettingsAgree,
  loadBalancerMayWriteItsLogs,
  deletionProtectionAgrees,
  idleTimeoutOutlastsGateway,
  latestTemplateIsLaunched,
  replacementLaunchesFirst,
  refreshAlarmsArePlainNames,
  scalingOwnsCapacity,
  schedulesAreComplete,
  targetGroupsAttachOneWay,
  requestScalingFollowsListener,
  groupMetricsAreOn,
  tagsAreComplete,
  instanceMetadataTakesTokens,
  imageChangesArePlanned,
  rootDeviceIsTheImages,
  volumeKeyAdmitsAutoScaling,
  securityGroupsAreNamedOnce,
  burstCreditsAreExplicit,
  elasticIpsAreHeld,
  securityGroupRulesAreResources,
  securityGroupsHaveTheirEgress,
  securityGroupsAreReplaceable,
  defaultSecurityGroupIsClosed,
  sshIsNotOpenToTheInternet,
  backendIsBehindItsFront,
  instancesHaveAWayOut,
  flowLogsAreBound,
  zonesAreNamed,
  bucketsArePublicOrPrivate,
  bucketPolicyFollowsAccessBlock,
  bucketPoliciesAreNarrow,
  spaRoutesSpareTheApi,
  behaviorsUsePolicies,
  distributionsRedirectAndCompress,
  aliasesHaveTheirCertificate,
  cloudfrontIsWatchedInUsEast1,
  versioningIsSettable,
  apiOriginIsAName,
  onlyUnprotectedBucketsAreEmptied,
  metricsArePublished,
  alarmsSayWhatMissingDataMeans,
  statisticsAreKnown,
  serviceDownIsWatched,
  topicsAdmitTheirPublishers,
  alarmsHaveRecipients,
  logGroupsComeFirst,
  dashboardsAreValid,
  offHoursTripNoAlarm,
  armedAlarmsCanBeGreen,
  parametersAreOwn,
  policiesAreNarrow,
  noSecrets,
  alertsReachATopic,
  accountSingletonsAreApart,
  costAnomaliesAreMailed,
  stateIsLocked,
  statesAreApart,
  providerIsBoundToAccount,
  backendIsLiteral,
  requestPathIsOpen,
  securityGroupWeightsFit,
  securityGroupsAreDescribed,
  launchIsComplete,
  loadBalancersSayTheirScheme,
  targetOriginsExist,
  distributionMayWriteItsLogs,
  stateBucketKeepsHistory,
  everyTypeHasPermissions,
  ciRolesAreBounded,
  rolesAreBounded,
  policiesFit,
];
