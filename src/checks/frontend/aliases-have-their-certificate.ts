import type { Check } from "../check";
import { unless } from "../check";
import type { Block, Json, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, stringsIn, text } from "../../synthesized/synthesized-stack";

/** Where CloudFront looks for certificates and web ACLs, whatever the stack's region. */
const REGION = "us-east-1";
/** Excludes TLS below 1.2, and its weaker ciphers. */
const TLS_VERSION = "TLSv1.2_2021";

/** The blocks behind a certificate's ARN: the wait for its validation, if there is one, and the certificate. */
function chain(stack: SynthesizedStack, arn: Json | undefined): Block[] {
  const block = stack.target(arn);
  if (!block) return [];
  return [
    block,
    ...(block.type === "aws_acm_certificate_validation" ? chain(stack, block.body.certificate_arn) : []),
  ];
}

function faults(stack: SynthesizedStack, { address, body }: Block): string[] {
  const [viewer = {}] = nested(body, "viewer_certificate");
  const arn = viewer.acm_certificate_arn;
  if (arn === undefined) return [`${address} has aliases, but no ACM certificate`];

  const blocks = chain(stack, arn);
  const certificate = blocks.find(({ type }) => type === "aws_acm_certificate");
  const names = stringsIn([
    certificate?.body.domain_name ?? null,
    certificate?.body.subject_alternative_names ?? null,
  ]);
  return [
    ...unless(
      viewer.minimum_protocol_version === TLS_VERSION,
      `${address} accepts TLS from ${text(viewer.minimum_protocol_version)}, not from ${TLS_VERSION}`,
    ),
    ...unless(
      viewer.ssl_support_method === "sni-only",
      `${address} has ssl_support_method ${text(viewer.ssl_support_method)}, not sni-only`,
    ),
    ...unless(
      blocks.length > 0 || text(arn).startsWith(`arn:aws:acm:${REGION}:`),
      `${address} takes certificate ${text(arn)}, which is not of ${REGION}`,
    ),
    ...blocks
      .filter((block) => stack.regionOf(block) !== REGION)
      .map((block) => `${block.address} is in ${stack.regionOf(block)}, but CloudFront looks in ${REGION}`),
    ...(certificate ? stringsIn(body.aliases) : [])
      .filter((alias) => !names.includes(alias))
      .map((alias) => `${certificate?.address ?? ""} does not name ${alias}`),
  ];
}

export const aliasesHaveTheirCertificate: Check = {
  id: "aliases-have-their-certificate",
  rule: "A distribution with aliases has an ACM certificate in us-east-1 that names them, and accepts TLS from TLSv1.2_2021.",
  why: "CloudFront's default certificate does not name a custom domain, ignores the minimum TLS version, and CloudFront looks for certificates in us-east-1 only (AWS, Requirements for using SSL/TLS certificates with CloudFront).",
  findings: (stack) =>
    stack
      .resources("aws_cloudfront_distribution")
      .filter(({ body }) => stringsIn(body.aliases).length > 0)
      .flatMap((distribution) => faults(stack, distribution)),
};
