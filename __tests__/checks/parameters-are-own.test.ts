import { parametersAreOwn } from "../../src/checks/parameters-are-own";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const OWN = "arn:aws:ssm:us-east-1:111122223333:parameter/careflowai/prod";
const after = (change: (read: Mutable, deny: Mutable) => void) =>
  findingsAfter(parametersAreOwn, "careflowai-prod", (json) => {
    const { statement } = onlyIn(json, "aws_iam_policy_document", "InstanceRole_PolicyDocument");
    const named = (sid: string) => statement.find((one: Mutable) => one.sid === sid);
    change(named("ReadOwnParameters"), named("DenyOtherParameters"));
  });
/** Reads these parameters, and denies all others. */
const afterReading = (...parameters: string[]) =>
  after((read, deny) => {
    read.resources = parameters;
    deny.not_resources = parameters;
  });
const NOT_DENIED = expect.stringMatching(
  /^aws_iam_role\.\S+ has AmazonSSMManagedInstanceCore, but is not denied all parameters except its own$/,
);

test("every role reads its own parameters only", () => {
  expect(findingsOnSound(parametersAreOwn)).toEqual([]);
});

test("a path without what lies below it is found", () => {
  expect(afterReading(OWN)).toEqual([
    expect.stringMatching(/^aws_iam_role\.\S+ reads \S+\/prod, but not \S+\/prod\/\*$/),
  ]);
});

test("what lies below a path without the path itself is found", () => {
  expect(afterReading(`${OWN}/*`)).toEqual([
    expect.stringMatching(/^aws_iam_role\.\S+ reads \S+\/prod\/\*, but not \S+\/prod$/),
  ]);
});

test.each([
  "*",
  "arn:aws:ssm:us-east-1:111122223333:parameter/*",
  "arn:aws:ssm:us-east-1:111122223333:parameter//careflowai/prod",
  "arn:aws:ssm:*:*:parameter/careflowai/prod",
])("a role that reads %s is found", (parameter) => {
  expect(afterReading(OWN, `${OWN}/*`, parameter)).toEqual([
    expect.stringMatching(/^aws_iam_role\.\S+ reads \S+, which is no path of its own$/),
  ]);
});

test("a role that reads all parameters but some is found", () => {
  const findings = after((read) => {
    read.not_resources = read.resources;
    delete read.resources;
  });
  expect(findings).toContainEqual(
    expect.stringMatching(/^aws_iam_role\.\S+ reads not \S+, which is no path of its own$/),
  );
});

test("a role that reads another environment's parameters is found", () => {
  const theirs = OWN.replace("prod", "staging");
  expect(afterReading(OWN, `${OWN}/*`, theirs, `${theirs}/*`)).toEqual([
    expect.stringMatching(/^aws_iam_role\.\S+ reads \S+\/staging, and so does careflowai-staging$/),
    expect.stringMatching(/^aws_iam_role\.\S+ reads \S+\/staging\/\*, and so does careflowai-staging$/),
  ]);
});

test("a managed policy without Deny is found", () => {
  const findings = after((_, deny) => {
    deny.effect = "Allow";
    deny.actions = ["ssm:DescribeParameters"];
  });
  expect(findings).toEqual([NOT_DENIED]);
});

test("a Deny that leaves out one way to read is found", () => {
  const findings = after((_, deny) => {
    deny.actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParameterHistory"];
  });
  expect(findings).toEqual([NOT_DENIED]);
});

test("a Deny that excepts more than the role's own parameters is found", () => {
  const findings = after((_, deny) => {
    deny.not_resources.push("arn:aws:ssm:us-east-1:111122223333:parameter/shared/*");
  });
  expect(findings).toEqual([NOT_DENIED]);
});

test("a Deny under a condition is found", () => {
  const findings = after((_, deny) => {
    deny.condition = [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }];
  });
  expect(findings).toEqual([NOT_DENIED]);
});

test("a role without the managed policy needs no Deny", () => {
  const findings = findingsAfter(parametersAreOwn, "careflowai-prod", (json) => {
    delete json.resource.aws_iam_role_policy_attachment;
    onlyIn(json, "aws_iam_policy_document", "InstanceRole_PolicyDocument").statement.splice(2, 1);
  });
  expect(findings).toEqual([]);
});

test("AWS's public parameters are nobody's own; a wildcard that reaches others is found", () => {
  const afterAdding = (resource: string) =>
    findingsAfter(parametersAreOwn, "careflowai-prod", (json) => {
      onlyIn(json, "aws_iam_policy_document", "InstanceRole_PolicyDocument").statement.push({
        actions: ["ssm:GetParameter"],
        resources: [resource],
      });
    });
  expect(afterAdding("arn:aws:ssm:*::parameter/aws/service/*")).toEqual([]);
  for (const resource of ["arn:aws:ssm:*:*:parameter/aws/service/*", "arn:aws:ssm:*::parameter/*"])
    expect(afterAdding(resource)).toContainEqual(
      expect.stringContaining(`reads ${resource}, which is no path`),
    );
});
