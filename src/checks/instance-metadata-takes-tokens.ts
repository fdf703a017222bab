import type { Check } from "./check";
import { unless } from "./check";
import { nested, text } from "../synthesized/synthesized-stack";

/** Pitfall 2.3-10: IMDSv1 hands the role's credentials to whoever can make the instance fetch a URL. */
export const instanceMetadataTakesTokens: Check = {
  id: "2.3-10",
  rule: "Launch templates, and instances that override them, require IMDSv2 tokens and keep the answer from going further than one hop.",
  findings: (stack) =>
    [
      ...stack.resources("aws_launch_template"),
      ...stack.resources("aws_instance").filter(({ body }) => nested(body, "metadata_options").length > 0),
    ].flatMap(({ address, body }) => {
      const { http_tokens: tokens, http_put_response_hop_limit: hops } =
        nested(body, "metadata_options")[0] ?? {};
      return [
        ...unless(tokens === "required", `${address} has metadata tokens ${text(tokens)}, not required`),
        ...unless(hops === 1, `${address} lets metadata go ${text(hops)} hops, not 1`),
      ];
    }),
};
