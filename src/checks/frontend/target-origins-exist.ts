import { behaviorsOf } from "../../synthesized/behaviors";
import type { Check } from "../check";
import { nested, text } from "../../synthesized/synthesized-stack";

export const targetOriginsExist: Check = {
  id: "target-origins-exist",
  rule: "Every cache behavior leads to an origin of its distribution, and no two origins share an id, no two behaviors a path pattern.",
  why: "Terraform does not compare them, and CloudFront refuses the distribution at apply (AWS, CreateDistribution: NoSuchOrigin).",
  findings: (stack) =>
    stack.resources("aws_cloudfront_distribution").flatMap((distribution) => {
      const { address, body } = distribution;
      const behaviors = behaviorsOf(distribution);
      const origins = nested(body, "origin").map(({ origin_id }) => text(origin_id));
      const paths = behaviors.map(({ path }) => path);
      return [
        ...behaviors
          .filter((behavior) => !origins.includes(text(behavior.body.target_origin_id)))
          .map(
            (behavior) =>
              `${address}: behavior ${behavior.path} leads to ${text(behavior.body.target_origin_id)}, which is no origin`,
          ),
        ...repeated(origins).map((id) => `${address} has more than one origin ${id}`),
        ...repeated(paths).map((path) => `${address} has more than one behavior ${path}`),
      ];
    }),
};

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
