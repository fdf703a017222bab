import { bucketPoliciesAreNarrow } from "../../src/checks/bucket-policies-are-narrow";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const statementsIn = (json: Mutable) => onlyIn(json, "aws_iam_policy_document", "PublicRead").statement;
const after = (change: (json: Mutable) => void) =>
  findingsAfter(bucketPoliciesAreNarrow, "careflowai-prod", change);
const readStatementsIn = (json: Mutable) =>
  onlyIn(json, "aws_iam_policy_document", "DistributionRead").statement;
const afterPrivate = (change: (json: Mutable) => void) =>
  findingsAfter(bucketPoliciesAreNarrow, "careflowai-hardened-balanced", change);

test("every bucket policy is narrow", () => {
  expect(findingsOnSound(bucketPoliciesAreNarrow)).toEqual([]);
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
    delete readStatementsIn(json)[0].condition;
  });
  expect(findings).toEqual([
    expect.stringMatching(/: DistributionRead is not bound to a distribution that serves the bucket$/),
    expect.stringMatching(/: aws_cloudfront_distribution\.\S+ may not read objects$/),
  ]);
});

test("a private bucket that its distribution may not read is found", () => {
  const findings = afterPrivate((json) => {
    readStatementsIn(json).shift();
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_s3_bucket\.Website\S+: aws_cloudfront_distribution\.\S+ may not read objects$/,
    ),
  ]);
});

test("a private bucket that its distribution may write to is found", () => {
  const findings = afterPrivate((json) => {
    readStatementsIn(json)[0].actions.push("s3:PutObject");
  });
  expect(findings).toEqual([
    expect.stringMatching(/: DistributionRead lets CloudFront do more than read objects$/),
  ]);
});

test("a log bucket that another account may read is found", () => {
  const account = "arn:aws:iam::444455556666:root";
  const findings = afterPrivate((json) => {
    const { statement } = onlyIn(json, "aws_iam_policy_document", "LogBucket");
    statement.push({
      sid: "Share",
      principals: [{ type: "AWS", identifiers: [account] }],
      actions: ["s3:GetObject"],
      resources: statement[0].resources,
    });
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(`^aws_s3_bucket\\.LogBucket\\S+: Share lets in ${account}, which is no service of AWS's$`),
    ),
  ]);
});
