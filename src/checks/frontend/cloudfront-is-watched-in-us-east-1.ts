import type { Check } from "../check";
import type { Block } from "../../synthesized/synthesized-stack";
import { stringsIn, text } from "../../synthesized/synthesized-stack";

const REGION = "us-east-1";
const isForCloudFront = ({ body }: Block) => body.scope === "CLOUDFRONT";

export const cloudfrontIsWatchedInUsEast1: Check = {
  id: "cloudfront-is-watched-in-us-east-1",
  rule: "Web ACLs for CloudFront and alarms on its metrics are in us-east-1, and a distribution takes the ARN of such a web ACL.",
  why: "In any other region AWS refuses the web ACL, and an alarm on CloudFront never has data (AWS, View CloudFront metrics; decision 18).",
  findings: (stack) => {
    const webAcls = stack.resources("aws_wafv2_web_acl");
    const alarms = stack
      .resources("aws_cloudwatch_metric_alarm")
      .filter(({ body }) => stringsIn(body).includes("AWS/CloudFront"));
    const astray = [...webAcls.filter(isForCloudFront), ...alarms]
      .filter((block) => stack.regionOf(block) !== REGION)
      .map((block) => `${block.address} is in ${stack.regionOf(block)}, not in ${REGION}`);
    const unguarded = stack
      .resources("aws_cloudfront_distribution")
      .filter(({ body }) => body.web_acl_id !== undefined)
      .filter(({ body }) => {
        const webAcl = stack.target(body.web_acl_id);
        return (
          !webAcl ||
          !isForCloudFront(webAcl) ||
          !stack.isAttribute(body.web_acl_id, "aws_wafv2_web_acl", "arn")
        );
      })
      .map(
        ({ address, body }) =>
          `${address} has web ACL ${text(body.web_acl_id)}, not the ARN of one for CloudFront`,
      );
    return [...astray, ...unguarded];
  },
};
