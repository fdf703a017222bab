import { aliasesHaveTheirCertificate } from "../../../src/checks/frontend/aliases-have-their-certificate";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const DISTRIBUTION = "aws_cloudfront_distribution.~";
const CERTIFICATES = ["aws_acm_certificate", "aws_acm_certificate_validation"];
const viewerIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").viewer_certificate;
const certificateIn = (json: Mutable, type = "aws_acm_certificate") =>
  onlyIn(json, type, "Frontend_Certificate");
const giveArn = (json: Mutable, region: string) =>
  (viewerIn(json).acm_certificate_arn = `arn:aws:acm:${region}:111122223333:certificate/1`);

testCheck(aliasesHaveTheirCertificate, {
  "careflowai-hardened-balanced": [
    [
      "an alias with CloudFront's default certificate",
      (json) =>
        (onlyIn(json, "aws_cloudfront_distribution").viewer_certificate = {
          cloudfront_default_certificate: true,
          minimum_protocol_version: "TLSv1.2_2021",
        }),
      `${DISTRIBUTION} has aliases, but no ACM certificate`,
    ],
    ...[undefined, "TLSv1.1_2016"].map((version): Case => [
      `TLS from ${version ?? "null"}`,
      (json) => (viewerIn(json).minimum_protocol_version = version),
      `${DISTRIBUTION} accepts TLS from ${version ?? "null"}, not from TLSv1.2_2021`,
    ]),
    [
      "a certificate with dedicated addresses, which are charged,",
      (json) => (viewerIn(json).ssl_support_method = "vip"),
      `${DISTRIBUTION} has ssl_support_method vip, not sni-only`,
    ],
    ...CERTIFICATES.map((type): Case => [
      `an ${type} in the stack's region`,
      (json) => delete certificateIn(json, type).region,
      `${type}.Frontend_Certificate~ is in eu-west-1, but CloudFront looks in us-east-1`,
    ]),
    [
      "a certificate without a region in a stack in us-east-1",
      (json) => {
        json.provider.aws[0].region = "us-east-1";
        for (const type of CERTIFICATES) delete certificateIn(json, type).region;
      },
    ],
    ["an ARN of us-east-1", (json) => giveArn(json, "us-east-1")],
    [
      "an ARN of another region",
      (json) => giveArn(json, "eu-west-1"),
      `${DISTRIBUTION} takes certificate arn:aws:acm:eu-west-1:~, which is not of us-east-1`,
    ],
    [
      "a certificate that does not name the alias",
      (json) => (certificateIn(json).domain_name = "www.example.com"),
      "aws_acm_certificate.Frontend_Certificate~ does not name app.example.com",
    ],
    [
      "a certificate that names the alias among others",
      (json) =>
        Object.assign(certificateIn(json), {
          domain_name: "example.com",
          subject_alternative_names: ["app.example.com"],
        }),
    ],
  ],
});
