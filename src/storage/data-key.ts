import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { keyAdministration } from "../iam/key-policy";
import type { PolicyStatement } from "../iam/policy-document";
import { policyDocument } from "../iam/policy-document";

export interface DataKeyProps {
  readonly alias: string;
  readonly accountId: string;
  readonly region: string;
  /** Whether Terraform refuses to destroy the key. */
  readonly protect: boolean;
}

/**
 * A customer-managed key for the log groups and volumes of an environment (decision 49). Its policy admits the
 * account's administrators, and by method each service that encrypts with it.
 *
 * Exposes the key to log groups and to the launch template.
 */
export class DataKey extends Construct {
  readonly resource: KmsKey;
  private readonly logGroupArns: string[] = [];
  private readonly statements: PolicyStatement[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DataKeyProps,
  ) {
    super(scope, id);
    const { alias, accountId, protect } = props;

    this.resource = new KmsKey(this, "Resource", {
      description: "Encrypts log groups and volumes",
      enableKeyRotation: true,
      policy: Lazy.stringValue({
        produce: () => policyDocument(keyAdministration(accountId), this.encryptLogs(), ...this.statements),
      }),
      lifecycle: { preventDestroy: protect },
    });
    new KmsAlias(this, "Alias", { name: alias, targetKeyId: this.resource.keyId });
  }

  /** Lets CloudWatch Logs encrypt one log group with the key (AWS, Encrypt log data in CloudWatch Logs). */
  allowLogGroup(name: string): void {
    const { accountId, region } = this.props;
    this.logGroupArns.push(`arn:aws:logs:${region}:${accountId}:log-group:${name}`);
  }

  /**
   * Lets Auto Scaling launch instances with encrypted volumes (AWS, Required AWS KMS key policy for use with encrypted
   * volumes). A condition names the service-linked role: KMS refuses a policy whose principal does not exist, and an
   * account has the role only once it has had an Auto Scaling group.
   */
  allowAutoScaling(): void {
    const { accountId } = this.props;
    const role = `arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    const asAutoScaling = { StringEquals: { "kms:CallerAccount": accountId, "aws:PrincipalArn": role } };
    this.statements.push(
      {
        Sid: "EncryptVolumes",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: "*",
        Condition: asAutoScaling,
      },
      {
        Sid: "AttachVolumes",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: { ...asAutoScaling, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    );
  }

  private encryptLogs(): PolicyStatement {
    return {
      Sid: "EncryptLogs",
      Effect: "Allow",
      Principal: { Service: `logs.${this.props.region}.amazonaws.com` },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": this.logGroupArns } },
    };
  }
}
