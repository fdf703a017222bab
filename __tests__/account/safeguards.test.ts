import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import type { SafeguardsProps } from "../../src/account/safeguards";
import { Safeguards } from "../../src/account/safeguards";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const safeguards = (props: Partial<SafeguardsProps>) =>
  synthConstruct((scope) => {
    new Safeguards(scope, "Safeguards", {
      name: "careflowai-account",
      regions: ["eu-west-1", "us-east-1"],
      blockPublicBuckets: false,
      encryptVolumes: false,
      accessAnalyzer: false,
      sessionLogs: undefined,
      ...props,
    });
  });

test("each is off unless it is switched on", () => {
  expect(safeguards({}).resources()).toEqual([]);
});

test("no bucket of the account can be public in any way", () => {
  expect(only(safeguards({ blockPublicBuckets: true }), S3AccountPublicAccessBlock).body).toEqual({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("volumes are encrypted, and access is analyzed, in each region", () => {
  const stack = safeguards({ encryptVolumes: true, accessAnalyzer: true });
  expect(resourcesOf(stack, EbsEncryptionByDefault).map(({ body }) => body)).toEqual([
    { enabled: true, region: "eu-west-1" },
    { enabled: true, region: "us-east-1" },
  ]);
  expect(resourcesOf(stack, AccessanalyzerAnalyzer).map(({ body }) => body)).toEqual([
    { analyzer_name: "careflowai-account", type: "ACCOUNT", region: "eu-west-1" },
    { analyzer_name: "careflowai-account", type: "ACCOUNT", region: "us-east-1" },
  ]);
});

test("sessions are logged where there are instances", () => {
  const stack = safeguards({
    sessionLogs: { regions: ["eu-west-1"], logGroupName: "/careflowai/account/sessions", retentionDays: 60 },
  });
  expect(only(stack, CloudwatchLogGroup).body).toEqual({
    name: "/careflowai/account/sessions",
    retention_in_days: 60,
    region: "eu-west-1",
  });
  const { content, ...document } = only(stack, SsmDocument).body;
  expect(document).toEqual({
    name: "SSM-SessionManagerRunShell",
    document_type: "Session",
    document_format: "JSON",
    region: "eu-west-1",
  });
  expect(JSON.parse(content as string)).toMatchObject({
    sessionType: "Standard_Stream",
    inputs: {
      cloudWatchLogGroupName: reference(stack, CloudwatchLogGroup, "name"),
      cloudWatchEncryptionEnabled: false,
      cloudWatchStreamingEnabled: true,
    },
  });
});
