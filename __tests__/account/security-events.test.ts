import { GUARDDUTY_FINDING, SECURITY_EVENTS } from "../../src/account/security-events";
import { hardenedStack } from "../helpers/broken";
import { matches, SAMPLE_EVENTS, transform } from "../helpers/events";
import { exactlyOne } from "../helpers/exactly-one";

const account = hardenedStack("careflowai-account");

/** The rules of the topics' region, with the target that notifies of their events. */
const rules = account
  .resources("aws_cloudwatch_event_rule")
  .filter((rule) => account.regionOf(rule) === "eu-central-1")
  .map((rule) => {
    const target = exactlyOne(
      account.attached("aws_cloudwatch_event_target", "rule", rule),
      `target of ${rule.address}`,
    );
    return {
      name: (rule.body.name as string).replace(/^careflowai-account-/, ""),
      description: rule.body.description,
      pattern: JSON.parse(rule.body.event_pattern as string),
      target: target.body,
    };
  });

const events = [...SECURITY_EVENTS, GUARDDUTY_FINDING];

test("each watched event has a rule with a description", () => {
  expect(rules.map(({ name }) => name).sort()).toEqual(events.map(({ name }) => name).sort());
  expect(rules.filter(({ description }) => !description)).toEqual([]);
});

test.each(SAMPLE_EVENTS)("when $what, these rules see it: $rules", ({ event, rules: expected }) => {
  const seeing = rules.filter(({ pattern }) => matches(pattern, event));
  expect(seeing.map(({ name }) => name).sort()).toEqual([...expected].sort());
});

test("each rule has events that it sees, and others of the same source that it does not", () => {
  for (const { name } of events) {
    const seen = SAMPLE_EVENTS.filter((sample) => sample.rules.includes(name));
    expect({ name, seen: seen.length > 0 }).toEqual({ name, seen: true });
    const sources = new Set(seen.map(({ event }) => event.source));
    const passedBy = SAMPLE_EVENTS.filter(
      ({ event, rules }) => sources.has(event.source) && !rules.includes(name),
    );
    expect({ name, passedBy: passedBy.length > 0 }).toEqual({ name, passedBy: true });
  }
});

const HTTPS_EVENT = (region: string, digit: string) =>
  `"The event: https://${region}.console.aws.amazon.com/cloudtrailv2/home?region=${region}#/events/${"8-4-4-4-12".replace(/\d+/g, (length) => digit.repeat(Number(length)))}"`;
const AT = (region: string) => `at 2026-03-01T08:00:00Z, in account 111122223333, region ${region}.`;

const messages: [what: string, rule: string, lines: readonly string[]][] = [
  [
    "root signs in",
    "root-use",
    [
      '"The root user was used: ConsoleLogin."',
      `"By arn:aws:iam::111122223333:root from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "1"),
      '"If nobody of you did this, change root\'s password, delete its access keys and sign out its sessions now."',
    ],
  ],
  [
    "a user fails to sign in",
    "failed-sign-in",
    [
      '"A sign-in to the console failed: Failed authentication."',
      `"As user alice from 198.51.100.7, ${AT("eu-west-1")}"`,
      HTTPS_EVENT("eu-west-1", "2"),
      '"One is a typing error. Several from an address that you do not know are somebody guessing: ask the user, and see to it that MFA is on."',
    ],
  ],
  [
    "a security group is opened",
    "security-group-change",
    [
      '"A security group was changed: AuthorizeSecurityGroupIngress sg-0123456789abcdef0 ."',
      `"By arn:aws:sts::111122223333:assumed-role/admin/alice from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "3"),
      '"Expected of a deploy. If there was none, see what the group admits now and put it back with a deploy."',
    ],
  ],
  [
    "a role gets a policy",
    "iam-change",
    [
      '"IAM was changed: AttachRolePolicy careflowai-prod-instance   arn:aws:iam::aws:policy/AdministratorAccess."',
      `"By arn:aws:iam::111122223333:user/alice from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "4"),
      '"Expected of a deploy that makes or changes roles. New users, access keys and policies of users never are: undo them and find out who arn:aws:iam::111122223333:user/alice is."',
    ],
  ],
  [
    "a bucket's policy is replaced",
    "bucket-policy-change",
    [
      '"Access to a bucket was changed: PutBucketPolicy 111122223333-careflowai-frontend."',
      `"By arn:aws:iam::111122223333:user/alice from 198.51.100.7, ${AT("us-west-2")}"`,
      HTTPS_EVENT("us-west-2", "5"),
      '"Expected of a deploy. If there was none, see whom the bucket admits now and put it back with a deploy."',
    ],
  ],
  [
    "the trail is stopped",
    "trail-change",
    [
      '"A trail was changed: StopLogging arn:aws:cloudtrail:us-east-1:111122223333:trail/careflowai. Without it the other alerts fall silent."',
      `"By arn:aws:iam::111122223333:user/mallory from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "6"),
      '"If this was no deploy of careflowai-account, start logging again and take arn:aws:iam::111122223333:user/mallory for an intruder."',
    ],
  ],
  [
    "GuardDuty finds something of severity medium",
    "guardduty-finding",
    [
      '"GuardDuty found UnauthorizedAccess:EC2/SSHBruteForce, severity 4 of 10: 198.51.100.7 is performing SSH brute force attacks."',
      `"${AT("us-east-1").replace("at", "At")}"`,
      '"The finding: https://us-east-1.console.aws.amazon.com/guardduty/home?region=us-east-1#/findings?fId=0123456789abcdef0123456789abcdef"',
      '"The finding\'s page says what it means and what to do about it."',
    ],
  ],
];

test.each(messages)("when %s, %s says so in words", (what, name, lines) => {
  const sample = SAMPLE_EVENTS.find((one) => one.what === what);
  const rule = rules.find((one) => one.name === name);
  expect(transform(rule?.target.input_transformer, sample?.event)).toBe(lines.join("\n"));
});

test("every kind of message is shown above", () => {
  expect(messages.map(([, name]) => name).sort()).toEqual(rules.map(({ name }) => name).sort());
});

test("a group's rules are named by AWS in another place, which the message knows", () => {
  const sample = SAMPLE_EVENTS.find(({ what }) => what === "a rule of a security group is changed");
  const rule = rules.find(({ name }) => name === "security-group-change");
  expect(transform(rule?.target.input_transformer, sample?.event)).toContain(
    "A security group was changed: ModifySecurityGroupRules sg-0123456789abcdef0 .",
  );
});

test.each(rules)("$name stays within EventBridge's limits", ({ pattern, target }) => {
  const { input_paths, input_template } = target.input_transformer as any;
  expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
  expect(Object.keys(input_paths).length).toBeLessThanOrEqual(100);
  expect(input_template.length).toBeLessThanOrEqual(8192);
  // Text in quotes, line by line; what looks like a field is one.
  for (const line of input_template.split("\n")) expect(JSON.parse(line)).toEqual(expect.any(String));
  const named = [...input_template.matchAll(/<(\w+)>/g)].map(([, field]) => field);
  expect([...new Set(named)].sort()).toEqual(Object.keys(input_paths).sort());
});
