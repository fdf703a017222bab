import { cloudfrontIsWatchedInUsEast1 } from "../../../src/checks/frontend/cloudfront-is-watched-in-us-east-1";
import { onlyIn, testCheck } from "../../helpers/broken";

const UNGUARDED = "aws_cloudfront_distribution.~ has web ACL ~, not the ARN of one for CloudFront";

testCheck(cloudfrontIsWatchedInUsEast1, {
  "careflowai-hardened-single": [
    [
      "a web ACL in the stack's region",
      (json) => delete onlyIn(json, "aws_wafv2_web_acl").region,
      "aws_wafv2_web_acl.~ is in eu-west-1, not in us-east-1",
    ],
    [
      "a regional web ACL on a distribution",
      (json) => (onlyIn(json, "aws_wafv2_web_acl").scope = "REGIONAL"),
      UNGUARDED,
    ],
    [
      "a web ACL by its id",
      (json) => {
        const distribution = onlyIn(json, "aws_cloudfront_distribution");
        distribution.web_acl_id = distribution.web_acl_id.replace(".arn}", ".id}");
      },
      UNGUARDED,
    ],
    [
      "an alarm on CloudFront's metrics in the stack's region, and no other,",
      (json) =>
        (json.resource.aws_cloudwatch_metric_alarm = {
          Site: { namespace: "AWS/CloudFront" },
          Expression: { metric_query: [{ metric: [{ namespace: "AWS/CloudFront" }] }] },
          There: { namespace: "AWS/CloudFront", region: "us-east-1" },
          Instance: { namespace: "AWS/EC2" },
        }),
      "aws_cloudwatch_metric_alarm.Site is in eu-west-1, not in us-east-1",
      "aws_cloudwatch_metric_alarm.Expression is in eu-west-1, not in us-east-1",
    ],
  ],
});
