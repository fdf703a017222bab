/** An IAM action, such as `ec2:CreateVpc`. */
export type Action = `${string}:${string}`;

/** The actions that Terraform calls for a resource or a data source. */
export interface Permissions {
  /** Actions to refresh it, as a plan does. */
  readonly read: readonly Action[];
  /** Actions to create, change, tag and destroy it. Only for types used in environments: CI deploys nothing else. */
  readonly write?: readonly Action[];
}

/** Actions of one service. */
const actionsOf =
  (service: string) =>
  (...names: readonly string[]): Action[] =>
    names.map((name): Action => `${service}:${name}`);

const ec2 = actionsOf("ec2");
const autoscaling = actionsOf("autoscaling");
const elb = actionsOf("elasticloadbalancing");
const apigateway = actionsOf("apigateway");
const acm = actionsOf("acm");
const route53 = actionsOf("route53");
const cloudfront = actionsOf("cloudfront");
const wafv2 = actionsOf("wafv2");
const s3 = actionsOf("s3");
const logs = actionsOf("logs");
const cloudwatch = actionsOf("cloudwatch");
const sns = actionsOf("sns");
const kms = actionsOf("kms");
const iam = actionsOf("iam");
const scheduler = actionsOf("scheduler");

const EC2_TAGS = ec2("CreateTags", "DeleteTags");
const TAGS = ["TagResource", "UntagResource"];
const PASS_ROLE = iam("PassRole");
const SERVICE_LINKED_ROLE = iam("CreateServiceLinkedRole");

const RULES = { read: ec2("DescribeSecurityGroups", "DescribeSecurityGroupRules") };
const HTTP_API: Permissions = {
  read: apigateway("GET"),
  write: apigateway("POST", "PUT", "PATCH", "DELETE"),
};
/**
 * To launch an instance whose volume a customer-managed key encrypts: EC2 uses the caller's permissions (AWS, Required
 * permissions for Amazon EBS encryption).
 */
const ENCRYPT_VOLUME = kms(
  "CreateGrant",
  "Decrypt",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
);
/** For API stages with access logs, flow logs and logs of web ACLs: AWS sets up log delivery with the caller's permissions. */
const LOG_DELIVERY = logs(
  "CreateLogDelivery",
  "GetLogDelivery",
  "UpdateLogDelivery",
  "DeleteLogDelivery",
  "ListLogDeliveries",
  "PutResourcePolicy",
  "DescribeResourcePolicies",
);
const ALARM = {
  read: cloudwatch("DescribeAlarms", "ListTagsForResource"),
  write: cloudwatch("DeleteAlarms", ...TAGS),
};

/**
 * The actions that version 6.25 of the provider calls, by resource type. Types of data sources have the prefix `data.`.
 * `__tests__/account/permissions.test.ts` fails if a stack uses a type that is not in this table.
 */
