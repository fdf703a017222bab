import {
  AWS_REGIONS,
  AWS_REGIONS_AND_RULES,
  partitionInformation,
  RULE_CLASSIC_PARTITION_BECOMES_OPT_IN,
} from "@aws-cdk/region-info/lib/aws-entities";

/** Default region of the account and of each environment (document, VPC Configuration). */
export const DEFAULT_REGION = "us-east-1";

/** Where CloudFront reads certificates and web ACLs and publishes its metrics, in whichever region the environment is. */
export const CLOUDFRONT_REGION = "us-east-1";

/** Where global services (IAM, console sign-in, Route 53) send their CloudTrail events. */
export const GLOBAL_SERVICES_REGION = "us-east-1";

/** The supported partition, the first part of every ARN, and the suffix of its endpoints (decision 51). */
export const { partition: PARTITION, domainSuffix: DNS_SUFFIX } = partitionInformation(DEFAULT_REGION);

/** The partition of a region that exists; undefined for any other name. */
export const partitionOf = (region: string): string | undefined =>
  AWS_REGIONS.includes(region) ? partitionInformation(region).partition : undefined;

/** The regions of the supported partition. */
export const REGIONS: readonly string[] = AWS_REGIONS.filter((region) => partitionOf(region) === PARTITION);

/** Whether an account must enable the region before use. The list of the package is in the order of their launch. */
export const isOptIn = (region: string): boolean =>
  partitionOf(region) === PARTITION &&
  AWS_REGIONS_AND_RULES.indexOf(region) >
    AWS_REGIONS_AND_RULES.indexOf(RULE_CLASSIC_PARTITION_BECOMES_OPT_IN);

/** Regions that show some accounts no zone b (AWS, AWS Availability Zones, Constrained Availability Zones). */
const WITHOUT_ZONE_B: readonly string[] = ["ap-northeast-1", "us-west-1"];

/** The two availability zones of an environment that lists none. */
export const defaultZones = (region: string): readonly string[] =>
  ["a", WITHOUT_ZONE_B.includes(region) ? "c" : "b"].map((letter) => region + letter);

/** The region of an availability zone. */
export const regionOf = (zone: string): string => zone.slice(0, -1);

/** The parts of an ARN that some services leave empty. */
interface Owner {
  readonly region?: string | undefined;
  readonly accountId?: string | undefined;
}

/** An ARN of the supported partition. */
export const arnOf = (service: string, resource: string, { region = "", accountId = "" }: Owner = {}) =>
  `arn:${PARTITION}:${service}:${region}:${accountId}:${resource}`;

/** The owner that an ARN names. */
export function ownerOf(arn: string): Owner {
  const [, , , region, accountId] = arn.split(":");
  return { region, accountId };
}
