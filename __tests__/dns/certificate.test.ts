import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { TerraformOutput } from "cdktf";
import { Certificate } from "../../src/dns/certificate";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const stack = synthConstruct((scope) => {
  const { issuedArn } = new Certificate(scope, "Certificate", {
    domainName: "app.example.org",
    hostedZoneId: "Z0123456789",
    region: "us-east-1",
  });
  new TerraformOutput(scope, "issued", { value: issuedArn, staticId: true });
});

test("it is for the one name, in the region where it is used, and is replaced before it is destroyed", () => {
  expect(only(stack, AcmCertificate).body).toEqual({
    domain_name: "app.example.org",
    region: "us-east-1",
    validation_method: "DNS",
    lifecycle: { create_before_destroy: true },
  });
});

test("it is validated by the record that ACM asks for, in the hosted zone of the name", () => {
  const option = `tolist(${only(stack, AcmCertificate).address}.domain_validation_options).0`;
  expect(only(stack, Route53Record).body).toEqual({
    zone_id: "Z0123456789",
    name: `\${${option}.resource_record_name}`,
    type: `\${${option}.resource_record_type}`,
    records: [`\${${option}.resource_record_value}`],
    ttl: 300,
    allow_overwrite: true,
  });
});

test("its users wait until it is issued", () => {
  expect(only(stack, AcmCertificateValidation).body).toEqual({
    certificate_arn: reference(stack, AcmCertificate, "arn"),
    region: "us-east-1",
    validation_record_fqdns: [reference(stack, Route53Record, "fqdn")],
  });
  expect(stack.json.output).toEqual({
    issued: { value: reference(stack, AcmCertificateValidation, "certificate_arn") },
  });
});
