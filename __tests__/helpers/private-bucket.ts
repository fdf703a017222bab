import type { Mutable } from "./broken";
import { onlyIn } from "./broken";

/** Makes the frontend's bucket private, as it is where CloudFront reads it by origin access control. */
export function makeBucketPrivate(json: Mutable): void {
  const [[name]] = Object.entries<Mutable>(json.resource.aws_s3_bucket) as [[string, Mutable]];
  const [[distribution]] = Object.entries<Mutable>(json.resource.aws_cloudfront_distribution) as [
    [string, Mutable],
  ];
  delete json.resource.aws_s3_bucket_website_configuration;
  const accessBlock = onlyIn(json, "aws_s3_bucket_public_access_block");
  for (const setting of Object.keys(accessBlock)) {
    if (setting !== "bucket") accessBlock[setting] = true;
  }
  const [origin] = onlyIn(json, "aws_cloudfront_distribution").origin;
  delete origin.custom_origin_config;
  origin.domain_name = `\${aws_s3_bucket.${name}.bucket_regional_domain_name}`;
  origin.origin_access_control_id = "${aws_cloudfront_origin_access_control.Added.id}";

  const arn = `\${aws_s3_bucket.${name}.arn}`;
  onlyIn(json, "aws_iam_policy_document", "PublicRead").statement = [
    {
      sid: "DenyInsecureTransport",
      effect: "Deny",
      principals: [{ type: "*", identifiers: ["*"] }],
      actions: ["s3:*"],
      resources: [arn, `${arn}/*`],
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
    {
      sid: "CloudFrontRead",
      principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
      actions: ["s3:GetObject"],
      resources: [`${arn}/*`],
      condition: [
        {
          test: "StringEquals",
          variable: "AWS:SourceArn",
          values: [`\${aws_cloudfront_distribution.${distribution}.arn}`],
        },
      ],
    },
  ];
}
