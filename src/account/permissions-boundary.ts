import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { ACCOUNT_IAM_PATH, AGENT_NAMESPACE, LAMBDA_FUNCTION_PREFIX } from "../config/names";
import { policyDocument } from "../iam/policy-document";

export interface PermissionsBoundaryProps {
  readonly name: string;
  readonly accountId: string;
  /** The environment whose roles it bounds: the value of its resources' tag `Environment`. */
  readonly environment: string;
  /** Path of the environment's parameters, without a trailing slash. */
  readonly parameterPath: string;
  /** Names of the log groups that its roles write to. */
  readonly logGroups: readonly string[];
}

/**
 * The upper bound of what a role of one environment can do, whatever its policies allow; it grants nothing by itself. A
 * deploy role may create roles, and without the boundary could create one that may do anything, in any environment. The
 * check roles-are-bounded finds permissions that a role needs and the boundary lacks.
 */
export class PermissionsBoundary extends Construct {
  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const { name, accountId, environment, parameterPath, logGroups } = props;
    const arn = (service: string, resource: string) => `arn:aws:${service}:*:${accountId}:${resource}`;

    new IamPolicy(this, "Policy", {
      name,
      path: ACCOUNT_IAM_PATH,
      description: `Upper bound of the roles of ${environment}`,
      policy: policyDocument(
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: logGroups.flatMap((group) => [
            arn("logs", `log-group:${group}`),
            arn("logs", `log-group:${group}:*`),
          ]),
        },
        {
          Sid: "WriteMetrics",
          Effect: "Allow",
          Action: "cloudwatch:PutMetricData",
          Resource: "*",
          Condition: { StringEquals: { "cloudwatch:namespace": AGENT_NAMESPACE } },
        },
        {
          Sid: "Describe",
          Effect: "Allow",
          Action: ["logs:DescribeLogGroups", "ec2:DescribeTags", "ec2:DescribeVolumes"],
          Resource: "*",
        },
        {
          Sid: "ReadParameters",
          Effect: "Allow",
          Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
          Resource: [arn("ssm", `parameter${parameterPath}`), arn("ssm", `parameter${parameterPath}/*`)],
        },
        {
          Sid: "DecryptParameters",
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: arn("kms", "key/*"),
          Condition: { StringLike: { "kms:ViaService": "ssm.*.amazonaws.com" } },
        },
        {
          Sid: "InvokeFunctions",
          Effect: "Allow",
          Action: "lambda:InvokeFunction",
          Resource: arn("lambda", `function:${LAMBDA_FUNCTION_PREFIX}*`),
        },
        {
          Sid: "StopAndStartInstances",
          Effect: "Allow",
          Action: ["ec2:StopInstances", "ec2:StartInstances"],
          Resource: arn("ec2", "instance/*"),
          Condition: { StringEquals: { "ec2:ResourceTag/Environment": environment } },
        },
        {
          // To start an instance with an encrypted volume.
          Sid: "AttachEncryptedVolumes",
          Effect: "Allow",
          Action: "kms:CreateGrant",
          Resource: arn("kms", "key/*"),
          Condition: {
            StringEquals: { "aws:ResourceTag/Environment": environment },
            StringLike: { "kms:ViaService": "ec2.*.amazonaws.com" },
            Bool: { "kms:GrantIsForAWSResource": "true" },
          },
        },
        {
          // AmazonSSMManagedInstanceCore, without its access to parameters.
          Sid: "BeManagedBySessionManager",
          Effect: "Allow",
          Action: [
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
          Resource: "*",
        },
      ),
    });
  }
}
