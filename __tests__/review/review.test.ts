import { reviewPlan } from "../../src/review/review";
import { create, keep, plan, policy, remove, replace, replaceInOrder, update } from "./plans";

const changesIn = (...changes: Parameters<typeof plan>[0]) =>
  reviewPlan(plan(changes)).groups.flatMap((group) => group.changes);
const differencesIn = (before: object, changed: object, more: object = {}) =>
  changesIn(update("aws_x.Y", before, changed, more))[0]?.differences;

test("a plan without changes is empty", () => {
  expect(reviewPlan(plan([keep("aws_vpc.V", { id: "v" })]), "careflowai-dev")).toEqual({
    stack: "careflowai-dev",
    findings: [],
    notes: [],
    groups: [],
    outputs: [],
    drift: [],
    counts: { create: 0, update: 0, replace: 0, delete: 0, forget: 0 },
    isEmpty: true,
    isDangerous: false,
  });
});

test("changes are counted, and grouped by area", () => {
  const { counts, groups } = reviewPlan(
    plan([
      create("aws_subnet.A", { cidr_block: "10.0.1.0/24" }),
      update("aws_vpc.V", { a: 1 }, { a: 2 }),
      replace("aws_eip_association.A", {}),
      remove("aws_cloudwatch_dashboard.D", {}),
      create("aws_unheard_of.U", {}),
    ]),
  );
  expect(counts).toEqual({ create: 2, update: 1, replace: 1, delete: 1, forget: 0 });
  expect(groups.map(({ area, changes }) => [area, changes.map(({ address }) => address)])).toEqual([
    ["Compute", ["aws_eip_association.A"]],
    ["Network", ["aws_subnet.A", "aws_vpc.V"]],
    ["Observability", ["aws_cloudwatch_dashboard.D"]],
    ["Other", ["aws_unheard_of.U"]],
  ]);
});

test("moves, imports and the order of replacements are shown", () => {
  const moved = { ...keep("aws_vpc.New", { id: "v" }), previous_address: "aws_vpc.Old" };
  const imported = update("aws_vpc.I", { id: "v" }, {}, { importing: { id: "v" } });
  expect(changesIn(moved, imported, replaceInOrder("aws_subnet.S", {}))).toEqual([
    {
      address: "aws_vpc.New",
      type: "aws_vpc",
      action: "move",
      previousAddress: "aws_vpc.Old",
      differences: [],
    },
    { address: "aws_vpc.I", type: "aws_vpc", action: "import", differences: [] },
    { address: "aws_subnet.S", type: "aws_subnet", action: "replace", createsFirst: true, differences: [] },
  ]);
});

test("policies in JSON are compared as documents, whatever their layout", () => {
  const one = { Sid: "A", Action: "s3:GetObject" };
  const two = { Sid: "B", Action: "s3:PutObject" };
  const before = { policy: policy(one, two) };
  expect(differencesIn(before, { policy: JSON.stringify(JSON.parse(policy(one, two)), null, 2) })).toEqual(
    [],
  );
  expect(differencesIn(before, { policy: policy(two, { ...one, Action: "s3:*" }) })).toEqual([
    { path: "policy.Statement[A].Action", before: "s3:GetObject", after: "s3:*" },
  ]);
});

test("a sensitive value is never shown, even that it is the same length", () => {
  const sensitive = { before_sensitive: { secret: true }, after_sensitive: { secret: true } };
  expect(differencesIn({ secret: "one", open: 1 }, { secret: "two" }, sensitive)).toEqual([
    { path: "secret", before: "(sensitive value)", after: "(sensitive value)" },
  ]);
  expect(differencesIn({ secret: "one", open: 1 }, { open: 2 }, sensitive)).toEqual([
    { path: "open", before: "1", after: "2" },
  ]);
});

test("a sensitive value inside a list, a name and an output are not shown", () => {
  const secret = "hunter2-hunter2";
  const review = reviewPlan({
    ...plan([
      remove("aws_s3_bucket.B", { bucket: secret }, { before_sensitive: { bucket: true } }),
      update("aws_x.Y", { a: ["x"] }, { a: ["x", secret] }, { after_sensitive: { a: [false, true] } }),
      create(
        "aws_sns_topic_subscription.S",
        { protocol: "email", endpoint: secret },
        { after_sensitive: { endpoint: true } },
      ),
    ]),
    output_changes: { o: { actions: ["update"], before: "a", after: secret, after_sensitive: true } },
    resource_drift: [update("aws_x.Z", { a: "b" }, { a: secret }, { after_sensitive: { a: true } })],
  });
  expect(JSON.stringify(review)).not.toContain(secret);
});

test("secrets are masked wherever they are", () => {
  const secret = "hunter2hunter2";
  const uri = `mongodb://user:${secret}@example.net`;
  const review = reviewPlan(
    plan([
      update("aws_x.Y", { a: "b" }, { a: uri, list: [uri], lines: `A=1\nDB_PASSWORD=${secret}` }),
      create("aws_x.Z", { json: JSON.stringify({ apiToken: secret }), password: secret }),
      remove("aws_s3_bucket.B", { bucket: uri }),
    ]),
  );
  expect(JSON.stringify(review)).not.toContain(secret);
});

test("unknown values are shown as such, but not those that AWS computes for a replaced resource", () => {
  const changes = [
    replace(
      "aws_x.Y",
      { id: "1", name: "a" },
      { id: undefined, name: "b" },
      { after_unknown: { id: true }, replace_paths: [["name"]] },
    ),
  ];
  expect(changesIn(...changes)[0]?.differences).toEqual([
    { path: "name", before: "a", after: "b", forcesReplacement: true },
  ]);
  expect(
    differencesIn(
      { dimensions: { a: "1" } },
      { dimensions: { a: undefined } },
      { after_unknown: { dimensions: { a: true } } },
    ),
  ).toEqual([{ path: "dimensions.a", before: "1", after: "(known after apply)" }]);
});

test("notes name costs, log groups that stay, and subscriptions to confirm, each once", () => {
  const subscription = { protocol: "email", endpoint: "operators@example.com" };
  const { notes, isDangerous } = reviewPlan(
    plan([
      create("aws_nat_gateway.N", { tags: { Name: "nat" } }),
      remove("aws_cloudwatch_log_group.L", { name: "/l", skip_destroy: true }),
      create("aws_sns_topic_subscription.A", subscription),
      create("aws_sns_topic_subscription.B", subscription),
    ]),
  );
  expect(notes).toEqual([
    "Costs (USD): nat is charged 32.85 per month, and 0.045 per GB.",
    "The log group /l leaves Terraform's state, but stays in AWS with its events (skip_destroy).",
    "operators@example.com receives a request to confirm a subscription, and no message before it is confirmed.",
  ]);
  expect(isDangerous).toBe(false);
});
