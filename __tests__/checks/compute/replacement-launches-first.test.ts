import { replacementLaunchesFirst } from "../../../src/checks/compute/replacement-launches-first";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const groupIn = (json: Mutable) => onlyIn(json, "aws_autoscaling_group");

testCheck(replacementLaunchesFirst, {
  "careflowai-prod": [
    [
      "a group without percentages",
      (json) => {
        delete groupIn(json).instance_maintenance_policy;
        delete groupIn(json).instance_refresh.preferences;
      },
      "aws_autoscaling_group.~ does not say how many instances stay while it replaces",
    ],
    [
      "a maintenance policy that may terminate first",
      (json) =>
        (groupIn(json).instance_maintenance_policy = {
          min_healthy_percentage: 90,
          max_healthy_percentage: 120,
        }),
      "aws_autoscaling_group.~ replaces at 90 to 120 percent, which may terminate first",
    ],
    [
      "a refresh with a minimum alone",
      (json) => (groupIn(json).instance_refresh.preferences = { min_healthy_percentage: 100 }),
      "aws_autoscaling_group.~ replaces at 100 to null percent, which may terminate first",
    ],
    [
      "a refresh with the percentages of the maintenance policy",
      (json) => (groupIn(json).instance_refresh.preferences = { instance_warmup: "600" }),
    ],
  ],
});
