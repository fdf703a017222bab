import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { CREATE_BEFORE_DESTROY } from "../terraform";

export interface CertificateProps {
  readonly domainName: string;
  readonly hostedZoneId: string;
  /** Region of the resource that uses the certificate: us-east-1 for CloudFront. */
  readonly region: string;
}

/**
 * An ACM certificate for one name, validated by a record in its hosted zone. Exposes the ARN of the certificate once it
 * is issued.
 */
export class Certificate extends Construct {
  readonly issuedArn: string;

  constructor(scope: Construct, id: string, { domainName, hostedZoneId, region }: CertificateProps) {
    super(scope, id);

    const certificate = new AcmCertificate(this, "Resource", {
      domainName,
      region,
      validationMethod: "DNS",
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    const validationOption = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, "ValidationRecord", {
      zoneId: hostedZoneId,
      name: validationOption.resourceRecordName,
      type: validationOption.resourceRecordType,
      records: [validationOption.resourceRecordValue],
      ttl: 300,
      // All certificates of a name share one validation record.
      allowOverwrite: true,
    });
    const validation = new AcmCertificateValidation(this, "Validation", {
      certificateArn: certificate.arn,
      region,
      validationRecordFqdns: [record.fqdn],
    });
    this.issuedArn = validation.certificateArn;
  }
}
