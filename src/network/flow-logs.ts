import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";

export interface FlowLogsProps {
  /** Name of the role that writes the records. */
  readonly roleName: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpc: Vpc;
  readonly logGroup: CloudwatchLogGroup;
}

/** Records of all traffic of the VPC, accepted and rejected, in a log group (document, Monitoring & Compliance). */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, { roleName, accountId, region, vpc, logGroup }: FlowLogsProps) {
    super(scope, id);

    const trust = new DataAwsIamPolicyDocument(this, "TrustPolicy", {
      statement: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["vpc-flow-logs.amazonaws.com"] }],
          // Without these another account's flow logs could be made to write by this role.
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
            {
              test: "ArnLike",
              variable: "aws:SourceArn",
              values: [`arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*`],
            },
          ],
        },
      ],
    });
    const role = new IamRole(this, "Role", {
      name: roleName,
      description: "Writes VPC flow logs",
      assumeRolePolicy: trust.json,
    });
    const permissions = new DataAwsIamPolicyDocument(this, "PolicyDocument", {
      statement: [
        {
          sid: "WriteOwnLogs",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          resources: [logGroup.arn, `${logGroup.arn}:*`],
        },
        {
          // Asked for by AWS of every flow log's role; not granted on a single group.
          sid: "FindLogGroup",
          actions: ["logs:DescribeLogGroups"],
          resources: [`arn:aws:logs:${region}:${accountId}:log-group:*`],
        },
      ],
    });
    const policy = new IamRolePolicy(this, "Policy", {
      name: roleName,
      role: role.name,
      policy: permissions.json,
    });
    new FlowLog(this, "Resource", {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
      tags: { Name: roleName },
      dependsOn: [policy],
    });
  }
}
