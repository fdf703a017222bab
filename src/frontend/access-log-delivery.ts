import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { Construct } from "constructs";
import { CLOUDFRONT_REGION } from "../config/regions";
import type { LogBucket } from "../storage/log-bucket";

/**
 * Fields of a line (AWS, Access logs: standard log file fields). Left out: query string, cookies and referer, which may
 * carry patient data and sessions, and what belongs to field-level encryption.
 */
const RECORD_FIELDS = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(User-Agent)",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
  "sc-range-start",
  "sc-range-end",
];

export interface AccessLogDeliveryProps {
  /** Name of source and destination, at most 60 characters. */
  readonly name: string;
  readonly distributionArn: string;
  readonly logBucket: LogBucket;
}

/**
 * CloudFront's access logs (standard logging v2) as JSON below `cloudfront/` of the log bucket, which may be in any
 * region. The delivery itself is in CloudFront's region (AWS, Configure standard logging (v2)).
 */
export class AccessLogDelivery extends Construct {
  constructor(scope: Construct, id: string, { name, distributionArn, logBucket }: AccessLogDeliveryProps) {
    super(scope, id);

    const region = CLOUDFRONT_REGION;
    const source = new CloudwatchLogDeliverySource(this, "Source", {
      name,
      region,
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, "Destination", {
      name,
      region,
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: `${logBucket.resource.arn}/cloudfront` }],
    });
    new CloudwatchLogDelivery(this, "Resource", {
      region,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: RECORD_FIELDS,
      dependsOn: logBucket.neededToWrite,
    });
  }
}
