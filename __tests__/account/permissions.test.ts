import { PERMISSIONS } from "../../src/account/permissions";

const writes = (type: string) => PERMISSIONS[type]?.write;

test.each([
  ["description", "iam:UpdateRoleDescription"],
  ["assume_role_policy", "iam:UpdateAssumeRolePolicy"],
  ["permissions_boundary", "iam:PutRolePermissionsBoundary"],
  ["tags", "iam:TagRole"],
  ["tags", "iam:UntagRole"],
])("a changed %s of a role takes %s", (_, action) => {
  expect(writes("aws_iam_role")).toContain(action);
});

test.each(["ec2:RunInstances", "ec2:CreateTags", "iam:PassRole"] as const)(
  "creating a group from a launch template needs %s",
  (action) => {
    expect(writes("aws_autoscaling_group")).toContain(action);
  },
);
