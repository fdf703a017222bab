import { RegionInfo } from "@aws-cdk/region-info";
import {
  arnOf,
  defaultZones,
  DNS_SUFFIX,
  isOptIn,
  ownerOf,
  partitionOf,
  REGIONS,
} from "../../src/config/regions";

test("regions, partitions, opt-in and suffix are those that the package's interface gives", () => {
  const { regions } = RegionInfo;
  expect(regions.length).toBeGreaterThan(40);
  for (const { name, partition } of regions) expect(partitionOf(name)).toBe(partition);
  const ofAws = regions.filter(({ partition }) => partition === "aws");
  expect([...REGIONS].sort()).toEqual(ofAws.map(({ name }) => name).sort());
  for (const { name, isOptInRegion, domainSuffix } of ofAws)
    expect([isOptIn(name), DNS_SUFFIX]).toEqual([isOptInRegion, domainSuffix]);
});

test("a region that does not exist or is of another partition is no opt-in region", () => {
  expect(partitionOf("eu-north-9")).toBeUndefined();
  expect(["eu-north-9", "cn-north-1", "us-gov-west-1"].filter(isOptIn)).toEqual([]);
});

test("the default zones are the first two that an account has", () => {
  expect(defaultZones("us-east-1")).toEqual(["us-east-1a", "us-east-1b"]);
  expect(defaultZones("ap-northeast-1")).toEqual(["ap-northeast-1a", "ap-northeast-1c"]);
});

test("an ARN leaves out what its service leaves out", () => {
  expect(arnOf("s3", "bucket")).toBe("arn:aws:s3:::bucket");
  const arn = arnOf("logs", "log-group:x", { region: "eu-west-1", accountId: "111122223333" });
  expect(arn).toBe("arn:aws:logs:eu-west-1:111122223333:log-group:x");
  expect(ownerOf(arn)).toEqual({ region: "eu-west-1", accountId: "111122223333" });
});
