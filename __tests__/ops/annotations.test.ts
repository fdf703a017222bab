import { annotationLines } from "../../src/ops/annotations";

const warning = (constructPath: string, message: string) => ({
  level: "@cdktf/warn",
  constructPath,
  message,
});

test("a cause is printed once, with its fields", () => {
  expect(
    annotationLines([
      warning("careflowai-dev", 'account.id: "1". A reason.'),
      warning("careflowai-dev", 'environments.dev.instance.type: "t2.micro". Another: reason.'),
      warning("careflowai-my-prod", 'account.id: "1". A reason.'),
      warning("careflowai-my-prod", 'environments.my-prod.instance.type: "t2.micro". Another: reason.'),
      warning("careflowai-my-prod", 'environments.my-prod.region: "t2.micro". Another: reason.'),
      warning("careflowai-my-prod", 'environments.my-prod.instance.type: "t1.micro". Another: reason.'),
    ]),
  ).toEqual([
    'WARN account.id: "1". A reason.',
    'WARN environments.{dev,my-prod}.instance.type, environments.my-prod.region: "t2.micro". Another: reason.',
    'WARN environments.my-prod.instance.type: "t1.micro". Another: reason.',
  ]);
});

test("annotations of other origin are printed with their constructs, by level", () => {
  const message = "Deprecated: use something else.";
  expect(
    annotationLines([
      warning("a/Thing", message),
      warning("b/Thing", message),
      { level: "@cdktf/error", constructPath: "a", message },
      { level: "@cdktf/info", constructPath: "a", message },
      { level: "other", constructPath: "a", message },
    ]),
  ).toEqual([
    `WARN [a/Thing], [b/Thing]: ${message}`,
    `ERROR [a]: ${message}`,
    `INFO [a]: ${message}`,
    `other [a]: ${message}`,
  ]);
});
