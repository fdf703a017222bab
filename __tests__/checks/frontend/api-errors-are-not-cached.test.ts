import { apiErrorsAreNotCached } from "../../../src/checks/frontend/api-errors-are-not-cached";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const responsesIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").custom_error_response;

testCheck(apiErrorsAreNotCached, {
  "careflowai-dev": [
    [
      "an error of the API that CloudFront caches by default",
      (json) => responsesIn(json).shift(),
      "aws_cloudfront_distribution.~ caches the API's 404",
    ],
    [
      "an error of the API that is cached for long",
      (json) => (responsesIn(json)[3].error_caching_min_ttl = 300),
      "aws_cloudfront_distribution.~ caches the API's 500",
    ],
  ],
});
