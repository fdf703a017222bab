import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface CertificateProps {
  readonly domainName: string;
  readonly hostedZoneId: string;
  /** Region of what uses the certificate: us-east-1 for CloudFront. */
  readonly region: string;
}

/**
 * An ACM certificate for one name, proved by a record in its hosted zone. Exposes the ARN of the certificate once
 * it is issued.
 */
export class Certificate extends Construct {
  readonly issuedArn: string;

  constructor(scope: Construct, id: string, { domainName, hostedZoneId, region }: CertificateProps) {
    super(scope, id);

    const certificate = new AcmCertificate(this, "Resource", {
      domainName,
      region,
      validationMethod: "DNS",
      // A certificate in use cannot be deleted, so its successor has to stand first.
      lifecycle: { createBeforeDestroy: true },
    });
    const proof = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, "ValidationRecord", {
      zoneId: hostedZoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      // The record of a name is the same for each of its certificates.
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
