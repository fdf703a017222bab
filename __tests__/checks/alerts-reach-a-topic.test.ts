import { alertsReachATopic } from "../../src/checks/alerts-reach-a-topic";
import { findingsAfter, findingsOnSound, hardenedStacks, onlyIn } from "../helpers/broken";

const STACK = "careflowai-account";
const here = (change: (json: any) => void) => findingsAfter(alertsReachATopic, STACK, change);
/** Where topics are in another region than us-east-1. */
const elsewhere = (change: (json: any) => void) =>
  findingsAfter(alertsReachATopic, STACK, change, hardenedStacks());

const rule = (json: any, name: string) =>
  onlyIn(json, "aws_cloudwatch_event_rule", `SecurityAlerts_${name}_`);
const target = (json: any, name: string) =>
  onlyIn(json, "aws_cloudwatch_event_target", `SecurityAlerts_${name}_`);
/** Every finding, without the hash in the rule's address. */
const plain = (findings: readonly string[]) =>
  findings.map((finding) =>
    finding.replace(/aws_cloudwatch_event_rule\.SecurityAlerts_(\S+)_Rule_\w+/g, "$1"),
  );

test("every alert reaches a topic", () => {
  expect(findingsOnSound(alertsReachATopic)).toEqual([]);
});

test("a rule that tells nobody is found", () => {
  const findings = here((json) => {
    const targets = json.resource.aws_cloudwatch_event_target;
    for (const name of Object.keys(targets))
      if (name.includes("root-use")) Reflect.deleteProperty(targets, name);
  });
  expect(plain(findings)).toEqual(["root-use tells nobody"]);
});

test("a topic in another region is found", () => {
  const findings = here((json) => {
    for (const topic of Object.values<any>(json.resource.aws_sns_topic)) topic.region = "eu-west-1";
  });
  expect(findings).toHaveLength(6);
  expect(plain(findings)).toContainEqual(
    expect.stringMatching(
      /^root-use reaches aws_sns_topic\.Notifications_Critical_\w+, which is in another region$/,
    ),
  );
});

test("a target in another region than its rule is found", () => {
  const findings = elsewhere((json) => {
    delete target(json, "root-use-us-east-1").region;
  });
  expect(plain(findings)).toEqual([
    expect.stringMatching(/^root-use-us-east-1 has target \S+ in another region$/),
  ]);
});

test.each([
  ["does not name EventBridge", (statements: any[]) => statements.pop()],
  [
    "sets a condition",
    (statements: any[]) => {
      statements[1].condition = statements[0].condition;
    },
  ],
])("a topic whose policy %s is found", (_what, change) => {
  const findings = here((json) => {
    change(onlyIn(json, "aws_iam_policy_document", "Notifications_Critical_PolicyDocument").statement);
  });
  expect(plain(findings)).toEqual([
    expect.stringMatching(/^root-use may not publish to aws_sns_topic\.Notifications_Critical_\w+$/),
    expect.stringMatching(/^trail-change may not publish to aws_sns_topic\.Notifications_Critical_\w+$/),
  ]);
});

test.each([
  ["does not name EventBridge", (statements: any[]) => statements.pop()],
  ["allows less", (statements: any[]) => statements[2].actions.pop()],
  [
    "sets a condition",
    (statements: any[]) => {
      statements[2].condition = statements[1].condition;
    },
  ],
])("a key whose policy %s is found", (_what, change) => {
  const findings = here((json) => {
    change(onlyIn(json, "aws_iam_policy_document", "Notifications_KeyPolicy").statement);
  });
  expect(findings).toHaveLength(6);
  expect(plain(findings)).toContainEqual(
    expect.stringMatching(/^root-use may not use the key of aws_sns_topic\.Notifications_Critical_\w+$/),
  );
});

test("AWS's own key is found", () => {
  const findings = here((json) => {
    for (const topic of Object.values<any>(json.resource.aws_sns_topic))
      topic.kms_master_key_id = "alias/aws/sns";
  });
  expect(findings).toHaveLength(6);
});

