import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { LAMBDA_FUNCTION_PREFIX } from "../config/names";

/** AWS's managed policies of the instance role (document, section 8). */
const MANAGED_POLICIES = ["CloudWatchAgentServerPolicy", "AmazonSSMManagedInstanceCore"] as const;

export interface InstanceRoleProps {
  /** Name of the role, of its inline policy and of the instance profile. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** The group that the instance writes to. */
  readonly logGroup: CloudwatchLogGroup;
  /** Path of the environment's parameters, without a trailing slash. */
  readonly parameterPath: string;
}

/**
 * What an instance may do (document, section 8): the two managed policies, and custom statements narrowed as
 * decisions 10 and 11 say. Exposes the instance profile to the launch template.
 */
export class InstanceRole extends Construct {
  readonly instanceProfile: IamInstanceProfile;

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);

    const trust = new DataAwsIamPolicyDocument(this, "TrustPolicy", {
      statement: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
        },
      ],
    });
    const role = new IamRole(this, "Role", {
      name: props.name,
      description: "CareFlowAI backend instances",
      assumeRolePolicy: trust.json,
    });
    for (const policy of MANAGED_POLICIES) {
      new IamRolePolicyAttachment(this, policy, {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    }
    new IamRolePolicy(this, "Policy", {
      name: props.name,
      role: role.name,
      policy: this.permissions(props).json,
    });
    this.instanceProfile = new IamInstanceProfile(this, "InstanceProfile", {
      name: props.name,
      role: role.name,
    });
  }

  private permissions({
    accountId,
    region,
    logGroup,
    parameterPath,
  }: InstanceRoleProps): DataAwsIamPolicyDocument {
    const arn = (service: string, resource: string) =>
      `arn:aws:${service}:${region}:${accountId}:${resource}`;
    // A read by path is authorised on the path itself, a read by name on what lies below it: both are needed.
    const parameters = [arn("ssm", `parameter${parameterPath}`), arn("ssm", `parameter${parameterPath}/*`)];

    return new DataAwsIamPolicyDocument(this, "PolicyDocument", {
      statement: [
        {
          sid: "WriteOwnLogs",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          resources: [logGroup.arn, `${logGroup.arn}:*`],
        },
        {
          sid: "ReadOwnParameters",
          actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
          resources: parameters,
        },
        {
          // AmazonSSMManagedInstanceCore would allow every parameter of the account.
          sid: "DenyOtherParameters",
          effect: "Deny",
          actions: ["ssm:GetParameter*"],
          notResources: parameters,
        },
        {
          sid: "DecryptOwnParameters",
          actions: ["kms:Decrypt"],
          resources: [arn("kms", "key/*")],
          condition: [
            { test: "StringEquals", variable: "kms:ViaService", values: [`ssm.${region}.amazonaws.com`] },
            { test: "StringLike", variable: "kms:EncryptionContext:PARAMETER_ARN", values: parameters },
          ],
        },
        {
          sid: "InvokeOwnFunctions",
          actions: ["lambda:InvokeFunction"],
          resources: [arn("lambda", `function:${LAMBDA_FUNCTION_PREFIX}*`)],
        },
      ],
    });
  }
}
