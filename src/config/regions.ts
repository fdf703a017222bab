/** Default region of the account and of each environment (document, VPC Configuration). */
export const DEFAULT_REGION = "us-east-1";

/** Where CloudFront reads certificates and web ACLs and publishes its metrics, in whichever region the environment is. */
export const CLOUDFRONT_REGION = "us-east-1";

/** Where global services (IAM, console sign-in, Route 53) send their CloudTrail events. */
export const GLOBAL_SERVICES_REGION = "us-east-1";
