import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";

/** The name under which Session Manager looks for the preferences of a region (AWS, Session document schema). */
const SESSION_PREFERENCES = "SSM-SessionManagerRunShell";

export interface SafeguardsProps {
  /** Name of the analyzers. */
  readonly name: string;
  /** Regions in which volumes are encrypted and access is analyzed. */
  readonly regions: readonly string[];
  readonly blockPublicBuckets: boolean;
  readonly encryptVolumes: boolean;
  readonly accessAnalyzer: boolean;
  /** Logs of Session Manager's sessions, in the regions that have instances; undefined for none. */
  readonly sessionLogs:
    | {
        readonly regions: readonly string[];
        readonly logGroupName: string;
        readonly retentionDays: number;
      }
    | undefined;
}

/**
 * Settings of the whole account, each a switch: no bucket can be public, new volumes are encrypted, access from outside
 * the account is reported, and the sessions of Session Manager are logged. They also apply to what is not in this
 * project. Exposes nothing.
 */
export class Safeguards extends Construct {
  constructor(scope: Construct, id: string, props: SafeguardsProps) {
    super(scope, id);
    const { name, regions, sessionLogs } = props;

    if (props.blockPublicBuckets)
      new S3AccountPublicAccessBlock(this, "PublicAccessBlock", {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
    for (const region of regions) {
      if (props.encryptVolumes)
        new EbsEncryptionByDefault(this, `VolumeEncryption-${region}`, { enabled: true, region });
      if (props.accessAnalyzer)
        new AccessanalyzerAnalyzer(this, `AccessAnalyzer-${region}`, {
          analyzerName: name,
          type: "ACCOUNT",
          region,
        });
    }
    if (sessionLogs) this.addSessionLogs(sessionLogs);
  }

  private addSessionLogs({
    regions,
    logGroupName,
    retentionDays,
  }: NonNullable<SafeguardsProps["sessionLogs"]>): void {
    for (const region of regions) {
      const logGroup = new CloudwatchLogGroup(this, `SessionLogs-${region}`, {
        name: logGroupName,
        retentionInDays: retentionDays,
        region,
      });
      new SsmDocument(this, `SessionPreferences-${region}`, {
        name: SESSION_PREFERENCES,
        documentType: "Session",
        documentFormat: "JSON",
        region,
        content: JSON.stringify({
          schemaVersion: "1.0",
          description: "Logs each session",
          sessionType: "Standard_Stream",
          inputs: {
            cloudWatchLogGroupName: logGroup.name,
            // true refuses sessions unless a customer managed key encrypts the log group.
            cloudWatchEncryptionEnabled: false,
            cloudWatchStreamingEnabled: true,
            idleSessionTimeout: "20",
          },
        }),
      });
    }
  }
}
