/** Where CloudFront looks for certificates and publishes its metrics, wherever the environment is. */
export const CLOUDFRONT_REGION = "us-east-1";
