import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { ServiceRole } from "../iam/service-role";
import type { DataKey } from "../storage/data-key";
import { LogGroup } from "../storage/log-group";

export interface FlowLogsProps {
  /** Name of the role that writes the records. */
  readonly roleName: string;
  readonly logGroupName: string;
  readonly retentionDays: number;
  readonly accountId: string;
  readonly region: string;
  readonly vpc: Vpc;
  /** Key that encrypts the log group. Default: a key that AWS owns. */
  readonly key?: DataKey | undefined;
  /** Whether the log group may not be destroyed. */
  readonly protect: boolean;
}

/**
 * Records of all traffic of the VPC, accepted and rejected, in a log group (document, Monitoring & Compliance). Exposes
 * the log group to alarms and outputs.
 */
export class FlowLogs extends Construct {
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { roleName, logGroupName, retentionDays, accountId, region, vpc, key, protect } = props;

    this.logGroup = new LogGroup(this, "LogGroup", {
      name: logGroupName,
      retentionDays,
      key,
      protect,
    }).resource;
    const role = new ServiceRole(this, "Role", {
      name: roleName,
      description: "Writes VPC flow logs",
      service: "vpc-flow-logs.amazonaws.com",
      // Without it, flow logs of another account could use this role to write.
      trustCondition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
      },
      statements: [
        {
          Sid: "WriteOwnLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: [this.logGroup.arn, `${this.logGroup.arn}:*`],
        },
        {
          // AWS requires it of every flow log's role, and does not authorize it on a single group.
          Sid: "FindLogGroup",
          Effect: "Allow",
          Action: "logs:DescribeLogGroups",
          Resource: `arn:aws:logs:${region}:${accountId}:log-group:*`,
        },
      ],
    });
    new FlowLog(this, "Resource", {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: this.logGroup.arn,
      iamRoleArn: role.resource.arn,
      maxAggregationInterval: 600,
      tags: { Name: roleName },
      dependsOn: [role.policy],
    });
  }
}
