import type { Case } from "../plans";
import { configured, create, findingsIn, keep, plan, policy, remove, replace, update } from "../plans";

const allow = (more: object) => ({ Effect: "Allow", ...more });
const read = allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" });
const ROLE = keep("aws_iam_role.Role", { name: "r", id: "r" });
const BUCKET = keep("aws_s3_bucket.Site", { bucket: "site", id: "site" });
const WEBSITE = keep("aws_s3_bucket_website_configuration.Site", { bucket: "site", id: "site" });
const publish = (condition: object) =>
  allow({
    Action: "sns:Publish",
    Resource: "arn:topic",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Condition: condition,
  });
const BOUND = { StringEquals: { "aws:SourceAccount": "111122223333" } };
const LIKE = { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:*:111122223333:alarm:*" } };
const DENY_HTTP = {
  Effect: "Deny",
  Action: "s3:*",
  Resource: "arn:aws:s3:::site/*",
  Principal: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const EVERYONE_READS = { ...read, Principal: "*" };
const trust = (principal: object, more: object = {}) =>
  allow({ Action: "sts:AssumeRole", Principal: principal, ...more });
const changed = (before: readonly object[], after: readonly object[]) => [
  ROLE,
  update("aws_iam_role_policy.P", { role: "r", policy: policy(...before) }, { policy: policy(...after) }),
];
const bucketChanged = (before: readonly object[], after: readonly object[]) => [
  BUCKET,
  update(
    "aws_s3_bucket_policy.P",
    { bucket: "site", policy: policy(...before) },
    { policy: policy(...after) },
  ),
];
const topicChanged = (before: object, after: object) => [
  update(
    "aws_sns_topic_policy.P",
    { arn: "arn:topic", policy: policy(publish(before)) },
    { policy: policy(publish(after)) },
  ),
];
const P = "permissions aws_iam_role_policy.P: ";

const CASES: readonly Case[] = [
  [
    "a further action",
    changed([read], [{ ...read, Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] }]),
    [`${P}Newly allows s3:PutObject, s3:DeleteObject on arn:aws:s3:::site/*.`],
  ],
  [
    "a wildcard",
    changed([read], [{ ...read, Action: "s3:*" }]),
    [`${P}Newly allows s3:* on arn:aws:s3:::site/*.`],
  ],
  [
    "a narrower action",
    changed([{ ...read, Action: "s3:*" }], [{ ...read, Action: ["S3:GetObject", "s3:Put*"] }]),
    [],
  ],
  [
    "a further resource",
    changed([read], [{ ...read, Resource: ["arn:aws:s3:::site/*", "arn:aws:s3:::logs/*"] }]),
    [`${P}Newly allows s3:GetObject on arn:aws:s3:::logs/*.`],
  ],
  ["a narrower resource", changed([read], [{ ...read, Resource: "arn:aws:s3:::site/public/*" }]), []],
  [
    "statements that are divided, renamed and reordered",
    changed(
      [{ ...read, Sid: "All", Action: ["s3:GetObject", "s3:PutObject"] }],
      [
        { ...read, Sid: "Write", Action: "s3:PutObject" },
        { ...read, Sid: "Read" },
      ],
    ),
    [],
  ],
  [
    "everything except",
    changed([read], [allow({ NotAction: "iam:*", Resource: "*" })]),
    [`${P}Newly allows every action except iam:* on *.`],
  ],
  [
    "a shorter list of exceptions",
    changed(
      [allow({ NotAction: ["iam:*", "kms:*"], Resource: "*" })],
      [allow({ NotAction: "iam:*", Resource: "*" })],
    ),
    [`${P}Newly allows every action except iam:* on *.`],
  ],
  [
    "a longer list of exceptions",
    changed(
      [allow({ NotAction: "iam:*", Resource: "*" })],
      [allow({ NotAction: ["iam:*", "kms:*"], Resource: "*" })],
    ),
    [],
  ],
  [
    "a lost condition",
    topicChanged({ ...BOUND, ...LIKE }, LIKE),
    [
      "permissions aws_sns_topic_policy.P: Allows cloudwatch.amazonaws.com sns:Publish on arn:topic without the condition StringEquals aws:SourceAccount = 111122223333.",
    ],
  ],
  ["a further condition", topicChanged(LIKE, { ...BOUND, ...LIKE }), []],
  [
    "a narrower value of a condition",
    topicChanged(LIKE, { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:*" } }),
    [],
  ],
  [
    "a wider value of a condition",
    topicChanged(LIKE, { ArnLike: { "aws:SourceArn": "*" } }),
    [
      "permissions aws_sns_topic_policy.P: Allows cloudwatch.amazonaws.com sns:Publish on arn:topic without the condition ArnLike aws:SourceArn = arn:aws:cloudwatch:*:111122223333:alarm:*.",
    ],
  ],
  [
    "a denial that ends",
    bucketChanged([DENY_HTTP], [{ ...read, Principal: { Service: "cloudfront.amazonaws.com" } }]),
    [
      "permissions aws_s3_bucket_policy.P: Newly allows cloudfront.amazonaws.com s3:GetObject on arn:aws:s3:::site/*.",
      "permissions aws_s3_bucket_policy.P: No longer denies everyone s3:* on arn:aws:s3:::site/*, if Bool aws:SecureTransport = false.",
    ],
  ],
  ["a further denial", bucketChanged([EVERYONE_READS], [EVERYONE_READS, DENY_HTTP]), []],
  [
    "what a denial cancels",
    changed(
      [read],
      [read, allow({ Action: "iam:*", Resource: "*" }), { Effect: "Deny", Action: "iam:*", Resource: "*" }],
    ),
    [],
  ],
  [
    "a denial that ends with its policy",
    [BUCKET, remove("aws_s3_bucket_policy.P", { bucket: "site", policy: policy(DENY_HTTP) })],
    [
      "permissions aws_s3_bucket_policy.P: No longer denies everyone s3:* on arn:aws:s3:::site/*, if Bool aws:SecureTransport = false.",
    ],
  ],
  [
    "a policy of a bucket that is destroyed, too",
    [
      remove("aws_s3_bucket.Site", { bucket: "site", id: "site", force_destroy: true }),
      remove("aws_s3_bucket_policy.P", { bucket: "site", policy: policy(DENY_HTTP) }),
    ],
    [
      "data aws_s3_bucket.Site: The bucket site is destroyed. All its objects and their versions are deleted.",
    ],
  ],
  [
    "a bucket that everyone reads",
    bucketChanged([DENY_HTTP], [DENY_HTTP, EVERYONE_READS]),
    ["exposure aws_s3_bucket_policy.P: Newly allows everyone s3:GetObject on arn:aws:s3:::site/*."],
  ],
  [
    "a website that only CloudFront reads",
    bucketChanged([EVERYONE_READS], [{ ...read, Principal: { Service: "cloudfront.amazonaws.com" } }]),
    [],
  ],
  [
    "a new website, which everyone reads",
    [
      create("aws_s3_bucket.Site", { bucket: "site" }),
      create("aws_s3_bucket_website_configuration.Site", { bucket: "site" }),
      create("aws_s3_bucket_policy.P", { bucket: "site", policy: policy(EVERYONE_READS) }),
    ],
    [],
  ],
  [
    "a new website, which everyone writes",
    [
      create("aws_s3_bucket.Site", { bucket: "site" }),
      create("aws_s3_bucket_website_configuration.Site", { bucket: "site" }),
      create("aws_s3_bucket_policy.P", {
        bucket: "site",
        policy: policy({ ...EVERYONE_READS, Action: "s3:PutObject" }),
      }),
    ],
    ["exposure aws_s3_bucket_policy.P: Allows everyone s3:PutObject on arn:aws:s3:::site/*."],
  ],
  [
    "a new bucket that is no website, which everyone reads",
    [
      create("aws_s3_bucket.Site", { bucket: "site" }),
      create("aws_s3_bucket_policy.P", { bucket: "site", policy: policy(EVERYONE_READS) }),
    ],
    ["exposure aws_s3_bucket_policy.P: Allows everyone s3:GetObject on arn:aws:s3:::site/*."],
  ],
  [
    "a policy that writes, next to a website",
    [
      BUCKET,
      WEBSITE,
      create("aws_s3_bucket_policy.P", {
        bucket: "site",
        policy: policy({ ...read, Principal: { AWS: "111122223333" } }),
      }),
    ],
    [
      "permissions aws_s3_bucket_policy.P: Newly allows arn:aws:iam::111122223333:root s3:GetObject on arn:aws:s3:::site/*.",
    ],
  ],
  [
    "a role that another service assumes",
    [
      update(
        "aws_iam_role.Role",
        { name: "r", assume_role_policy: policy(trust({ Service: "ec2.amazonaws.com" })) },
        { assume_role_policy: policy(trust({ Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] })) },
      ),
    ],
    ["permissions aws_iam_role.Role: Newly allows lambda.amazonaws.com sts:AssumeRole."],
  ],
  [
    "a new role that everyone assumes",
    [create("aws_iam_role.Role", { name: "r", assume_role_policy: policy(trust({ AWS: "*" })) })],
    ["exposure aws_iam_role.Role: Allows everyone sts:AssumeRole."],
  ],
  [
    "a new role that everyone in the organization assumes",
    [
      create("aws_iam_role.Role", {
        name: "r",
        assume_role_policy: policy(
          trust({ AWS: "*" }, { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
        ),
      }),
    ],
    [],
  ],
  [
    "a key that a further role uses",
    [
      update(
        "aws_kms_key.Key",
        {
          policy: policy(
            allow({ Action: "kms:*", Resource: "*", Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
          ),
        },
        {
          policy: policy(
            allow({ Action: "kms:*", Resource: "*", Principal: { AWS: "111122223333" } }),
            allow({
              Action: "kms:Decrypt",
              Resource: "*",
              Principal: { AWS: "arn:aws:iam::444455556666:root" },
            }),
          ),
        },
      ),
    ],
    ["permissions aws_kms_key.Key: Newly allows arn:aws:iam::444455556666:root kms:Decrypt on *."],
  ],
  [
    "a further policy of an existing role",
    [ROLE, create("aws_iam_role_policy.P", { role: "r", policy: policy(read) })],
    [`${P}Newly allows s3:GetObject on arn:aws:s3:::site/*.`],
  ],
  [
    "a policy that moves to another resource",
    [
      ROLE,
      remove("aws_iam_role_policy.Old", { role: "r", policy: policy(read, DENY_HTTP) }),
      create("aws_iam_role_policy.P", { role: "r", policy: policy(read, DENY_HTTP) }),
    ],
    [],
  ],
  [
    "the policies of a new role",
    [
      create("aws_iam_role.Role", { name: "r", id: "r" }),
      create("aws_iam_role_policy.P", { role: "r", policy: policy(read) }),
      create("aws_iam_role_policy_attachment.A", {
        role: "r",
        policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      }),
    ],
    [],
  ],
  [
    "a managed policy",
    [
      ROLE,
      create("aws_iam_role_policy_attachment.A", {
        role: "r",
        policy_arn: "arn:aws:iam::aws:policy/PowerUserAccess",
      }),
    ],
    [
      "permissions aws_iam_role_policy_attachment.A: r gains the managed policy arn:aws:iam::aws:policy/PowerUserAccess.",
    ],
  ],
  [
    "a managed policy that the role has",
    [
      ROLE,
      replace("aws_iam_role_policy_attachment.A", {
        role: "r",
        policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      }),
    ],
    [],
  ],
];

test.each(CASES)("policies: %s", (_name, changes, findings) => {
  expect(findingsIn(plan(changes))).toEqual(findings);
});

describe("a policy that is known after the apply only", () => {
  const before = { role: "r", policy: policy({ ...read, Resource: "arn:aws:s3:::logs/*" }) };
  const unknown = { after_unknown: { policy: true } };
  const change = update("aws_iam_role_policy.P", before, { policy: undefined }, unknown);

  test("is read from the configuration, with the old values of what is replaced", () => {
    const changes = [
      ROLE,
      replace("aws_s3_bucket.Logs", { arn: "arn:aws:s3:::logs" }, { arn: undefined }),
      change,
    ];
    const text = (action: string) =>
      policy({ ...read, Action: action, Resource: "${aws_s3_bucket.Logs.arn}/*" });
    const found = (action: string) =>
      findingsIn(
        plan(changes, configured("aws_iam_role_policy.P", { role: "r", policy: text(action) })),
      ).slice(1);
    expect(found("s3:GetObject")).toEqual([]);
    expect(found("s3:PutObject")).toEqual([`${P}Newly allows s3:PutObject on arn:aws:s3:::logs/*.`]);
  });

  test("is read from the data source that brings it", () => {
    const data = {
      ...keep("data.aws_iam_policy_document.D", {
        statement: [{ actions: ["s3:PutObject"], resources: [null], effect: null }],
      }),
    };
    const changes = [
      ROLE,
      {
        ...data,
        change: { ...data.change, after_unknown: { json: true, statement: [{ resources: [true] }] } },
      },
      change,
    ];
    const resource = configured("aws_iam_role_policy.P", {
      policy: "${data.aws_iam_policy_document.D.json}",
    });
    expect(findingsIn(plan(changes, resource))).toEqual([
      `${P}Newly allows s3:PutObject on (known after apply).`,
    ]);
  });

  test("is reported if it cannot be read", () => {
    expect(findingsIn(plan([ROLE, change]))).toEqual([
      `${P}The new policy is sensitive or known after the apply only: this review cannot compare it.`,
    ]);
  });
});
