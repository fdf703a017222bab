import { conditionKeysAreReported } from "../../../src/checks/iam/condition-keys-are-reported";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const ADDRESS = "aws_iam_policy.CiRoles_Deploy-hardened-single-trafficPolicy_~: Added";
const CACHE_POLICIES = "arn:aws:cloudfront::111122223333:cache-policy/*";
const DISTRIBUTIONS = "arn:aws:cloudfront::111122223333:distribution/*";
const TAG = "aws:ResourceTag/Environment";

const withStatement = (what: string, statement: Mutable, ...findings: string[]): Case => [
  what,
  (json) =>
    onlyIn(json, "aws_iam_policy", "Deploy-hardened-single-traffic").policy.Statement.push({
      Sid: "Added",
      Effect: "Allow",
      ...statement,
    }),
  ...findings.map((fault) => `${ADDRESS} ${fault}`),
];
const under = (operator: string, key = TAG, value = "prod") => ({ [operator]: { [key]: [value] } });

testCheck(conditionKeysAreReported, {
  "hardened/careflowai-account": [
    withStatement(
      "a tag that always holds, because the type has none,",
      {
        Action: ["cloudfront:UpdateCachePolicy"],
        Resource: [CACHE_POLICIES],
        Condition: under("StringEqualsIfExists"),
      },
      `allows cloudfront:UpdateCachePolicy on every cache-policy: AWS does not report ${TAG} there, for which StringEqualsIfExists holds`,
    ),
    withStatement(
      "a tag that never holds, because the type has none,",
      {
        Action: ["cloudfront:UpdateCachePolicy"],
        Resource: [CACHE_POLICIES],
        Condition: under("StringEquals"),
      },
      `never allows cloudfront:UpdateCachePolicy: AWS does not report ${TAG}, for which StringEquals fails`,
    ),
    withStatement(
      "a tag that denies nothing, because the type has none,",
      {
        Effect: "Deny",
        Action: ["cloudfront:UpdateCachePolicy"],
        Resource: ["*"],
        Condition: under("StringEquals"),
      },
      `does not deny cloudfront:UpdateCachePolicy on every cache-policy: AWS does not report ${TAG} there, for which StringEquals fails`,
    ),
    withStatement("a tag of a type that has tags", {
      Action: ["cloudfront:UpdateDistribution"],
      Resource: [DISTRIBUTIONS],
      Condition: under("StringEqualsIfExists"),
    }),
    withStatement(
      "a tag of types of which one has none",
      {
        Action: ["apigateway:POST"],
        Resource: ["arn:aws:apigateway:eu-west-1::/*"],
        Condition: under("StringNotEquals"),
      },
      `allows apigateway:POST on every account, domainnameaccessassociation, tags: AWS does not report ${TAG} there, for which StringNotEquals holds`,
    ),
    withStatement(
      "a tag of the request that no creation has",
      {
        Action: ["cloudfront:CreateCachePolicy"],
        Resource: ["*"],
        Condition: under("StringEquals", "aws:RequestTag/Environment"),
      },
      "never allows cloudfront:CreateCachePolicy: AWS does not report aws:RequestTag/Environment, for which StringEquals fails",
    ),
    withStatement(
      "tag keys that always hold",
      {
        Action: ["cloudfront:DeleteCache*"],
        Resource: [CACHE_POLICIES],
        Condition: under("ForAllValues:StringEquals", "aws:TagKeys"),
      },
      "allows cloudfront:DeleteCachePolicy on every cache-policy: AWS does not report aws:TagKeys there, for which ForAllValues:StringEquals holds",
    ),
    withStatement("a key that every request has", {
      Action: ["cloudfront:UpdateCachePolicy"],
      Resource: [CACHE_POLICIES],
      Condition: under("StringEquals", "aws:PrincipalAccount", "111122223333"),
    }),
    withStatement(
      "a misspelled action",
      { Action: ["cloudfront:UpdateCachePolicys", "cloudfornt:GetDistribution"], Resource: [CACHE_POLICIES] },
      "names cloudfront:UpdateCachePolicys, which is no action of AWS",
      "names cloudfornt:GetDistribution, which is no action of AWS",
    ),
  ],
});
