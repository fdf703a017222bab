import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { AGENT_NAMESPACE, LAMBDA_FUNCTION_PREFIX } from "../config/names";
import type { PolicyStatement } from "../iam/policy-document";
import { ServiceRole } from "../iam/service-role";

/** AWS managed policies of the instance role (document, section 8). */
const MANAGED_POLICIES = ["CloudWatchAgentServerPolicy", "AmazonSSMManagedInstanceCore"] as const;

export interface InstanceRoleProps {
  /** Name of the role, of its inline policy and of the instance profile. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** ARNs of the log groups that the instance writes to. */
  readonly logGroupArns: readonly string[];
  /** Path of the environment's parameters in Parameter Store, without a trailing slash. */
  readonly parameterPath: string;
}

/**
 * The role of the backend's instances (document, section 8): the two managed policies, and custom statements restricted
 * as in decisions 10, 11 and 46. Exposes the instance profile, which the launch template uses.
 */
export class InstanceRole extends Construct {
  readonly instanceProfile: IamInstanceProfile;

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);

    const { resource: role } = new ServiceRole(this, "Role", {
      name: props.name,
      description: "CareFlowAI backend instances",
      service: "ec2.amazonaws.com",
      statements: permissions(props),
    });
    for (const policy of MANAGED_POLICIES) {
      new IamRolePolicyAttachment(this, policy, {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    }
    this.instanceProfile = new IamInstanceProfile(this, "InstanceProfile", {
      name: props.name,
      role: role.name,
    });
  }
}

function permissions({
  accountId,
  region,
  logGroupArns,
  parameterPath,
}: InstanceRoleProps): PolicyStatement[] {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  // IAM authorizes GetParametersByPath on the path, and GetParameter on the names below it. Both ARNs are needed.
  const parameters = [arn("ssm", `parameter${parameterPath}`), arn("ssm", `parameter${parameterPath}/*`)];

  const logs = logGroupArns.flatMap((group) => [group, `${group}:*`]);

  return [
    {
      Sid: "WriteOwnLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: logs,
    },
    {
      // CloudWatchAgentServerPolicy would allow every log group of the account, such as the trail's.
      Sid: "DenyOtherLogs",
      Effect: "Deny",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      NotResource: logs,
    },
    {
      // And it would allow new groups, and a shorter retention of each.
      Sid: "DenyLogSettings",
      Effect: "Deny",
      Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
      Resource: "*",
    },
    {
      // And the metrics that other alarms watch (AWS, Using condition keys to limit access to CloudWatch namespaces).
      Sid: "DenyOtherMetrics",
      Effect: "Deny",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringNotEquals: { "cloudwatch:namespace": AGENT_NAMESPACE } },
    },
    {
      Sid: "ReadOwnParameters",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      Resource: parameters,
    },
    {
      // AmazonSSMManagedInstanceCore would allow every parameter of the account.
      Sid: "DenyOtherParameters",
      Effect: "Deny",
      Action: "ssm:GetParameter*",
      NotResource: parameters,
    },
    {
      Sid: "DecryptOwnParameters",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: arn("kms", "key/*"),
      Condition: {
        StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com` },
        StringLike: { "kms:EncryptionContext:PARAMETER_ARN": parameters },
      },
    },
    {
      Sid: "InvokeOwnFunctions",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: arn("lambda", `function:${LAMBDA_FUNCTION_PREFIX}*`),
    },
  ];
}
