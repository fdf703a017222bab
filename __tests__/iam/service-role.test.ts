import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ServiceRoleProps } from "../../src/iam/service-role";
import { ServiceRole } from "../../src/iam/service-role";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const PERMISSION = { Sid: "Publish", Effect: "Allow", Action: "sns:Publish", Resource: "*" } as const;

const roleOf = (props: Partial<ServiceRoleProps>) =>
  synthConstruct((scope) => {
    new ServiceRole(scope, "Role", {
      name: "test",
      description: "Publishes",
      service: "states.amazonaws.com",
      statements: [PERMISSION],
      ...props,
    });
  });

test("one service may assume the role, which has one inline policy of its name", () => {
  const stack = roleOf({});
  const { assume_role_policy, ...role } = only(stack, IamRole).body;
  expect(role).toEqual({ name: "test", description: "Publishes" });
  expect(policyOf(stack, assume_role_policy)).toEqual([
    { Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole" },
  ]);
  const { policy, ...inline } = only(stack, IamRolePolicy).body;
  expect(inline).toEqual({ name: "test", role: reference(stack, IamRole, "name") });
  expect(policyOf(stack, policy)).toEqual([PERMISSION]);
});

test("path and trust condition are those of the props", () => {
  const trustCondition = { StringEquals: { "aws:SourceAccount": "111122223333" } };
  const stack = roleOf({ path: "/test/", trustCondition });
  const { path, assume_role_policy } = only(stack, IamRole).body;
  expect(path).toBe("/test/");
  expect(policyOf(stack, assume_role_policy)).toEqual([
    expect.objectContaining({ Condition: trustCondition }),
  ]);
});
