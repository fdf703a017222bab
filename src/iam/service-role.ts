import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { PolicyCondition, PolicyStatement } from "./policy-document";
import { policyDocument } from "./policy-document";

export interface ServiceRoleProps {
  /** Name of the role and of its inline policy. */
  readonly name: string;
  /** Path of the role in IAM, which is part of its ARN. Default: `/`. */
  readonly path?: string;
  readonly description: string;
  /** Service principal that assumes the role, such as `ec2.amazonaws.com`. */
  readonly service: string;
  /** Conditions under which the service may assume the role (AWS, The confused deputy problem). Default: none. */
  readonly trustCondition?: PolicyCondition;
  /** What the role may do. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * A role that one AWS service assumes, with one inline policy. Exposes the role, and the policy, so that resources whose
 * permissions AWS tests at creation can depend on it.
 */
export class ServiceRole extends Construct {
  readonly resource: IamRole;
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { name, path, description, service, trustCondition, statements } = props;

    this.resource = new IamRole(this, "Resource", {
      name,
      ...(path !== undefined && { path }),
      description,
      assumeRolePolicy: policyDocument({
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(trustCondition && { Condition: trustCondition }),
      }),
    });
    this.policy = new IamRolePolicy(this, "Policy", {
      name,
      role: this.resource.name,
      policy: policyDocument(...statements),
    });
  }
}
