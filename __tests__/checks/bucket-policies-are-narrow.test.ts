import { bucketPoliciesAreNarrow } from "../../src/checks/bucket-policies-are-narrow";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";
import { makeBucketPrivate } from "../helpers/private-bucket";

const statementsIn = (json: Mutable) => onlyIn(json, "aws_iam_policy_document", "PublicRead").statement;
const after = (change: (json: Mutable) => void) =>
  findingsAfter(bucketPoliciesAreNarrow, "careflowai-prod", change);
const afterPrivate = (change: (json: Mutable) => void) =>
  after((json) => {
    makeBucketPrivate(json);
    change(json);
  });

test("every bucket policy is narrow", () => {
  expect(findingsOnSound(bucketPoliciesAreNarrow)).toEqual([]);
});

test("the policy of a private bucket that CloudFront reads is sound", () => {
  expect(after(makeBucketPrivate)).toEqual([]);
});

test("a website that everybody may write to is found", () => {
  const findings = after((json) => {
    statementsIn(json)[0].actions.push("s3:PutObject");
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_s3_bucket\.\S+: PublicRead lets everybody do more than read objects$/),
  ]);
});

test("a website that everybody may list is found", () => {
  const findings = after((json) => {
    const [statement] = statementsIn(json);
    statement.resources.push(statement.resources[0].replace("/*", ""));
  });
  expect(findings).toEqual([expect.stringMatching(/: PublicRead lets everybody do more than read objects$/)]);
});

test("a website that nobody may read is found", () => {
  const findings = after((json) => {
    delete json.resource.aws_s3_bucket_policy;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_s3_bucket\.\S+: nobody may read the public website$/),
  ]);
});

test("a website that CloudFront's plain HTTP cannot reach is found", () => {
  const findings = after((json) => {
    const [{ principals, resources }] = statementsIn(json);
    statementsIn(json).push({
      sid: "DenyInsecureTransport",
      effect: "Deny",
      principals,
      actions: ["s3:*"],
      resources: [...resources, resources[0].replace("/*", "")],
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    });
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /: DenyInsecureTransport shuts out CloudFront, which reads websites by plain HTTP$/,
    ),
  ]);
});

test("a private bucket that takes plain HTTP is found", () => {
  const findings = findingsAfter(bucketPoliciesAreNarrow, "careflowai-state", (json) => {
    onlyIn(json, "aws_iam_policy_document").statement.shift();
  });
  expect(findings).toEqual(["aws_s3_bucket.Bucket: plain HTTP is not refused"]);
});

test("a private bucket that refuses plain HTTP for its objects only is found", () => {
  const findings = findingsAfter(bucketPoliciesAreNarrow, "careflowai-state", (json) => {
    onlyIn(json, "aws_iam_policy_document").statement[0].resources.shift();
  });
  expect(findings).toEqual(["aws_s3_bucket.Bucket: plain HTTP is not refused"]);
});

test("a private bucket that lets everybody in is found", () => {
  const findings = findingsAfter(bucketPoliciesAreNarrow, "careflowai-state", (json) => {
    const [statement] = onlyIn(json, "aws_iam_policy_document").statement;
    onlyIn(json, "aws_iam_policy_document").statement.push({
      principals: statement.principals,
      actions: ["s3:GetObject"],
      resources: statement.resources,
    });
  });
  expect(findings).toEqual([
    "aws_s3_bucket.Bucket: statement 2 lets everybody in, though the bucket is private",
  ]);
});

test("a private bucket that any distribution may read is found", () => {
  const findings = afterPrivate((json) => {
    delete statementsIn(json)[1].condition;
  });
  expect(findings).toEqual([
    expect.stringMatching(/: CloudFrontRead is not bound to a distribution that serves the bucket$/),
    expect.stringMatching(/: aws_cloudfront_distribution\.\S+ may not read objects$/),
  ]);
});

test("a private bucket that its distribution may not read is found", () => {
  const findings = afterPrivate((json) => {
    statementsIn(json).pop();
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_s3_bucket\.\S+: aws_cloudfront_distribution\.\S+ may not read objects$/),
  ]);
});
