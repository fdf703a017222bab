import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";

export interface LogGroupProps {
  readonly name: string;
  readonly retentionDays: number;
  /** Default: the environment's region. */
  readonly region?: string;
  /** Whether Terraform refuses to destroy the group, and leaves it in AWS when its setting is switched off. */
  readonly protect: boolean;
}

/** A log group of an environment. Exposes the group to writers, metric filters, queries and outputs. */
export class LogGroup extends Construct {
  readonly resource: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { name, retentionDays, region, protect }: LogGroupProps) {
    super(scope, id);

    this.resource = new CloudwatchLogGroup(this, "Resource", {
      name,
      retentionInDays: retentionDays,
      ...(region !== undefined && { region }),
      // prevent_destroy is removed together with the block; skip_destroy is stored in the state and still applies.
      skipDestroy: protect,
      lifecycle: { preventDestroy: protect },
    });
  }
}
