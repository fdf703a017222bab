import { spaRoutesSpareTheApi } from "../../src/checks/spa-routes-spare-the-api";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (stack: string, change: (distribution: Mutable) => void) =>
  findingsAfter(spaRoutesSpareTheApi, stack, (json) => {
    change(onlyIn(json, "aws_cloudfront_distribution"));
  });

test("every distribution routes the app's paths and leaves the API's alone", () => {
  expect(findingsOnSound(spaRoutesSpareTheApi)).toEqual([]);
});

test("a missing error response of a site is found", () => {
  const findings = after("careflowai-prod", (distribution) => {
    distribution.custom_error_response.shift();
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_cloudfront_distribution\.\S+ does not answer 403 with the start page$/),
  ]);
});

test("an error response that keeps the status is found", () => {
  const findings = after("careflowai-prod", (distribution) => {
    distribution.custom_error_response[1].response_code = 404;
  });
  expect(findings).toEqual([expect.stringMatching(/ does not answer 404 with the start page$/)]);
});

test("an error response with another page is found", () => {
  const findings = after("careflowai-prod", (distribution) => {
    distribution.custom_error_response[1].response_page_path = "/error.html";
  });
  expect(findings).toEqual([expect.stringMatching(/ does not answer 404 with the start page$/)]);
});

test("an error response that masks the API's errors is found", () => {
  const findings = after("careflowai-dev", (distribution) => {
    distribution.custom_error_response = [
      { error_code: 404, response_code: 200, response_page_path: "/index.html" },
    ];
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_cloudfront_distribution\.\S+ masks the API's 404 by an error response$/),
  ]);
});

test("a site beside an API without viewer-request function is found", () => {
  const findings = after("careflowai-dev", (distribution) => {
    distribution.default_cache_behavior.function_association[0].event_type = "viewer-response";
  });
  expect(findings).toEqual([expect.stringMatching(/ has no viewer-request function for the site's paths$/)]);
});

test("a viewer-request function on the API's own path is found", () => {
  const findings = after("careflowai-dev", (distribution) => {
    distribution.ordered_cache_behavior[0].function_association =
      distribution.default_cache_behavior.function_association;
  });
  expect(findings).toEqual([expect.stringMatching(/ reroutes the API's path \/api\/\*$/)]);
});
