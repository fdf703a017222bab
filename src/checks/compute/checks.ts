import type { Check } from "../check";
import { groupsUseTargetHealth } from "./groups-use-target-health";
import { imageChangesArePlanned } from "./image-changes-are-planned";
import { latestTemplateIsLaunched } from "./latest-template-is-launched";
import { replacementLaunchesFirst } from "./replacement-launches-first";
import { requestScalingFollowsListener } from "./request-scaling-follows-listener";
import { scalingOwnsCapacity } from "./scaling-owns-capacity";
import { scheduledStartMayUseVolumeKey } from "./scheduled-start-may-use-volume-key";
import { targetGroupsAttachOneWay } from "./target-groups-attach-one-way";
import { volumeKeyAdmitsAutoScaling } from "./volume-key-admits-auto-scaling";

export const computeChecks: readonly Check[] = [
  groupsUseTargetHealth,
  latestTemplateIsLaunched,
  imageChangesArePlanned,
  volumeKeyAdmitsAutoScaling,
  scheduledStartMayUseVolumeKey,
  replacementLaunchesFirst,
  scalingOwnsCapacity,
  requestScalingFollowsListener,
  targetGroupsAttachOneWay,
];
