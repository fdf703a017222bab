import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Notifications } from "../../src/observability/notifications";
import { SecurityAlerts } from "../../src/account/security-alerts";
import type { SecurityEvent } from "../../src/account/security-events";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const EVENTS: readonly SecurityEvent[] = [
  {
    name: "fire",
    severity: "critical",
    pattern: { source: ["house"] },
    fields: { room: "$.detail.room", unused: "$.detail.unused" },
    message: ['Fire in <room> "now".', "Seen at <time>."],
  },
  { name: "rain", severity: "info", pattern: { source: ["sky"] }, message: ["Rain."] },
];

const alerts = (otherRegions: readonly string[], events = EVENTS) =>
  synthConstruct((scope) => {
    new SecurityAlerts(scope, "Alerts", {
      name: "careflowai-account",
      accountId: "111122223333",
      region: "eu-central-1",
      otherRegions,
      events,
      topics: new Notifications(scope, "Notifications", {
        topics: {
          critical: { name: "careflowai-account-critical", publishers: ["rules"] },
          info: { name: "careflowai-account-info", publishers: ["rules"] },
        },
        keyAlias: "alias/careflowai-account-notifications",
        accountId: "111122223333",
        region: "eu-central-1",
        emailAddresses: ["ops@example.org"],
      }).topics,
      deadLetterQueue: new SqsQueue(scope, "Queue", { name: "undelivered" }),
    });
  });

describe("where everything is in one region", () => {
  const stack = alerts([]);

  test("an event goes to the topic of its severity, in words", () => {
    expect(resourcesOf(stack, CloudwatchEventRule).map(({ body }) => body)).toEqual([
      {
        name: "careflowai-account-fire",
        description: "Security alert: fire",
        event_pattern: '{"source":["house"]}',
      },
      {
        name: "careflowai-account-rain",
        description: "Security alert: rain",
        event_pattern: '{"source":["sky"]}',
      },
    ]);
    expect(resourcesOf(stack, CloudwatchEventTarget).map(({ body }) => body)).toEqual([
      {
        rule: reference(stack, CloudwatchEventRule, "name", { name: "careflowai-account-fire" }),
        arn: reference(stack, SnsTopic, "arn", { name: "careflowai-account-critical" }),
        input_transformer: {
          input_paths: { room: "$.detail.room", time: "$.time" },
          input_template: '"Fire in <room> \\"now\\"."\n"Seen at <time>."',
        },
        dead_letter_config: { arn: reference(stack, SqsQueue, "arn") },
      },
      {
        rule: reference(stack, CloudwatchEventRule, "name", { name: "careflowai-account-rain" }),
        arn: reference(stack, SnsTopic, "arn", { name: "careflowai-account-info" }),
        input_transformer: { input_paths: {}, input_template: '"Rain."' },
        dead_letter_config: { arn: reference(stack, SqsQueue, "arn") },
      },
    ]);
  });

  test("nothing is passed on", () => {
    expect(resourcesOf(stack, IamRole)).toEqual([]);
  });
});

test("an event of certain regions is watched in those only, once in each", () => {
  const [fire, rain] = EVENTS;
  if (!fire || !rain) throw new Error("no events");
  const stack = alerts(
    ["us-west-2"],
    [{ ...fire, regions: ["us-east-2", "us-west-2", "eu-central-1"] }, rain],
  );
  const regionsOf = (name: string) =>
    resourcesOf(stack, CloudwatchEventRule, { name: `careflowai-account-${name}` })
      .map(({ body }) => body.region)
      .sort();
  expect(regionsOf("fire")).toEqual(["us-east-2", "us-west-2", undefined]);
  expect(regionsOf("rain")).toEqual(["us-west-2", undefined]);
});

describe("where events of other regions are watched", () => {
  const stack = alerts(["us-east-1", "us-west-2"]);
  const bus = "arn:aws:events:eu-central-1:111122223333:event-bus/default";

  test("each of those regions passes each event on to the bus of the topics' region", () => {
    const forwarding = stack
      .resources("aws_cloudwatch_event_rule")
      .filter(({ body }) => body.region !== undefined);
    expect(
      forwarding.map((rule) => ({
        name: rule.body.name,
        region: rule.body.region,
        pattern: rule.body.event_pattern,
        targets: stack
          .attached("aws_cloudwatch_event_target", "rule", rule)
          .map(({ body: { region, arn, role_arn, input_transformer } }) => ({
            region,
            arn,
            role_arn,
            input_transformer,
          })),
      })),
    ).toEqual(
      EVENTS.flatMap(({ name, pattern }) =>
        ["us-east-1", "us-west-2"].map((region) => ({
          name: `careflowai-account-${name}`,
          region,
          pattern: JSON.stringify(pattern),
          targets: [
            {
              region,
              arn: bus,
              role_arn: reference(stack, IamRole, "arn"),
              input_transformer: undefined,
            },
          ],
        })),
      ),
    );
  });

  test("by a role that may do nothing else", () => {
    expect(only(stack, IamRole).body).toMatchObject({
      name: "careflowai-account-forward-events",
      path: "/careflowai-account/",
    });
    expect(policyOf(stack, only(stack, IamRolePolicy).body.policy)).toEqual([
      { Sid: "PassEventsOn", Effect: "Allow", Action: "events:PutEvents", Resource: bus },
    ]);
  });
});
