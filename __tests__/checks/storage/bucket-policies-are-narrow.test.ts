import { bucketPoliciesAreNarrow } from "../../../src/checks/storage/bucket-policies-are-narrow";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const policyIn = (json: Mutable, name = "") => onlyIn(json, "aws_s3_bucket_policy", name).policy;
const statementsIn = (json: Mutable, name = "") => policyIn(json, name).Statement;
const publicReadIn = (json: Mutable) => statementIn(policyIn(json), "PublicRead");
const denialIn = (json: Mutable, name = "") => statementIn(policyIn(json, name), "DenyInsecureTransport");
const distributionReadIn = (json: Mutable) => statementIn(policyIn(json, "Website"), "DistributionRead");
/** Takes a statement out of its policy. */
const remove = (policy: Mutable, sid: string) =>
  policy.Statement.splice(policy.Statement.indexOf(statementIn(policy, sid)), 1);
const BUCKET = "aws_s3_bucket.~";
const WEBSITE = "aws_s3_bucket.Frontend_Website_Bucket~";
const ACCOUNT = "arn:aws:iam::444455556666:root";

testCheck(bucketPoliciesAreNarrow, {
  // A public website.
  "careflowai-prod": [
    [
      "a website that everyone may write to",
      (json) => publicReadIn(json).Action.push("s3:PutObject"),
      `${BUCKET}: PublicRead lets everyone do more than read objects`,
    ],
    [
      "a website that everyone may list",
      (json) => {
        const { Resource } = publicReadIn(json);
        Resource.push(Resource[0].replace("/*", ""));
      },
      `${BUCKET}: PublicRead lets everyone do more than read objects`,
    ],
    [
      "a website that no visitor may read",
      (json) => delete json.resource.aws_s3_bucket_policy,
      `${BUCKET}: no visitor may read the public website`,
    ],
    [
      "a website that CloudFront's plain HTTP does not reach",
      (json) => {
        const { Principal, Resource } = publicReadIn(json);
        statementsIn(json).push({
          Sid: "DenyInsecureTransport",
          Effect: "Deny",
          Principal,
          Action: ["s3:*"],
          Resource: [...Resource, Resource[0].replace("/*", "")],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        });
      },
      `${BUCKET}: DenyInsecureTransport shuts out CloudFront, which reads websites by plain HTTP`,
    ],
  ],
  "careflowai-state": [
    [
      "a private bucket that accepts plain HTTP",
      (json) => remove(policyIn(json), "DenyInsecureTransport"),
      "aws_s3_bucket.Bucket~: plain HTTP is not refused",
    ],
    [
      "a private bucket that refuses plain HTTP for its objects only",
      (json) => denialIn(json).Resource.shift(),
      "aws_s3_bucket.Bucket~: plain HTTP is not refused",
    ],
    [
      "a private bucket that admits everyone",
      (json) => {
        const { Principal, Resource } = denialIn(json);
        statementsIn(json).push({ Effect: "Allow", Principal, Action: "s3:GetObject", Resource });
      },
      "aws_s3_bucket.Bucket~: statement 2 admits everyone, though the bucket is private",
    ],
    [
      "a private bucket that admits all but one account",
      (json) => {
        const { Resource } = denialIn(json);
        const NotPrincipal = { AWS: ACCOUNT };
        statementsIn(json).push({ Effect: "Allow", NotPrincipal, Action: "s3:GetObject", Resource });
      },
      "aws_s3_bucket.Bucket~: statement 2 admits everyone, though the bucket is private",
    ],
  ],
  "careflowai-hardened-balanced": [
    [
      "a private bucket that any distribution may read",
      (json) => delete distributionReadIn(json).Condition,
      `${WEBSITE}: DistributionRead is not bound to a distribution that serves the bucket`,
      `${WEBSITE}: aws_cloudfront_distribution.~ may not read objects`,
    ],
    [
      "a private bucket that its distribution may not read",
      (json) => remove(policyIn(json, "Website"), "DistributionRead"),
      `${WEBSITE}: aws_cloudfront_distribution.~ may not read objects`,
    ],
    [
      "a private bucket that its distribution may write to",
      (json) => distributionReadIn(json).Action.push("s3:PutObject"),
      `${WEBSITE}: DistributionRead lets CloudFront do more than read objects`,
    ],
    [
      "a log bucket that another account may read",
      (json) => {
        const { Resource } = denialIn(json, "LogBucket");
        const Principal = { AWS: ACCOUNT };
        statementsIn(json, "LogBucket").push({
          Sid: "Share",
          Effect: "Allow",
          Principal,
          Action: "s3:GetObject",
          Resource,
        });
      },
      `aws_s3_bucket.LogBucket~: Share admits ${ACCOUNT}, which is no AWS service`,
    ],
  ],
});