test("a pattern that is no JSON is found", () => {
  const findings = here((json) => {
    rule(json, "iam-change").event_pattern = "{ source: aws.iam }";
  });
  expect(plain(findings)).toEqual(["iam-change has no event pattern that is JSON"]);
});

test("one spelling of sign-ins is found", () => {
  const findings = here((json) => {
    const body = rule(json, "failed-sign-in");
    body.event_pattern = body.event_pattern.replace(',"AWS Console Signin via CloudTrail"', "");
  });
  expect(plain(findings)).toContain("failed-sign-in knows one spelling of sign-ins only");
});

test("sign-ins that nobody looks for in us-east-1 are found", () => {
  const findings = elsewhere((json) => {
    for (const type of ["rule", "target"]) {
      const blocks = json.resource[`aws_cloudwatch_event_${type}`];
      for (const name of Object.keys(blocks))
        if (/(root-use|failed-sign-in)-us-east-1/.test(name)) Reflect.deleteProperty(blocks, name);
    }
  });
  expect(findings).toEqual(["no rule looks for sign-ins in us-east-1"]);
});

test("events that are passed on to where no rule takes them are found", () => {
  const findings = elsewhere((json) => {
    rule(json, "iam-change").event_pattern = '{"source":["aws.s3"]}';
  });
  expect(plain(findings)).toEqual(
    ["eu-west-1", "us-east-1"].map(
      (region) => `iam-change-${region} passes events on to eu-central-1, where no rule takes them`,
    ),
  );
});

test("events that are passed on by no role are found", () => {
  const findings = elsewhere((json) => {
    delete target(json, "iam-change-us-east-1").role_arn;
  });
  expect(plain(findings)).toEqual([
    "iam-change-us-east-1 may not pass events on to arn:aws:events:eu-central-1:111122223333:event-bus/default",
  ]);
});

test.each<[string, (json: any) => void]>([
  [
    "EventBridge may not take on",
    (json) => {
      const trust = onlyIn(json, "aws_iam_policy_document", "SecurityAlerts_ForwarderTrustPolicy");
      trust.statement[0].principals[0].identifiers = ["scheduler.amazonaws.com"];
    },
  ],
  [
    "may not put events",
    (json) => {
      onlyIn(json, "aws_iam_policy_document", "SecurityAlerts_ForwarderPolicyDocument").statement[0].actions =
        ["events:PutRule"];
    },
  ],
  [
    "may put them on another bus",
    (json) => {
      onlyIn(
        json,
        "aws_iam_policy_document",
        "SecurityAlerts_ForwarderPolicyDocument",
      ).statement[0].resources = ["arn:aws:events:eu-central-1:111122223333:event-bus/other"];
    },
  ],
])("events that are passed on by a role that %s are found", (_what, change) => {
  const passing = elsewhere(() => undefined);
  expect(passing).toEqual([]);
  const findings = plain(elsewhere(change));
  expect(findings.length).toBeGreaterThan(10);
  for (const finding of findings) expect(finding).toContain(" may not pass events on to arn:aws:events:");
});

test("a target that is neither topic nor bus is found", () => {
  const findings = here((json) => {
    target(json, "iam-change").arn = "arn:aws:sqs:us-east-1:111122223333:queue";
  });
  expect(plain(findings)).toEqual([
    "iam-change has target arn:aws:sqs:us-east-1:111122223333:queue, which is neither topic nor event bus",
  ]);
});

test.each([
  ["is neither trail nor ARN", (json: any) => delete json.output.trail_arn],
  [
    "is no ARN",
    (json: any) => {
      json.output.trail_arn.value = "careflowai";
    },
  ],
])("rules on CloudTrail's events where there %s are found", (_what, change) => {
  expect(here(change)).toEqual([
    "rules wait for CloudTrail's events, but there is neither a trail nor the ARN of one",
  ]);
});
