import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface AliasRecordsProps {
  readonly hostedZoneId: string;
  readonly name: string;
  /** What the name stands for: a domain name of AWS's, and the zone that AWS keeps it in. */
  readonly target: { readonly domainName: string; readonly hostedZoneId: string };
  /** A for IPv4, AAAA where the target has IPv6. */
  readonly types: readonly ("A" | "AAAA")[];
}

/** A name of one's own for an address of AWS's, by alias records, which cost nothing per query. */
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
