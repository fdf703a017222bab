import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { ACCOUNT_IAM_PATH, LAMBDA_FUNCTION_PREFIX } from "../config/names";

export interface PermissionsBoundaryProps {
  readonly name: string;
  readonly accountId: string;
  /** The environment whose roles it bounds, as its resources' tag `Environment` says. */
  readonly environment: string;
  /** Path of the environment's parameters, without a trailing slash. */
  readonly parameterPath: string;
}

/**
 * The most that a role of one environment can ever do, whatever policies it is given: it grants nothing by itself. Who
 * deploys may make roles, so without it could make one that may do anything, in another environment too. A check
 * (roles-are-bounded) finds what a role needs and the boundary lacks.
 */
export class PermissionsBoundary extends Construct {
  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const { name, accountId, environment, parameterPath } = props;
    const arn = (service: string, resource: string) => `arn:aws:${service}:*:${accountId}:${resource}`;

    const document = new DataAwsIamPolicyDocument(this, "Document", {
      statement: [
        {
          sid: "WriteLogsAndMetrics",
          actions: [
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "logs:DescribeLogStreams",
            "logs:DescribeLogGroups",
            "cloudwatch:PutMetricData",
            "ec2:DescribeTags",
            "ec2:DescribeVolumes",
          ],
          resources: ["*"],
        },
        {
          sid: "ReadParameters",
          actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
          resources: [arn("ssm", `parameter${parameterPath}`), arn("ssm", `parameter${parameterPath}/*`)],
        },
        {
          sid: "DecryptParameters",
          actions: ["kms:Decrypt"],
          resources: [arn("kms", "key/*")],
          condition: [{ test: "StringLike", variable: "kms:ViaService", values: ["ssm.*.amazonaws.com"] }],
        },
        {
          sid: "InvokeFunctions",
          actions: ["lambda:InvokeFunction"],
          resources: [arn("lambda", `function:${LAMBDA_FUNCTION_PREFIX}*`)],
        },
        {
          sid: "StopAndStartInstances",
          actions: ["ec2:StopInstances", "ec2:StartInstances"],
          resources: [arn("ec2", "instance/*")],
          condition: [
            { test: "StringEquals", variable: "ec2:ResourceTag/Environment", values: [environment] },
          ],
        },
        {
          // AmazonSSMManagedInstanceCore, less its parameters.
          sid: "BeManagedBySessionManager",
          actions: [
            "ssm:DescribeAssociation",
            "ssm:DescribeDocument",
            "ssm:GetDeployablePatchSnapshotForInstance",
            "ssm:GetDocument",
            "ssm:GetManifest",
            "ssm:ListAssociations",
            "ssm:ListInstanceAssociations",
            "ssm:PutComplianceItems",
            "ssm:PutConfigurePackageResult",
            "ssm:PutInventory",
            "ssm:UpdateAssociationStatus",
            "ssm:UpdateInstanceAssociationStatus",
            "ssm:UpdateInstanceInformation",
            "ssmmessages:*",
            "ec2messages:*",
          ],
          resources: ["*"],
        },
      ],
    });
    new IamPolicy(this, "Policy", {
      name,
      path: ACCOUNT_IAM_PATH,
      description: `The most that a role of ${environment} can do`,
      policy: document.json,
    });
  }
}
