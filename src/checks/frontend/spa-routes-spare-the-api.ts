import { behaviorsOf } from "../../synthesized/behaviors";
import type { Check } from "../check";
import { unless } from "../check";
import type { JsonObject } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

/** The status of S3 for a path without an object: 403 where listing is not allowed, else 404. */
const MISSING = [403, 404];

/** Whether CloudFront sends another status or body than the origin's. */
const replaces = ({ response_code, response_page_path }: JsonObject) =>
  response_code !== undefined || response_page_path !== undefined;

export const spaRoutesSpareTheApi: Check = {
  id: "spa-routes-spare-the-api",
  rule: "Paths that only the React app knows get its start page: by a viewer-request function where the distribution carries the API, which no error response may mask, else by error responses for 403 and 404.",
  why: "Error responses apply to the whole distribution and would turn the API's errors into pages with status 200 (AWS, Generate custom error responses; decision 2).",
  findings: (stack) =>
    stack.resources("aws_cloudfront_distribution").flatMap((distribution) => {
      const { address, body } = distribution;
      const behaviors = behaviorsOf(distribution);
      const responses = nested(body, "custom_error_response");

      if (!behaviors.some(({ isApi }) => isApi)) {
        const page = `/${text(body.default_root_object)}`;
        return MISSING.filter(
          (code) =>
            !responses.some(
              (response) =>
                response.error_code === code &&
                response.response_code === 200 &&
                response.response_page_path === page,
            ),
        ).map((code) => `${address} does not answer ${String(code)} with the start page`);
      }
      const routed = behaviors.filter((behavior) =>
        nested(behavior.body, "function_association").some(
          ({ event_type }) => event_type === "viewer-request",
        ),
      );
      return [
        ...responses
          .filter(replaces)
          .map(({ error_code }) => `${address} masks the API's ${text(error_code)} by an error response`),
        ...unless(
          routed.some(({ path }) => path === "default"),
          `${address} has no viewer-request function for the site's paths`,
        ),
        ...routed
          .filter(({ isApi }) => isApi)
          .map(({ path }) => `${address} reroutes the API's path ${path}`),
      ];
    }),
};
