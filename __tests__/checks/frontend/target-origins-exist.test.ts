import { targetOriginsExist } from "../../../src/checks/frontend/target-origins-exist";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const DISTRIBUTION = "aws_cloudfront_distribution.~";
const distributionIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution");

testCheck(targetOriginsExist, {
  "careflowai-hardened-balanced": [
    [
      "a default behavior that leads nowhere",
      (json) => (distributionIn(json).default_cache_behavior.target_origin_id = "bucket"),
      `${DISTRIBUTION}: behavior default leads to bucket, which is no origin`,
    ],
    [
      "behaviors whose origin is gone",
      (json) => distributionIn(json).origin.pop(),
      ...["/api/reference/*", "/api/news", "/api/*", "/health", "/docs", "/openapi.json"].map(
        (path) => `${DISTRIBUTION}: behavior ${path} leads to api, which is no origin`,
      ),
    ],
    [
      "two origins with one id",
      (json) => distributionIn(json).origin.push(distributionIn(json).origin[0]),
      `${DISTRIBUTION} has more than one origin website`,
    ],
    [
      "two behaviors with one path",
      (json) =>
        distributionIn(json).ordered_cache_behavior.push(distributionIn(json).ordered_cache_behavior[2]),
      `${DISTRIBUTION} has more than one behavior /api/*`,
    ],
  ],
});
