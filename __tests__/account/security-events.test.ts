import { EXTERNAL_ACCESS, GUARDDUTY_FINDING, SECURITY_EVENTS } from "../../src/account/security-events";
import { hardenedStack } from "../helpers/broken";
import { matches, SAMPLE_EVENTS, transform } from "../helpers/events";
import { exactlyOne } from "../helpers/exactly-one";

const account = hardenedStack("careflowai-account");

/** Rules of the region that has the topics, each with the target that notifies of its events. */
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
      pattern: JSON.parse(
        (rule.body.event_pattern as string).replace(
          /\$\{aws_kms_key\.[^}]*\}/g,
          "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        ),
      ),
      target: target.body,
    };
  });

const events = [...SECURITY_EVENTS, { name: "alerting-change" }, EXTERNAL_ACCESS, GUARDDUTY_FINDING];

test("every watched event has a rule with a description", () => {
  expect(rules.map(({ name }) => name).sort()).toEqual(events.map(({ name }) => name).sort());
  expect(rules.filter(({ description }) => !description)).toEqual([]);
});

test.each(SAMPLE_EVENTS)("when $what, these rules match: $rules", ({ event, rules: expected }) => {
  const matching = rules.filter(({ pattern }) => matches(pattern, event));
  expect(matching.map(({ name }) => name).sort()).toEqual([...expected].sort());
});

test("each rule matches a sample event, and does not match another one of the same source", () => {
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
  `"Event: https://${region}.console.aws.amazon.com/cloudtrailv2/home?region=${region}#/events/${"8-4-4-4-12".replace(/\d+/g, (length) => digit.repeat(Number(length)))}"`;
const AT = (region: string) => `at 2026-03-01T08:00:00Z, in account 111122223333, region ${region}.`;

const messages: [what: string, rule: string, lines: readonly string[]][] = [
  [
    "root signs in",
    "root-use",
    [
      '"The root user was used: ConsoleLogin."',
      `"By arn:aws:iam::111122223333:root from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "1"),
      '"If no operator of the account did this, act now: change the password of root, delete its access keys and sign out its sessions."',
    ],
  ],
  [
    "a user fails to sign in",
    "failed-sign-in",
    [
      '"A sign-in to the AWS console failed: Failed authentication."',
      `"User alice from 198.51.100.7, ${AT("eu-west-1")}"`,
      HTTPS_EVENT("eu-west-1", "2"),
      '"A single failure is usually a mistyped password. If several come from an unknown address, an attacker may be guessing passwords: ask the user, and check that MFA is enabled."',
    ],
  ],
  [
    "a security group is opened",
    "security-group-change",
    [
      '"A security group was changed: AuthorizeSecurityGroupIngress sg-0123456789abcdef0 ."',
      `"By arn:aws:sts::111122223333:assumed-role/admin/alice from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "3"),
      '"Deployments cause this message. If there was no deployment, check which traffic the group allows now, and deploy to restore its rules."',
    ],
  ],
  [
    "a role gets a policy",
    "iam-change",
    [
      '"IAM was changed: AttachRolePolicy careflowai-prod-instance   arn:aws:iam::aws:policy/AdministratorAccess."',
      `"By arn:aws:iam::111122223333:user/alice from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "4"),
      '"Deployments that create or change roles cause this message. They never create users, access keys or user policies: undo such a change and find out who arn:aws:iam::111122223333:user/alice is."',
    ],
  ],
  [
    "a bucket's policy is replaced",
    "bucket-policy-change",
    [
      '"Access to a bucket was changed: PutBucketPolicy 111122223333-careflowai-frontend."',
      `"By arn:aws:iam::111122223333:user/alice from 198.51.100.7, ${AT("us-west-2")}"`,
      HTTPS_EVENT("us-west-2", "5"),
      '"Deployments cause this message, but never replication. If there was no deployment, check who can access the bucket now and where its objects are copied, and deploy to restore its policy."',
    ],
  ],
  [
    "the trail is stopped",
    "trail-change",
    [
      '"A trail was changed: StopLogging arn:aws:cloudtrail:us-east-1:111122223333:trail/careflowai. Without a trail, no other alert is sent."',
      `"By arn:aws:iam::111122223333:user/mallory from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "6"),
      '"If this was not a deployment of careflowai-account, start logging again (aws cloudtrail start-logging --name arn:aws:cloudtrail:us-east-1:111122223333:trail/careflowai) and treat arn:aws:iam::111122223333:user/mallory as compromised."',
    ],
  ],
  [
    "a topic of the alerts is deleted",
    "alerting-change",
    [
      '"The account\'s alerts were changed: DeleteTopic (sns.amazonaws.com). Another alert may no longer be sent."',
      `"By arn:aws:iam::111122223333:user/mallory from 198.51.100.7, ${AT("us-east-1")}"`,
      HTTPS_EVENT("us-east-1", "8"),
      '"If this was not a deployment of careflowai-account, deploy it to restore the alerts, and treat arn:aws:iam::111122223333:user/mallory as compromised."',
    ],
  ],
  [
    "a bucket is found to be public",
    "external-access",
    [
      '"arn:aws:s3:::111122223333-careflowai-frontend is accessible from outside the account. Public: true."',
      `"${AT("us-east-1").replace("at", "At")}"`,
      '"Findings: https://us-east-1.console.aws.amazon.com/access-analyzer/home?region=us-east-1#/findings"',
      '"A deployment with a public website causes this message. Archive the finding if the access is intended; otherwise remove it from the resource\'s policy."',
    ],
  ],
  [
    "GuardDuty finds something of severity medium",
    "guardduty-finding",
    [
      '"GuardDuty finding UnauthorizedAccess:EC2/SSHBruteForce, severity 4 of 10: 198.51.100.7 is performing SSH brute force attacks."',
      `"${AT("us-east-1").replace("at", "At")}"`,
      '"Finding: https://us-east-1.console.aws.amazon.com/guardduty/home?region=us-east-1#/findings?fId=0123456789abcdef0123456789abcdef"',
      '"The finding\'s page explains it and how to respond."',
    ],
  ],
];

test.each(messages)("when %s, %s sends its message", (what, name, lines) => {
  const sample = SAMPLE_EVENTS.find((one) => one.what === what);
  const rule = rules.find((one) => one.name === name);
  expect(transform(rule?.target.input_transformer, sample?.event)).toBe(lines.join("\n"));
});

test("every message is tested above", () => {
  expect(messages.map(([, name]) => name).sort()).toEqual(rules.map(({ name }) => name).sort());
});

test("the message names the security group also where AWS puts its id elsewhere in the event", () => {
  const sample = SAMPLE_EVENTS.find(({ what }) => what === "a rule of a security group is changed");
  const rule = rules.find(({ name }) => name === "security-group-change");
  expect(transform(rule?.target.input_transformer, sample?.event)).toContain(
    "A security group was changed: ModifySecurityGroupRules sg-0123456789abcdef0 .",
  );
});

test.each(rules)("$name is within EventBridge's limits", ({ pattern, target }) => {
  const { input_paths, input_template } = target.input_transformer as any;
  expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
  expect(Object.keys(input_paths).length).toBeLessThanOrEqual(100);
  expect(input_template.length).toBeLessThanOrEqual(8192);
  // Each line is a quoted string, and each <name> in it is a field.
  for (const line of input_template.split("\n")) expect(JSON.parse(line)).toEqual(expect.any(String));
  const named = [...input_template.matchAll(/<(\w+)>/g)].map(([, field]) => field);
  expect([...new Set(named)].sort()).toEqual(Object.keys(input_paths).sort());
});
