import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { allows, policyOf, statementOf } from "./policies";

const statement = [
  {
    sid: "Write",
    actions: ["s3:PutObject"],
    resources: ["${aws_s3_bucket.Logs.arn}/a/*", "${aws_s3_bucket.Logs.arn}/b/*"],
    principals: [
      { type: "Service", identifiers: ["logs.amazonaws.com"] },
      { type: "Service", identifiers: ["events.amazonaws.com"] },
      { type: "AWS", identifiers: ["111122223333"] },
    ],
    condition: [
      { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
      { test: "StringEquals", variable: "aws:SourceArn", values: ["x", "y"] },
      { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
    ],
  },
  {
    effect: "Deny",
    not_actions: ["s3:Get*"],
    not_resources: ["*"],
    principals: [{ type: "*", identifiers: ["*"] }],
  },
];
const expected = [
  {
    Sid: "Write",
    Effect: "Allow",
    Principal: { Service: ["logs.amazonaws.com", "events.amazonaws.com"], AWS: "111122223333" },
    Action: "s3:PutObject",
    Resource: ["${aws_s3_bucket.Logs.arn}/a/*", "${aws_s3_bucket.Logs.arn}/b/*"],
    Condition: {
      StringEquals: { "aws:SourceAccount": "111122223333", "aws:SourceArn": ["x", "y"] },
      Bool: { "aws:SecureTransport": "true" },
    },
  },
  { Effect: "Deny", Principal: "*", NotAction: "s3:Get*", NotResource: "*" },
];
const stack = new SynthesizedStack("test", {
  data: { aws_iam_policy_document: { Document: { statement } } },
});

test("a policy reads the same as a document, as JSON, and as JSON with lists of one", () => {
  const listed = expected.map((one) => ({ ...one, Effect: [one.Effect] }));
  for (const policy of [
    "${data.aws_iam_policy_document.Document.json}",
    JSON.stringify({ Version: "2012-10-17", Statement: expected }),
    JSON.stringify({ Version: "2012-10-17", Statement: listed }),
  ])
    expect(policyOf(stack, policy)).toEqual(expected);
  expect(policyOf(stack, JSON.stringify({ Statement: expected[0] }))).toEqual([expected[0]]);
});

test("any other value is an error", () => {
  expect(() => policyOf(stack, "${data.aws_iam_policy_document.Document.id}")).toThrow(SyntaxError);
  expect(() => policyOf(stack, undefined)).toThrow();
});

test("a statement is found by its Sid, if exactly one has it", () => {
  const policy = "${data.aws_iam_policy_document.Document.json}";
  expect(statementOf(stack, policy, "Write")).toEqual(expected[0]);
  expect(() => statementOf(stack, policy, "Read")).toThrow(new Error("expected one statement Read, found 0"));
});

test("a denial overrides what is allowed, and wildcards match", () => {
  const allow = { Effect: "Allow", Action: ["S3:get*", "s3:PutObject"], Resource: "arn:a/?*" } as const;
  const deny = { Effect: "Deny", Action: "s3:GetObject", Resource: "arn:a/secret" } as const;
  expect(allows([allow], "s3:GetObject", "arn:a/secret")).toBe(true);
  expect(allows([allow, deny], "s3:GetObject", "arn:a/secret")).toBe(false);
  expect(allows([allow, deny], "s3:GetObject", "arn:a/open")).toBe(true);
  expect(allows([allow], "s3:GetObject", "arn:a/")).toBe(false);
  expect(allows([allow], "s3:DeleteObject", "arn:a/open")).toBe(false);
});
