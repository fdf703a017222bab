import { behaviorsOf } from "./behaviors";
import type { Check } from "./check";
import { unless } from "./check";

/** Pitfall 2.5-6: the document's settings (section 6), none of which is CloudFront's default. */
export const distributionsRedirectAndCompress: Check = {
  id: "2.5-6",
  rule: "A distribution redirects to HTTPS and compresses in every behaviour, and sets its price class and start page.",
  findings: (stack) =>
    stack.resources("aws_cloudfront_distribution").flatMap((distribution) => {
      const { address, body } = distribution;
      return [
        ...behaviorsOf(distribution).flatMap((behavior) => [
          ...unless(
            behavior.body.viewer_protocol_policy === "redirect-to-https",
            `${address}: behaviour ${behavior.path} does not redirect to HTTPS`,
          ),
          ...unless(
            behavior.body.compress === true,
            `${address}: behaviour ${behavior.path} does not compress`,
          ),
        ]),
        ...["price_class", "default_root_object"]
          .filter((setting) => body[setting] === undefined)
          .map((setting) => `${address} does not set ${setting}`),
      ];
    }),
};
