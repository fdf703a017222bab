import { aliasesHaveTheirCertificate } from "../../src/checks/aliases-have-their-certificate";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(aliasesHaveTheirCertificate, "careflowai-hardened-balanced", change);
const viewerIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").viewer_certificate;

test("every alias has its certificate", () => {
  expect(findingsOnSound(aliasesHaveTheirCertificate)).toEqual([]);
});

test("aliases under CloudFront's own certificate are found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_cloudfront_distribution").viewer_certificate = {
      cloudfront_default_certificate: true,
      minimum_protocol_version: "TLSv1.2_2021",
    };
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_cloudfront_distribution\.\S+ has aliases, but no certificate of ACM's$/),
  ]);
});

test.each([undefined, "TLSv1.1_2016"])("TLS from %s is found", (version) => {
  const findings = after((json) => {
    viewerIn(json).minimum_protocol_version = version;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(
        `^aws_cloudfront_distribution\\.\\S+ accepts TLS from ${version ?? "null"}, not from TLSv1\\.2_2021$`,
      ),
    ),
  ]);
});

test("addresses of one's own for a certificate, which are charged, are found", () => {
  const findings = after((json) => {
    viewerIn(json).ssl_support_method = "vip";
  });
  expect(findings).toEqual([expect.stringMatching(/ has ssl_support_method vip, not sni-only$/)]);
});

test.each(["aws_acm_certificate", "aws_acm_certificate_validation"])(
  "an %s in the stack's region is found",
  (type) => {
    const findings = after((json) => {
      delete onlyIn(json, type, "FrontendCertificate").region;
    });
    expect(findings).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${type}\\.FrontendCertificate\\S+ stands in eu-west-1, but CloudFront looks in us-east-1$`,
        ),
      ),
    ]);
  },
);

test("a stack in us-east-1 need not name the region", () => {
  const findings = after((json) => {
    json.provider.aws[0].region = "us-east-1";
    delete onlyIn(json, "aws_acm_certificate", "FrontendCertificate").region;
    delete onlyIn(json, "aws_acm_certificate_validation", "FrontendCertificate").region;
  });
  expect(findings).toEqual([]);
});

test("a certificate from elsewhere may be given by an ARN of us-east-1", () => {
  const withArn = (region: string) =>
    after((json) => {
      viewerIn(json).acm_certificate_arn = `arn:aws:acm:${region}:111122223333:certificate/1`;
    });
  expect(withArn("us-east-1")).toEqual([]);
  expect(withArn("eu-west-1")).toEqual([
    expect.stringMatching(/ takes certificate arn:aws:acm:eu-west-1:\S+, which is not of us-east-1$/),
  ]);
});

test("a certificate that does not name the alias is found, and one that names it beside others is not", () => {
  const withNames = (names: object) =>
    after((json) => {
      Object.assign(onlyIn(json, "aws_acm_certificate", "FrontendCertificate"), names);
    });
  expect(withNames({ domain_name: "www.example.com" })).toEqual([
    expect.stringMatching(/^aws_acm_certificate\.FrontendCertificate\S+ does not name app\.example\.com$/),
  ]);
  expect(withNames({ domain_name: "example.com", subject_alternative_names: ["app.example.com"] })).toEqual(
    [],
  );
});
