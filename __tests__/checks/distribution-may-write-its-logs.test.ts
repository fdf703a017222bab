import { distributionMayWriteItsLogs } from "../../src/checks/distribution-may-write-its-logs";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const CONTROLS = "aws_s3_bucket_ownership_controls";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(distributionMayWriteItsLogs, "careflowai-hardened-single", change);
const logsIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").logging_config;

test("every distribution that logs may write", () => {
  expect(findingsOnSound(distributionMayWriteItsLogs)).toEqual([]);
});

test.each(["somebody-elses.s3.amazonaws.com", "${aws_vpc.Network_Vpc_FAC8F4A5.id}"])(
  "logs to %s are found",
  (bucket) => {
    const findings = after((json) => {
      logsIn(json).bucket = bucket;
    });
    expect(findings).toEqual([
      expect.stringMatching(
        /^aws_cloudfront_distribution\.\S+ logs to \S+, which is no bucket of the stack by domain name$/,
      ),
    ]);
  },
);

test("a bucket by its bare name is found", () => {
  const findings = after((json) => {
    logsIn(json).bucket = logsIn(json).bucket.replace(".bucket_domain_name}", ".bucket}");
  });
  expect(findings).toEqual([
    expect.stringMatching(/\.bucket\}, which is no bucket of the stack by domain name$/),
  ]);
});

test("a bucket that takes no ACLs is found", () => {
  const found = [
    expect.stringMatching(/^aws_s3_bucket\.LogBucket\S+ is not BucketOwnerPreferred, so it takes no ACLs$/),
  ];
  const enforced = after((json) => {
    onlyIn(json, CONTROLS).rule.object_ownership = "BucketOwnerEnforced";
  });
  const unsaid = after((json) => {
    json.resource[CONTROLS] = {};
  });
  expect(enforced).toEqual(found);
  expect(unsaid).toEqual(found);
});

test("a distribution that does not wait is found", () => {
  const findings = after((json) => {
    const distribution = onlyIn(json, "aws_cloudfront_distribution");
    distribution.depends_on = distribution.depends_on.filter((name: string) => !name.startsWith(CONTROLS));
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+ does not wait for aws_s3_bucket_ownership_controls\.LogBucket\S+$/,
    ),
  ]);
});

test("a bucket in a region that CloudFront does not deliver to is found", () => {
  const findings = after((json) => {
    json.provider.aws[0].region = "eu-south-1";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_s3_bucket\.LogBucket\S+ stands in eu-south-1, where CloudFront delivers no logs$/,
    ),
  ]);
});
