import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import validateStateMachine from "asl-validator";
import jsonata from "jsonata";
import { DailySummary } from "../../src/account/daily-summary";
import { Notifications } from "../../src/observability/notifications";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const stack = synthConstruct((scope) => {
  const { topics, key } = new Notifications(scope, "Notifications", {
    topics: {
      critical: { name: "careflowai-account-critical", publishers: ["rules"] },
      info: { name: "careflowai-account-info", publishers: ["rules"] },
    },
    keyAlias: "alias/careflowai-account-notifications",
    accountId: "111122223333",
    region: "eu-central-1",
    emailAddresses: ["ops@example.org"],
  });
  new DailySummary(scope, "DailySummary", {
    name: "careflowai-account-summary",
    accountId: "111122223333",
    region: "eu-central-1",
    hourUtc: 7,
    logGroupName: "/careflowai/account/trail",
    topic: topics.info,
    key,
    deadLetterQueue: new SqsQueue(scope, "Queue", { name: "undelivered" }),
  });
});
const stateMachine = only(stack, SfnStateMachine).body;
const definition = JSON.parse(stateMachine.definition as string);
const { States: states } = definition;
const infoTopic = reference(stack, SnsTopic, "arn", { name: "careflowai-account-info" });

/** What Step Functions makes of an expression, in the language's own implementation. */
const evaluate = (template: string, bindings: Record<string, unknown>) => {
  const [, expression = ""] = /^\{%([\s\S]*)%\}$/.exec(template) ?? [];
  return jsonata(expression).evaluate({}, bindings);
};

test("the definition is a state machine", () => {
  expect(validateStateMachine(definition)).toMatchObject({ isValid: true, errors: [] });
});

test("it queries 24 hours of the trail, an hour late, so that no event is missed between two days", async () => {
  const { LogGroupName, StartTime, EndTime } = states.StartQuery.Arguments;
  const context = (startTime: string) => ({
    states: { context: { Execution: { StartTime: startTime } } },
  });
  const window = async (startTime: string) =>
    (await Promise.all(
      [StartTime, EndTime].map((template) => evaluate(template, context(startTime))),
    )) as number[];
  const [from, to] = await window("2026-03-02T07:00:00.123Z");
  expect([from, to]).toEqual([
    Date.parse("2026-03-01T06:00:00Z") / 1000,
    Date.parse("2026-03-02T06:00:00Z") / 1000,
  ]);
  expect((await window("2026-03-03T07:00:00Z"))[0]).toBe(to);
  expect(LogGroupName).toBe("/careflowai/account/trail");
});

test("it waits for the query and then publishes, whether it succeeded or failed", async () => {
  expect(definition.StartAt).toBe("StartQuery");
  expect(states.StartQuery.Next).toBe("Wait");
  expect(states.Wait.Next).toBe("GetResults");
  expect(states.GetResults.Next).toBe("IsDone");
  expect(states.IsDone).toMatchObject({ Choices: [{ Next: "Wait" }], Default: "Publish" });
  const [{ Condition }] = states.IsDone.Choices;
  const waits = (Status: string) => evaluate(Condition, { states: { input: { Status } } });
  expect(await Promise.all(["Scheduled", "Running"].map(waits))).toEqual([true, true]);
  expect(await Promise.all(["Complete", "Failed", "Cancelled", "Timeout"].map(waits))).toEqual(
    Array(4).fill(false),
  );
  expect(await evaluate(states.StartQuery.Assign.queryId, { states: { result: { QueryId: "q" } } })).toBe(
    "q",
  );
  expect(await evaluate(states.GetResults.Arguments.QueryId, { queryId: "q" })).toBe("q");
  expect(states.Publish.Arguments.TopicArn).toBe(infoTopic);
});

