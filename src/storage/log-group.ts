import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { DataKey } from "./data-key";

export interface LogGroupProps {
  readonly name: string;
  readonly retentionDays: number;
  /** Key that encrypts the events. Default: a key that AWS owns. */
  readonly key?: DataKey | undefined;
  /** Default: the environment's region. */
  readonly region?: string;
  /** Whether Terraform refuses to destroy the group, and leaves it in AWS when its setting is switched off. */
  readonly protect: boolean;
}

/** A log group of an environment. Exposes the group to writers, metric filters, queries and outputs. */
export class LogGroup extends Construct {
  readonly resource: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { name, retentionDays, key, region, protect }: LogGroupProps) {
    super(scope, id);

    key?.allowLogGroup(name);
    this.resource = new CloudwatchLogGroup(this, "Resource", {
      name,
      retentionInDays: retentionDays,
      ...(key && { kmsKeyId: key.resource.arn }),
      ...(region !== undefined && { region }),
      // prevent_destroy is removed together with the block; skip_destroy is stored in the state and still applies.
      skipDestroy: protect,
      lifecycle: { preventDestroy: protect },
    });
  }
}