export const PERMISSIONS: Readonly<Record<string, Permissions>> = {
  // Network
  aws_vpc: {
    read: ec2(
      "DescribeVpcs",
      "DescribeVpcAttribute",
      "DescribeNetworkAcls",
      "DescribeRouteTables",
      "DescribeSecurityGroups",
    ),
    write: [...ec2("CreateVpc", "DeleteVpc", "ModifyVpcAttribute"), ...EC2_TAGS],
  },
  aws_subnet: {
    read: ec2("DescribeSubnets", "DescribeNetworkInterfaces"),
    write: [...ec2("CreateSubnet", "DeleteSubnet", "ModifySubnetAttribute"), ...EC2_TAGS],
  },
  aws_internet_gateway: {
    read: ec2("DescribeInternetGateways"),
    write: [
      ...ec2(
        "CreateInternetGateway",
        "DeleteInternetGateway",
        "AttachInternetGateway",
        "DetachInternetGateway",
      ),
      ...EC2_TAGS,
    ],
  },
  aws_route_table: {
    read: ec2("DescribeRouteTables"),
    write: [...ec2("CreateRouteTable", "DeleteRouteTable", "DisassociateRouteTable"), ...EC2_TAGS],
  },
  aws_route: {
    read: ec2("DescribeRouteTables"),
    write: ec2("CreateRoute", "ReplaceRoute", "DeleteRoute"),
  },
  aws_route_table_association: {
    read: ec2("DescribeRouteTables"),
    write: ec2("AssociateRouteTable", "ReplaceRouteTableAssociation", "DisassociateRouteTable"),
  },
  aws_eip: {
    read: ec2("DescribeAddresses", "DescribeAddressesAttribute"),
    write: [...ec2("AllocateAddress", "ReleaseAddress", "DisassociateAddress"), ...EC2_TAGS],
  },
  aws_eip_association: {
    read: ec2("DescribeAddresses", "DescribeInstances"),
    write: ec2("AssociateAddress", "DisassociateAddress"),
  },
  aws_nat_gateway: {
    read: ec2("DescribeNatGateways"),
    write: [...ec2("CreateNatGateway", "DeleteNatGateway"), ...EC2_TAGS],
  },
  aws_vpc_endpoint: {
    read: ec2("DescribeVpcEndpoints", "DescribeVpcEndpointServices", "DescribePrefixLists"),
    write: [...ec2("CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints"), ...EC2_TAGS],
  },
  aws_flow_log: {
    read: ec2("DescribeFlowLogs"),
    write: [...ec2("CreateFlowLogs", "DeleteFlowLogs"), ...EC2_TAGS, ...LOG_DELIVERY, ...PASS_ROLE],
  },
  aws_ec2_instance_connect_endpoint: {
    read: ec2("DescribeInstanceConnectEndpoints"),
    write: [
      ...ec2(
        "CreateInstanceConnectEndpoint",
        "DeleteInstanceConnectEndpoint",
        "CreateNetworkInterface",
        "DeleteNetworkInterface",
      ),
      ...EC2_TAGS,
      ...SERVICE_LINKED_ROLE,
    ],
  },
  aws_default_security_group: {
    ...RULES,
    write: [...ec2("RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"), ...EC2_TAGS],
  },
  aws_security_group: {
    read: [...RULES.read, ...ec2("DescribeNetworkInterfaces")],
    write: [...ec2("CreateSecurityGroup", "DeleteSecurityGroup", "RevokeSecurityGroupEgress"), ...EC2_TAGS],
  },
  aws_vpc_security_group_ingress_rule: {
    ...RULES,
    write: [
      ...ec2("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "ModifySecurityGroupRules"),
      ...EC2_TAGS,
    ],
  },
  aws_vpc_security_group_egress_rule: {
    ...RULES,
    write: [
      ...ec2("AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress", "ModifySecurityGroupRules"),
      ...EC2_TAGS,
    ],
  },
  "data.aws_availability_zone": { read: ec2("DescribeAvailabilityZones") },
  "data.aws_ec2_managed_prefix_list": {
    read: ec2("DescribeManagedPrefixLists", "GetManagedPrefixListEntries"),
  },

  // Compute
  aws_launch_template: {
    read: ec2("DescribeLaunchTemplates", "DescribeLaunchTemplateVersions"),
    write: [
      ...ec2(
        "CreateLaunchTemplate",
        "CreateLaunchTemplateVersion",
        "ModifyLaunchTemplate",
        "DeleteLaunchTemplate",
      ),
      ...EC2_TAGS,
    ],
  },
  aws_instance: {
    read: ec2(
      "DescribeInstances",
      "DescribeInstanceTypes",
      "DescribeInstanceAttribute",
      "DescribeInstanceCreditSpecifications",
      "DescribeIamInstanceProfileAssociations",
      "DescribeImages",
      "DescribeVolumes",
      "DescribeTags",
    ),
    write: [
      ...ec2(
        "RunInstances",
        "StartInstances",
        "StopInstances",
        "TerminateInstances",
        "ModifyInstanceAttribute",
        "ModifyInstanceMetadataOptions",
        "ModifyInstanceCreditSpecification",
        "MonitorInstances",
        "UnmonitorInstances",
        "ModifyVolume",
        "AssociateIamInstanceProfile",
        "DisassociateIamInstanceProfile",
        "ReplaceIamInstanceProfileAssociation",
      ),
      ...EC2_TAGS,
      ...ENCRYPT_VOLUME,
      ...PASS_ROLE,
    ],
  },
  aws_autoscaling_group: {
    read: [
      ...autoscaling(
        "DescribeAutoScalingGroups",
        "DescribeScalingActivities",
        "DescribeInstanceRefreshes",
        "DescribeWarmPool",
      ),
      ...elb("DescribeTargetHealth"),
    ],
    write: [
      ...autoscaling(
        "CreateAutoScalingGroup",
        "UpdateAutoScalingGroup",
        "DeleteAutoScalingGroup",
        "CreateOrUpdateTags",
        "DeleteTags",
        "EnableMetricsCollection",
        "DisableMetricsCollection",
        "AttachLoadBalancerTargetGroups",
        "DetachLoadBalancerTargetGroups",
        "AttachTrafficSources",
        "DetachTrafficSources",
        "StartInstanceRefresh",
        "CancelInstanceRefresh",
        "SuspendProcesses",
        "ResumeProcesses",
        "SetInstanceProtection",
      ),
      // The caller who creates a group from a launch template needs the permissions that the template uses.
      ...ec2("RunInstances"),
      ...EC2_TAGS,
      ...PASS_ROLE,
      ...SERVICE_LINKED_ROLE,
    ],
  },
  aws_autoscaling_policy: {
    read: autoscaling("DescribePolicies"),
    write: autoscaling("PutScalingPolicy", "DeletePolicy"),
  },
  aws_autoscaling_schedule: {
    read: autoscaling("DescribeScheduledActions"),
    write: autoscaling("PutScheduledUpdateGroupAction", "DeleteScheduledAction"),
  },
  aws_scheduler_schedule: {
    read: scheduler("GetSchedule"),
    write: [...scheduler("CreateSchedule", "UpdateSchedule", "DeleteSchedule"), ...PASS_ROLE],
  },
  // For AWS's public parameter with the AMI ID.
  "data.aws_ssm_parameter": { read: ["ssm:GetParameter"] },

  // Traffic
  aws_lb: {
    read: [
      ...elb(
        "DescribeLoadBalancers",
        "DescribeLoadBalancerAttributes",
        "DescribeCapacityReservation",
        "DescribeTags",
      ),
      ...ec2("DescribeNetworkInterfaces"),
    ],
    write: [
      ...elb(
        "CreateLoadBalancer",
        "DeleteLoadBalancer",
        "ModifyLoadBalancerAttributes",
        "SetSecurityGroups",
        "SetSubnets",
        "AddTags",
        "RemoveTags",
      ),
      ...SERVICE_LINKED_ROLE,
    ],
  },
  aws_lb_listener: {
    read: elb("DescribeListeners", "DescribeListenerAttributes", "DescribeTags"),
    write: elb(
      "CreateListener",
      "ModifyListener",
      "ModifyListenerAttributes",
      "DeleteListener",
      "AddTags",
      "RemoveTags",
    ),
  },
  aws_lb_target_group: {
    read: elb("DescribeTargetGroups", "DescribeTargetGroupAttributes", "DescribeTags"),
    write: elb(
      "CreateTargetGroup",
      "ModifyTargetGroup",
      "ModifyTargetGroupAttributes",
      "DeleteTargetGroup",
      "AddTags",
      "RemoveTags",
    ),
  },
  aws_apigatewayv2_api: HTTP_API,
  aws_apigatewayv2_api_mapping: HTTP_API,
  aws_apigatewayv2_domain_name: HTTP_API,
  aws_apigatewayv2_integration: HTTP_API,
  aws_apigatewayv2_route: HTTP_API,
  aws_apigatewayv2_stage: { read: HTTP_API.read, write: [...(HTTP_API.write ?? []), ...LOG_DELIVERY] },
  aws_apigatewayv2_vpc_link: {
    read: HTTP_API.read,
    write: [...(HTTP_API.write ?? []), ...SERVICE_LINKED_ROLE],
  },
  aws_acm_certificate: {
    read: acm("DescribeCertificate", "ListTagsForCertificate"),
    write: acm(
      "RequestCertificate",
      "DeleteCertificate",
      "UpdateCertificateOptions",
      "AddTagsToCertificate",
      "RemoveTagsFromCertificate",
    ),
  },
  aws_acm_certificate_validation: { read: acm("DescribeCertificate"), write: [] },
  aws_route53_record: {
    read: route53("GetHostedZone", "ListResourceRecordSets", "GetChange"),
    write: route53("ChangeResourceRecordSets"),
  },
  aws_cloudfront_distribution: {
    read: cloudfront("GetDistribution", "ListTagsForResource"),
    write: cloudfront("CreateDistribution", "UpdateDistribution", "DeleteDistribution", ...TAGS),
  },
  aws_cloudfront_function: {
    read: cloudfront("DescribeFunction", "GetFunction"),
    write: cloudfront("CreateFunction", "UpdateFunction", "PublishFunction", "DeleteFunction"),
  },
  aws_cloudfront_origin_access_control: {
    read: cloudfront("GetOriginAccessControl"),
    write: cloudfront("CreateOriginAccessControl", "UpdateOriginAccessControl", "DeleteOriginAccessControl"),
  },
  aws_cloudfront_cache_policy: {
    read: cloudfront("GetCachePolicy"),
    write: cloudfront("CreateCachePolicy", "UpdateCachePolicy", "DeleteCachePolicy"),
  },
  aws_cloudfront_response_headers_policy: {
    read: cloudfront("GetResponseHeadersPolicy"),
    write: cloudfront(
      "CreateResponseHeadersPolicy",
      "UpdateResponseHeadersPolicy",
      "DeleteResponseHeadersPolicy",
    ),
  },
  aws_wafv2_web_acl: {
    read: wafv2("GetWebACL", "ListTagsForResource"),
    write: wafv2("CreateWebACL", "UpdateWebACL", "DeleteWebACL", ...TAGS),
  },
  aws_wafv2_web_acl_association: {
    read: wafv2("GetWebACLForResource"),
    write: [...wafv2("AssociateWebACL", "DisassociateWebACL"), ...elb("SetWebAcl")],
  },
  aws_wafv2_web_acl_logging_configuration: {
    read: wafv2("GetLoggingConfiguration"),
    write: [...wafv2("PutLoggingConfiguration", "DeleteLoggingConfiguration"), ...LOG_DELIVERY],
  },
  "data.aws_elb_service_account": { read: [] },

  // Storage
  aws_s3_bucket: {
    read: s3(
      "ListBucket",
      "GetAccelerateConfiguration",
      "GetBucketAcl",
      "GetBucketCORS",
      "GetBucketLocation",
      "GetBucketLogging",
      "GetBucketObjectLockConfiguration",
      "GetBucketPolicy",
      "GetBucketRequestPayment",
      "GetBucketTagging",
      "GetBucketVersioning",
      "GetBucketWebsite",
      "GetEncryptionConfiguration",
      "GetLifecycleConfiguration",
      "GetReplicationConfiguration",
      "ListTagsForResource",
    ),
    write: s3("CreateBucket", "DeleteBucket", "PutBucketTagging", ...TAGS),
  },
  aws_s3_bucket_lifecycle_configuration: {
    read: s3("GetLifecycleConfiguration"),
    write: s3("PutLifecycleConfiguration"),
  },
  aws_s3_bucket_object_lock_configuration: { read: s3("GetBucketObjectLockConfiguration") },
  aws_s3_bucket_ownership_controls: {
    read: s3("GetBucketOwnershipControls"),
    write: s3("PutBucketOwnershipControls"),
  },
  aws_s3_bucket_policy: {
    read: s3("GetBucketPolicy"),
    write: s3("PutBucketPolicy", "DeleteBucketPolicy"),
  },
  aws_s3_bucket_public_access_block: {
    read: s3("GetBucketPublicAccessBlock"),
    write: s3("PutBucketPublicAccessBlock"),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    read: s3("GetEncryptionConfiguration"),
    write: s3("PutEncryptionConfiguration"),
  },
  aws_s3_bucket_versioning: { read: s3("GetBucketVersioning"), write: s3("PutBucketVersioning") },
  aws_s3_bucket_website_configuration: {
    read: s3("GetBucketWebsite"),
    write: s3("PutBucketWebsite", "DeleteBucketWebsite"),
  },

  // Observability
  aws_cloudwatch_log_group: {
    read: logs("DescribeLogGroups", "ListTagsForResource"),
    write: logs(
      "CreateLogGroup",
      "DeleteLogGroup",
      "PutRetentionPolicy",
      "DeleteRetentionPolicy",
      "AssociateKmsKey",
      "DisassociateKmsKey",
      ...TAGS,
    ),
  },
  "data.aws_cloudwatch_log_group": { read: logs("DescribeLogGroups", "ListTagsForResource") },
  aws_cloudwatch_log_delivery: {
    read: logs("GetDelivery", "ListTagsForResource"),
    write: logs("CreateDelivery", "UpdateDeliveryConfiguration", "DeleteDelivery", ...TAGS),
  },
  aws_cloudwatch_log_delivery_destination: {
    read: logs("GetDeliveryDestination", "ListTagsForResource"),
    write: logs("PutDeliveryDestination", "DeleteDeliveryDestination", ...TAGS),
  },
  aws_cloudwatch_log_delivery_source: {
    read: logs("GetDeliverySource", "ListTagsForResource"),
    write: [
      ...logs("PutDeliverySource", "DeleteDeliverySource", ...TAGS),
      // The distribution's side of it (AWS, Configure standard logging (v2)).
      ...cloudfront("AllowVendedLogDeliveryForResource"),
    ],
  },
  aws_cloudwatch_log_metric_filter: {
    read: logs("DescribeMetricFilters"),
    write: logs("PutMetricFilter", "DeleteMetricFilter"),
  },
  aws_cloudwatch_log_anomaly_detector: {
    read: logs("GetLogAnomalyDetector", "ListTagsForResource"),
    write: logs("CreateLogAnomalyDetector", "UpdateLogAnomalyDetector", "DeleteLogAnomalyDetector", ...TAGS),
  },
  aws_cloudwatch_query_definition: {
    read: logs("DescribeQueryDefinitions"),
    write: logs("PutQueryDefinition", "DeleteQueryDefinition"),
  },
  aws_cloudwatch_metric_alarm: {
    read: ALARM.read,
    write: [...ALARM.write, ...cloudwatch("PutMetricAlarm")],
  },
  aws_cloudwatch_composite_alarm: {
    read: ALARM.read,
    write: [...ALARM.write, ...cloudwatch("PutCompositeAlarm")],
  },
  aws_cloudwatch_dashboard: {
    read: cloudwatch("GetDashboard"),
    write: cloudwatch("PutDashboard", "DeleteDashboards"),
  },
  aws_sns_topic: {
    read: sns("GetTopicAttributes", "ListTagsForResource"),
    write: sns("CreateTopic", "DeleteTopic", "SetTopicAttributes", ...TAGS),
  },
  aws_sns_topic_policy: { read: sns("GetTopicAttributes"), write: sns("SetTopicAttributes") },
  aws_sns_topic_subscription: {
    read: sns("GetSubscriptionAttributes", "ListSubscriptionsByTopic"),
    write: sns("Subscribe", "Unsubscribe", "SetSubscriptionAttributes"),
  },
  aws_kms_key: {
    read: kms("DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"),
    write: kms(
      "CreateKey",
      "PutKeyPolicy",
      "EnableKeyRotation",
      "DisableKeyRotation",
      "UpdateKeyDescription",
      "ScheduleKeyDeletion",
      ...TAGS,
    ),
  },
  aws_kms_alias: { read: kms("ListAliases"), write: kms("CreateAlias", "UpdateAlias", "DeleteAlias") },

  // Identity
  aws_iam_role: {
    read: iam("GetRole", "ListRolePolicies", "ListAttachedRolePolicies", "ListInstanceProfilesForRole"),
    write: iam(
      "CreateRole",
      "DeleteRole",
      "UpdateRole",
      "UpdateRoleDescription",
      "UpdateAssumeRolePolicy",
      "PutRolePermissionsBoundary",
      "TagRole",
      "UntagRole",
    ),
  },
  aws_iam_role_policy: { read: iam("GetRolePolicy"), write: iam("PutRolePolicy", "DeleteRolePolicy") },
  aws_iam_role_policy_attachment: {
    read: iam("ListAttachedRolePolicies"),
    write: iam("AttachRolePolicy", "DetachRolePolicy"),
  },
  aws_iam_instance_profile: {
    read: iam("GetInstanceProfile"),
    write: [
      ...iam(
        "CreateInstanceProfile",
        "DeleteInstanceProfile",
        "AddRoleToInstanceProfile",
        "RemoveRoleFromInstanceProfile",
        "TagInstanceProfile",
        "UntagInstanceProfile",
      ),
      ...PASS_ROLE,
    ],
  },

  // The account
  aws_budgets_budget: { read: ["budgets:ViewBudget", "budgets:ListTagsForResource"] },
  aws_ce_anomaly_monitor: { read: ["ce:GetAnomalyMonitors", "ce:ListTagsForResource"] },
  aws_ce_anomaly_subscription: { read: ["ce:GetAnomalySubscriptions", "ce:ListTagsForResource"] },
  aws_cloudtrail: {
    read: actionsOf("cloudtrail")(
      "DescribeTrails",
      "GetTrailStatus",
      "GetEventSelectors",
      "GetInsightSelectors",
      "ListTags",
    ),
  },
  aws_cloudwatch_event_rule: { read: ["events:DescribeRule", "events:ListTagsForResource"] },
  aws_cloudwatch_event_target: { read: ["events:ListTargetsByRule"] },
  aws_accessanalyzer_analyzer: {
    read: ["access-analyzer:GetAnalyzer", "access-analyzer:ListTagsForResource"],
  },
  aws_ebs_encryption_by_default: { read: ec2("GetEbsEncryptionByDefault") },
  aws_guardduty_detector_feature: { read: ["guardduty:GetDetector"] },
  aws_s3_account_public_access_block: { read: s3("GetAccountPublicAccessBlock") },
  aws_ssm_document: { read: ["ssm:DescribeDocument", "ssm:GetDocument", "ssm:DescribeDocumentPermission"] },
  aws_guardduty_detector: { read: ["guardduty:GetDetector"] },
  "data.aws_guardduty_detector": { read: ["guardduty:GetDetector", "guardduty:ListDetectors"] },
  aws_iam_openid_connect_provider: { read: iam("GetOpenIDConnectProvider") },
  "data.aws_iam_openid_connect_provider": { read: iam("GetOpenIDConnectProvider") },
  aws_iam_policy: { read: iam("GetPolicy", "GetPolicyVersion", "ListPolicyVersions") },
  aws_sqs_queue: { read: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"] },
  aws_sqs_queue_policy: { read: ["sqs:GetQueueAttributes"] },
  aws_sfn_state_machine: {
    read: [
      "states:DescribeStateMachine",
      "states:ListStateMachineVersions",
      "states:ListTagsForResource",
      "states:ValidateStateMachineDefinition",
    ],
  },
};