describe("the message", () => {
  const row = (fields: Record<string, string>) =>
    Object.entries(fields).map(([Field, Value]) => ({ Field, Value }));
  const message = (Status: string, Results: unknown) =>
    evaluate(states.Publish.Arguments.Message, { states: { input: { Status, Results } } });

  const denied = row({
    eventName: "GetParameter",
    errorCode: "AccessDenied",
    awsRegion: "us-east-1",
    "userIdentity.arn": "arn:aws:iam::111122223333:user/alice",
    events: "12",
  });
  const failed = row({ eventName: "ConsoleLogin", awsRegion: "eu-west-1", events: "1" });

  test("has a line for each kind of event", async () => {
    expect(await message("Complete", [denied, failed])).toBe(
      [
        "In the last 24 hours, rarest first:",
        "",
        "12 x GetParameter (AccessDenied) in us-east-1 by arn:aws:iam::111122223333:user/alice",
        "1 x ConsoleLogin in eu-west-1 by unknown",
      ].join("\n"),
    );
  });

  test("says that there are more events than fit", async () => {
    const lines = ((await message("Complete", Array(100).fill(failed))) as string).split("\n");
    expect(lines).toHaveLength(104);
    expect(lines.at(-1)).toBe("There is more in the log group of the trail.");
    const fewer = ((await message("Complete", Array(99).fill(failed))) as string).split("\n");
    expect(fewer).toHaveLength(101);
  });

  test("may have one line only", async () => {
    expect(await message("Complete", [failed])).toBe(
      "In the last 24 hours, rarest first:\n\n1 x ConsoleLogin in eu-west-1 by unknown",
    );
  });

  test("is sent on quiet days too", async () => {
    expect(await message("Complete", [])).toBe("Nothing to report in the last 24 hours.");
  });

  test("reports a query that failed", async () => {
    expect(await message("Timeout", [])).toBe(
      "The query over the trail ended as Timeout: look at the state machine.",
    );
  });
});

test("the roles allow what the state machine and its schedule do, and trust this account only", () => {
  const permissions = (name: string) =>
    policyOf(stack, only(stack, IamRolePolicy, { name }).body.policy).map(({ Action, Resource }) => ({
      Action,
      Resource,
    }));
  expect(permissions("careflowai-account-summary")).toEqual([
    {
      Action: "logs:StartQuery",
      Resource: "arn:aws:logs:eu-central-1:111122223333:log-group:/careflowai/account/trail:*",
    },
    { Action: "logs:GetQueryResults", Resource: "*" },
    { Action: "sns:Publish", Resource: infoTopic },
    { Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: reference(stack, KmsKey, "arn") },
  ]);
  expect(permissions("careflowai-account-summary-schedule")).toEqual([
    { Action: "states:StartExecution", Resource: reference(stack, SfnStateMachine, "arn") },
    { Action: "sqs:SendMessage", Resource: reference(stack, SqsQueue, "arn") },
  ]);
  for (const [name, service] of [
    ["careflowai-account-summary", "states.amazonaws.com"],
    ["careflowai-account-summary-schedule", "scheduler.amazonaws.com"],
  ]) {
    const { body } = only(stack, IamRole, { name: name ?? "" });
    expect(body.path).toBe("/careflowai-account/");
    expect(policyOf(stack, body.assume_role_policy)).toMatchObject([
      {
        Principal: { Service: service },
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      },
    ]);
  }
});

test("it runs once per day at the configured hour", () => {
  expect(only(stack, SchedulerSchedule).body).toEqual({
    name: "careflowai-account-summary",
    schedule_expression: "cron(0 7 * * ? *)",
    schedule_expression_timezone: "UTC",
    flexible_time_window: { mode: "OFF" },
    target: {
      arn: reference(stack, SfnStateMachine, "arn"),
      role_arn: reference(stack, IamRole, "arn", { name: "careflowai-account-summary-schedule" }),
      dead_letter_config: { arn: reference(stack, SqsQueue, "arn") },
    },
  });
  expect(stateMachine.role_arn).toBe(
    reference(stack, IamRole, "arn", { name: "careflowai-account-summary" }),
  );
  // Terraform would read it as the start of a template directive.
  expect(stateMachine.definition).not.toContain("%{");
});
