import type { Check } from "./check";
import { nested, text } from "../synthesized/synthesized-stack";

/** Pitfall 2.5-9: S3 takes "Disabled" for new buckets only, so a bucket could never go back to it. */
export const versioningIsSettable: Check = {
  id: "2.5-9",
  rule: "Versioning is Enabled or Suspended.",
  findings: (stack) =>
    stack
      .resources("aws_s3_bucket_versioning")
      .filter(
        ({ body }) =>
          !["Enabled", "Suspended"].includes(text(nested(body, "versioning_configuration")[0]?.status)),
      )
      .map(({ address }) => `${address} is neither Enabled nor Suspended`),
};
