import { spaRoutesSpareTheApi } from "../../../src/checks/frontend/spa-routes-spare-the-api";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const DISTRIBUTION = "aws_cloudfront_distribution.~";
const distributionIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution");

testCheck(spaRoutesSpareTheApi, {
  "careflowai-prod": [
    [
      "a missing error response of a site",
      (json) => distributionIn(json).custom_error_response.shift(),
      `${DISTRIBUTION} does not answer 403 with the start page`,
    ],
    [
      "an error response that keeps the status",
      (json) => (distributionIn(json).custom_error_response[1].response_code = 404),
      `${DISTRIBUTION} does not answer 404 with the start page`,
    ],
    [
      "an error response with another page",
      (json) => (distributionIn(json).custom_error_response[1].response_page_path = "/error.html"),
      `${DISTRIBUTION} does not answer 404 with the start page`,
    ],
  ],
  "careflowai-dev": [
    [
      "an error response that masks the API's errors",
      (json) =>
        (distributionIn(json).custom_error_response = [
          { error_code: 404, response_code: 200, response_page_path: "/index.html" },
        ]),
      `${DISTRIBUTION} masks the API's 404 by an error response`,
    ],
    [
      "an error response that changes the status alone",
      (json) => (distributionIn(json).custom_error_response[0].response_code = 200),
      `${DISTRIBUTION} masks the API's 404 by an error response`,
    ],
    [
      "a site next to an API without a viewer-request function",
      (json) =>
        (distributionIn(json).default_cache_behavior.function_association[0].event_type = "viewer-response"),
      `${DISTRIBUTION} has no viewer-request function for the site's paths`,
    ],
    [
      "a viewer-request function on the API's own path",
      (json) => {
        const { default_cache_behavior, ordered_cache_behavior } = distributionIn(json);
        ordered_cache_behavior[0].function_association = default_cache_behavior.function_association;
      },
      `${DISTRIBUTION} reroutes the API's path /api/*`,
    ],
  ],
});
