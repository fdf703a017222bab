import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface AliasRecordsProps {
  readonly hostedZoneId: string;
  readonly name: string;
  /** The AWS resource that the name leads to: its domain name, and the hosted zone of that name. */
  readonly target: { readonly domainName: string; readonly hostedZoneId: string };
  /** A for IPv4; AAAA if the target has IPv6. */
  readonly types: readonly ("A" | "AAAA")[];
}

/** A custom domain name for an AWS resource, by alias records, which AWS does not charge for. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, { hostedZoneId, name, target, types }: AliasRecordsProps) {
    super(scope, id);
    for (const type of types) {
      new Route53Record(this, type, {
        zoneId: hostedZoneId,
        name,
        type,
        alias: { name: target.domainName, zoneId: target.hostedZoneId, evaluateTargetHealth: false },
      });
    }
  }
}
