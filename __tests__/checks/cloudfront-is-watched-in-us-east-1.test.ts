import { cloudfrontIsWatchedInUsEast1 } from "../../src/checks/cloudfront-is-watched-in-us-east-1";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(cloudfrontIsWatchedInUsEast1, "careflowai-hardened-single", change);
const unguarded = [
  expect.stringMatching(
    /^aws_cloudfront_distribution\.\S+ has web ACL \S+, not the ARN of one for CloudFront$/,
  ),
];

test("CloudFront is watched where it can be", () => {
  expect(findingsOnSound(cloudfrontIsWatchedInUsEast1)).toEqual([]);
});

test("a web ACL in the stack's region is found", () => {
  const findings = after((json) => {
    delete onlyIn(json, "aws_wafv2_web_acl").region;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_wafv2_web_acl\.\S+ stands in eu-west-1, not in us-east-1$/),
  ]);
});

test("a regional web ACL on a distribution is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_wafv2_web_acl").scope = "REGIONAL";
  });
  expect(findings).toEqual(unguarded);
});

test("a web ACL by its id is found", () => {
  const findings = after((json) => {
    const distribution = onlyIn(json, "aws_cloudfront_distribution");
    distribution.web_acl_id = distribution.web_acl_id.replace(".arn}", ".id}");
  });
  expect(findings).toEqual(unguarded);
});

test("an alarm on CloudFront's metrics in the stack's region is found, one on others is not", () => {
  const findings = after((json) => {
    json.resource.aws_cloudwatch_metric_alarm = {
      Site: { namespace: "AWS/CloudFront" },
      Expression: { metric_query: [{ metric: [{ namespace: "AWS/CloudFront" }] }] },
      There: { namespace: "AWS/CloudFront", region: "us-east-1" },
      Instance: { namespace: "AWS/EC2" },
    };
  });
  expect(findings).toEqual([
    "aws_cloudwatch_metric_alarm.Site stands in eu-west-1, not in us-east-1",
    "aws_cloudwatch_metric_alarm.Expression stands in eu-west-1, not in us-east-1",
  ]);
});
