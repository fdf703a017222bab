// Generated from the schema by `npm run docs`; do not edit.
/* eslint-disable @typescript-eslint/consistent-type-definitions -- interfaces have no index signature */

/** The content of `config.ts`: only the settings that differ from the defaults. */
export type ConfigInput = {
  /** Settings that every stack shares, and the resources that exist once per account. */
  account: AccountInput;
  /** Environments by name: lower-case letters, digits and single hyphens, except `state` and `account`. */
  environments: Record<string, EnvironmentInput>;
};

export type EnvironmentInput = SingleInstanceInput | LoadBalancedInput;

export type LoadBalancedInput = {
  /**
   * The document's Simple (single-instance) or Production (load-balanced) architecture. Changing it replaces everything: create a new environment instead.
   *
   * Source: document, Architecture Diagrams.
   *
   * Cost per month: load-balanced: USD 16.43 for the load balancer, and by use (https://aws.amazon.com/elasticloadbalancing/pricing/); USD 3.65 per public IPv4 address (https://aws.amazon.com/vpc/pricing/).
   */
  topology: "load-balanced";
  /**
   * The defaults of the settings below: the document's (documented), or a security review's (hardened). Changing it replaces instances.
   *
   * Default: `documented`.
   *
   * Source: decision 19.
   */
  posture?: "documented" | "hardened" | undefined;
  /**
   * AWS region, of partition aws. Availability zones and subnets follow from it unless network lists others. Changing it replaces everything: create a new environment instead.
   *
   * Allowed: af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2.
   *
   * Default: `us-east-1`.
   *
   * Source: document, VPC Configuration; decision 51.
   */
  region?: string | undefined;
  /**
   * Deletion protection of the load balancer, and prevent_destroy on resources with data or addresses, against replacement and destruction. A resource whose setting is switched off is destroyed even then, except log groups, which stay in AWS (skip_destroy). Turning it off is a separate deploy before a destroy.
   *
   * Default: `false`.
   *
   * Source: decision 19.
   */
  protect?: boolean | undefined;
  /**
   * Whether one KMS key of the environment encrypts its log groups and volumes, instead of keys that AWS owns or manages. Changing it replaces instances. Switching it off schedules the key's deletion, after which no log event that it encrypted can be read: within 30 days, `aws kms cancel-key-deletion --key-id KEY_ID` keeps it.
   *
   * Default: documented: `false`, hardened: `true`.
   *
   * Source: not in the document; hardened: decision 49.
   *
   * Cost per month: USD 1 for the key, USD 0.03 per 10,000 requests (https://aws.amazon.com/kms/pricing/).
   */
  customerManagedKey?: boolean | undefined;
  /**
   * Use the document's literal names for the frontend bucket and the log groups, in one environment per account. Changing it replaces buckets, log groups and instances.
   *
   * Default: `false`.
   *
   * Source: decision 5.
   */
  documentNames?: boolean | undefined;
  /**
   * Key of the environment's state in the state bucket. Left out: <environment>/terraform.tfstate.
   *
   * Allowed: an object key that ends in .tfstate.
   *
   * Source: decision 19.
   */
  stateKey?: string | undefined;
  /**
   * Up to 46 tags of every resource, instance and volume, in addition to Name, Project, Environment and ManagedBy. Changing them replaces instances.
   *
   * Allowed: map, each key: up to 128 letters, digits, inner spaces and _.:/=+@- , not beginning with aws: and not Name, Project, Environment or ManagedBy; each value: up to 256 letters, digits, inner spaces and _.:/=+@- , not beginning with aws:.
   *
   * Default: `{}`.
   *
   * Source: not in the document.
   */
  tags?: Record<string, string> | undefined;
  ssh?: SingleInstanceSshInput | undefined;
  backend: SingleInstanceBackendInput;
  frontend?: SingleInstanceFrontendInput | undefined;
  notifications: SingleInstanceNotificationsInput;
  /**
   * Working hours, outside of which instances are stopped. Left out: instances always run.
   *
   * Source: document, Optimization Tips (stop instances when not in use; schedule ASG for off-hours).
   *
   * Cost per month: saves USD 0.0116 per hour that a t2.micro is off: USD 5.40 of 8.50 from 19:00 to 07:00 and at weekends. A single instance's volume and Elastic IP are still charged, and so is the load balancer (https://aws.amazon.com/ec2/pricing/on-demand/).
   */
  offHours?: SingleInstanceOffHoursInput | undefined;
  network?: LoadBalancedNetworkInput | undefined;
  instance?: LoadBalancedInstanceInput | undefined;
  autoScaling?: LoadBalancedAutoScalingInput | undefined;
  loadBalancer?: LoadBalancedLoadBalancerInput | undefined;
  api?: LoadBalancedApiInput | undefined;
  /**
   * Custom domain. Left out: the names that CloudFront and API Gateway assign.
   *
   * Source: decision 32.
   */
  domain?: LoadBalancedDomainInput | undefined;
  /**
   * Thresholds of the alarms, which docs/runbooks.md describes and the dashboard draws.
   *
   * Default: `{}`.
   *
   * Source: document, section 7.
   *
   * Cost per month: single-instance: USD 1.20 for alarms, USD 3.60 for custom metrics; load-balanced: USD 2.30 and USD 2.40, and USD 1.20 for metrics per instance; three dashboards are free, each further one USD 3 (https://aws.amazon.com/cloudwatch/pricing/).
   */
  alarms?: LoadBalancedAlarmsInput | undefined;
};

export type LoadBalancedAlarmsInput = {
  /**
   * Server errors (5XX) in five minutes above which the alarm fires.
   *
   * Allowed: 0 to 1000000.
   *
   * Default: `10`.
   *
   * Source: document, section 7.
   */
  serverErrorsPerFiveMinutes?: number | undefined;
  /**
   * Error rate of CloudFront and of the API above which their alarms fire; with fewer than 20 requests in five minutes the rate counts as 0.
   *
   * Allowed: 1 to 99.
   *
   * Unit: percent.
   *
   * Default: `5`.
   *
   * Source: not in the document.
   */
  errorRatePercent?: number | undefined;
  /**
   * Average CPU utilization above which the alarm fires; more than autoScaling.targetCpuUtilizationPercent, which scaling maintains.
   *
   * Allowed: 1 to 99.
   *
   * Unit: percent.
   *
   * Default: `80`.
   *
   * Source: document, section 7.
   */
  cpuUtilizationPercent?: number | undefined;
  /**
   * Memory use of the fullest instance above which the alarm fires.
   *
   * Allowed: 1 to 99.
   *
   * Unit: percent.
   *
   * Default: `85`.
   *
   * Source: document, section 7.
   */
  memoryUsedPercent?: number | undefined;
  /**
   * Root volume use of the fullest instance above which the alarm fires.
   *
   * Allowed: 1 to 99.
   *
   * Unit: percent.
   *
   * Default: `80`.
   *
   * Source: document, section 7.
   */
  diskUsedPercent?: number | undefined;
  /**
   * Failed logins in an hour above which the alarm fires; docs/logging.md defines which lines count.
   *
   * Allowed: 0 to 1000000.
   *
   * Default: `20`.
   *
   * Source: document, Monitoring & Compliance (failed login attempts); figure not in the document.
   */
  failedLoginsPerHour?: number | undefined;
  /**
   * Bytes that all log groups ingest in a day above which the alarm fires.
   *
   * Allowed: 1 to 1000000000000000.
   *
   * Unit: bytes.
   *
   * Default: `1000000000`.
   *
   * Source: not in the document.
   *
   * Cost per month: logs: USD 0.50 per GB (https://aws.amazon.com/cloudwatch/pricing/).
   */
  logBytesPerDay?: number | undefined;
  /**
   * Average response time of the instances above which the alarm fires; less than api.timeoutSeconds, after which API Gateway gives up.
   *
   * Allowed: 1 to 30000.
   *
   * Unit: milliseconds.
   *
   * Default: `1000`.
   *
   * Source: document, section 7 (1 second).
   */
  latencyMilliseconds?: number | undefined;
  /**
   * 99th percentile of the API's response time above which the alarm fires; less than api.timeoutSeconds, after which API Gateway gives up.
   *
   * Allowed: 1 to 29999.
   *
   * Unit: milliseconds.
   *
   * Default: `3000`.
   *
   * Source: not in the document.
   */
  gatewayLatencyMilliseconds?: number | undefined;
  /**
   * Instances in service below which the alarm fires. Its actions are enabled if autoScaling.minSize is at least as high.
   *
   * Allowed: 1 to 100.
   *
   * Default: `2`.
   *
   * Source: document, section 7; decision 1.
   */
  instanceCount?: number | undefined;
};

export type LoadBalancedDomainInput = {
  /**
   * Hosted zone of the names below. Changing it replaces their records.
   *
   * Allowed: the id of a public Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ.
   *
   * Source: decision 32.
   *
   * Cost per month: USD 0.50 (https://aws.amazon.com/route53/pricing/).
   */
  hostedZoneId: string;
  /**
   * Name of the site. Its certificate is in us-east-1, as CloudFront requires. Changing it replaces its records.
   *
   * Allowed: a host name in lower case of up to 64 characters, ACM's limit, such as app.example.com.
   *
   * Source: decision 32.
   */
  frontendName: string;
  /**
   * Name of the API. Left out: the name that API Gateway assigns. Changing it replaces the API's domain name and its records.
   *
   * Allowed: a host name in lower case of up to 64 characters, ACM's limit, such as app.example.com.
   *
   * Source: decision 32.
   */
  apiName?: string | undefined;
};

export type LoadBalancedApiInput = {
  /**
   * How browsers reach the API: at API Gateway's endpoint with CORS (cross-origin), or through CloudFront under the site's name, without CORS (same-origin).
   *
   * Default: documented: `cross-origin`, hardened: `same-origin`.
   *
   * Source: decision 9 (document, section 5: CORS for all origins).
   *
   * Cost per month: USD 1.00 per million requests with either (https://aws.amazon.com/api-gateway/pricing/); same-origin, above the free tier: USD 0.01 per 10,000 requests, USD 0.085 per GB, USD 0.10 per million calls of the router function (https://aws.amazon.com/cloudfront/pricing/).
   */
  routing?: "cross-origin" | "same-origin" | undefined;
  /**
   * Steady request rate of the whole stage, across all clients.
   *
   * Allowed: 1 to 10000.
   *
   * Unit: requests per second.
   *
   * Default: `500`.
   *
   * Source: document, section 5.
   */
  throttlingRateLimitPerSecond?: number | undefined;
  /**
   * Requests that may arrive at the same moment.
   *
   * Allowed: 1 to 5000.
   *
   * Default: `1000`.
   *
   * Source: document, section 5.
   */
  throttlingBurstLimit?: number | undefined;
  /**
   * How long API Gateway waits for the load balancer.
   *
   * Allowed: 1 to 30.
   *
   * Unit: seconds.
   *
   * Default: `30`.
   *
   * Source: AWS, Quotas for HTTP APIs (maximum integration timeout).
   */
  timeoutSeconds?: number | undefined;
  /**
   * Permissions of pages from other origins. Left out: the defaults below if routing is cross-origin, none otherwise.
   *
   * Source: document, section 5.
   */
  cors?: LoadBalancedApiCorsInput | undefined;
  /**
   * Whether API Gateway's own name of the API refuses requests, so that domain.apiName, which it needs, is the only one.
   *
   * Default: `false`.
   *
   * Source: decision 48; AWS, Disable the default endpoint for HTTP APIs.
   */
  disableDefaultEndpoint?: boolean | undefined;
  /**
   * Retention of the API's access logs.
   *
   * Unit: days.
   *
   * Default: `7`.
   *
   * Source: document, section 7.
   *
   * Cost per month: USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/).
   */
  logRetentionDays?: 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922 | 3288 | 3653 | undefined;
};

export type LoadBalancedApiCorsInput = {
  /**
   * Origins whose pages may call the API.
   *
   * Allowed: list, each: "*" or an origin with scheme and without path, such as https://app.example.com; at least one value.
   *
   * Default: `["*"]`.
   *
   * Source: document, section 5.
   */
  allowOrigins?: string[] | undefined;
  /**
   * Methods that those pages may use.
   *
   * Allowed: list, each: `*`, `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE`, `OPTIONS`; at least one value.
   *
   * Default: `["GET","HEAD","POST","PUT","PATCH","DELETE","OPTIONS"]`.
   *
   * Source: document, section 5 (ANY /api/{proxy+}).
   */
  allowMethods?: ("*" | "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS")[] | undefined;
  /**
   * Request headers that those pages may send. "*" does not cover authorization in browsers.
   *
   * Allowed: list, each: "*" or a lower-case header name; at least one value.
   *
   * Default: `["authorization","content-type"]`.
   *
   * Source: not in the document; Fetch standard, CORS-safelisted names.
   */
  allowHeaders?: string[] | undefined;
  /**
   * Whether browsers may send cookies. Needs explicit origins.
   *
   * Default: `false`.
   *
   * Source: decision 9.
   */
  allowCredentials?: boolean | undefined;
  /**
   * How long a browser may reuse a preflight response.
   *
   * Allowed: 0 to 86400.
   *
   * Unit: seconds.
   *
   * Default: `300`.
   *
   * Source: not in the document.
   */
  maxAgeSeconds?: number | undefined;
};

export type LoadBalancedLoadBalancerInput = {
  /**
   * Who may reach the load balancer: only the VPC Link (internal), or also the internet on ports 80 and 443 (internet-facing). Changing it replaces the load balancer.
   *
   * Default: `internal`.
   *
   * Source: decision 15 (document, section 4 against its data flow).
   *
   * Cost per month: internet-facing: USD 3.65 per public IPv4 address, one per zone; USD 0.09 per GB out (https://aws.amazon.com/vpc/pricing/).
   */
  scheme?: "internal" | "internet-facing" | undefined;
  /**
   * HTTPS from API Gateway to the load balancer. Left out: HTTP.
   *
   * Source: document, Data Security (can enable HTTPS).
   *
   * Cost per month: none for a public ACM certificate (https://aws.amazon.com/certificate-manager/pricing/).
   */
  https?: LoadBalancedLoadBalancerHttpsInput | undefined;
  /**
   * Whether the instances' security group admits port 80 (nginx) from the load balancer's; no request uses it.
   *
   * Default: documented: `true`, hardened: `false`.
   *
   * Source: decision 28 (document, VPC Configuration).
   */
  admitHttpToInstances?: boolean | undefined;
  accessLogs?: LoadBalancedLoadBalancerAccessLogsInput | undefined;
  webAcl?: LoadBalancedLoadBalancerWebAclInput | undefined;
  /**
   * How long the load balancer keeps an idle connection; longer than api.timeoutSeconds. Uvicorn's timeout follows it, so changing it replaces instances.
   *
   * Allowed: 1 to 4000.
   *
   * Unit: seconds.
   *
   * Default: `60`.
   *
   * Source: decision 31.
   */
  idleTimeoutSeconds?: number | undefined;
  /**
   * Time between health checks.
   *
   * Allowed: 5 to 300.
   *
   * Unit: seconds.
   *
   * Default: `30`.
   *
   * Source: document, section 3.
   */
  healthCheckIntervalSeconds?: number | undefined;
  /**
   * Time in which a health check must answer; shorter than the interval.
   *
   * Allowed: 2 to 120.
   *
   * Unit: seconds.
   *
   * Default: `10`.
   *
   * Source: document, section 3.
   */
  healthCheckTimeoutSeconds?: number | undefined;
  /**
   * Consecutive failed checks that make an instance unhealthy.
   *
   * Allowed: 2 to 10.
   *
   * Default: `3`.
   *
   * Source: document, Production Architecture.
   */
  unhealthyThreshold?: number | undefined;
  /**
   * Consecutive successful checks that make an instance healthy.
   *
   * Allowed: 2 to 10.
   *
   * Default: `3`.
   *
   * Source: not in the document; Terraform's default.
   */
  healthyThreshold?: number | undefined;
  /**
   * Lifetime of the load balancer's session cookie.
   *
   * Allowed: 1 to 604800.
   *
   * Unit: seconds.
   *
   * Default: `86400`.
   *
   * Source: document, section 4 (24 hours).
   */
  stickinessDurationSeconds?: number | undefined;
  /**
   * How long a deregistered instance may finish its requests (connection draining); at least api.timeoutSeconds.
   *
   * Allowed: 0 to 3600.
   *
   * Unit: seconds.
   *
   * Default: `30`.
   *
   * Source: document, section 4.
   */
  deregistrationDelaySeconds?: number | undefined;
};

export type LoadBalancedLoadBalancerWebAclInput = {
  /**
   * Whether AWS WAF inspects the load balancer's requests with AWS's managed common and known-bad-inputs rules, also those that reach the API without passing CloudFront. It sees the VPC Link's addresses, so api.throttlingRateLimitPerSecond is what limits requests.
   *
   * Default: `false`.
   *
   * Source: decision 48.
   *
   * Cost per month: USD 5, USD 1 per rule (2), USD 0.60 per million requests (https://aws.amazon.com/waf/pricing/); logs: USD 0.50 per GB (https://aws.amazon.com/cloudwatch/pricing/).
   */
  enabled?: boolean | undefined;
  /**
   * Whether AWS WAF blocks a request whose body is longer than it inspects: frontend.webAcl.inspectedBodyKiB at CloudFront, 8 KiB at a load balancer. Switched off: it inspects the beginning, and uploads pass.
   *
   * Default: `false`.
   *
   * Source: decision 48.
   *
   * Cost per month: USD 1 (https://aws.amazon.com/waf/pricing/).
   */
  blockUninspectedBodies?: boolean | undefined;
  /**
   * Retention of AWS WAF's log: one line per request, without its query string, cookies and Authorization header.
   *
   * Unit: days.
   *
   * Default: `30`.
   *
   * Source: decision 48.
   */
  logRetentionDays?: 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922 | 3288 | 3653 | undefined;
};

export type LoadBalancedLoadBalancerAccessLogsInput = {
  /**
   * Whether the load balancer logs each request to the environment's log bucket. The lines contain query strings: treat the bucket as patient data.
   *
   * Default: documented: `false`, hardened: `true`.
   *
   * Source: document, Monitoring & Compliance (optional).
   *
   * Cost per month: USD 0.023 per GB kept; delivery is free (https://aws.amazon.com/s3/pricing/).
   */
  enabled?: boolean | undefined;
  /**
   * How long the load balancer's logs are kept.
   *
   * Allowed: 1 to 3650.
   *
   * Unit: days.
   *
   * Default: `90`.
   *
   * Source: not in the document.
   */
  expirationDays?: number | undefined;
};

export type LoadBalancedLoadBalancerHttpsInput = {
  /**
   * Certificate of the HTTPS listener.
   *
   * Allowed: the ARN of an ACM certificate in the environment's region.
   *
   * Source: document, Data Security (can enable HTTPS).
   */
  certificateArn: string;
  /**
   * Name in that certificate, which API Gateway verifies.
   *
   * Allowed: a host name in lower case, such as app.example.com.
   *
   * Source: decision 16.
   */
  serverName: string;
};

export type LoadBalancedAutoScalingInput = {
  /**
   * Minimum number of instances.
   *
   * Allowed: 1 to 100.
   *
   * Default: `1`.
   *
   * Source: document, section 3.
   *
   * Cost per month: per instance: its type, its volume, USD 3.65 for a public IPv4 address if nat is none (https://aws.amazon.com/vpc/pricing/).
   */
  minSize?: number | undefined;
  /**
   * Maximum number of instances. Keep it above desiredCapacity, so that an instance refresh can launch before it terminates.
   *
   * Allowed: 1 to 100.
   *
   * Default: `3`.
   *
   * Source: document, section 3.
   *
   * Cost per month: see minSize, by the hour, for each further instance (https://aws.amazon.com/ec2/pricing/on-demand/).
   */
  maxSize?: number | undefined;
  /**
   * Number of instances at creation; scaling changes it afterwards. Left out: minSize.
   *
   * Allowed: 1 to 100.
   *
   * Source: document, section 3.
   */
  desiredCapacity?: number | undefined;
  /**
   * Average CPU utilization that target tracking maintains.
   *
   * Allowed: 1 to 100.
   *
   * Unit: percent.
   *
   * Default: `70`.
   *
   * Source: document, section 3.
   */
  targetCpuUtilizationPercent?: number | undefined;
  /**
   * Requests per instance that target tracking maintains.
   *
   * Allowed: 1 to 1000000.
   *
   * Unit: requests per minute.
   *
   * Default: `1000`.
   *
   * Source: document, section 3.
   */
  targetRequestsPerTargetPerMinute?: number | undefined;
  /**
   * Boot time of a new instance before health checks and scaling count it.
   *
   * Allowed: 300 to 7200.
   *
   * Unit: seconds.
   *
   * Default: `600`.
   *
   * Source: decision 4 (a first boot on a t2.micro takes minutes).
   */
  healthCheckGracePeriodSeconds?: number | undefined;
  /**
   * Age at which Auto Scaling replaces an instance, one at a time and the new one first, so that it runs the launch template's image with current packages. 0: no limit.
   *
   * Allowed: 0 to 365.
   *
   * Unit: days.
   *
   * Default: documented: `0`, hardened: `30`.
   *
   * Source: not in the document; hardened: decision 49.
   */
  maxInstanceLifetimeDays?: number | undefined;
};

export type LoadBalancedInstanceInput = {
  /**
   * Instance type. Changing it replaces instances: with downtime in single-instance, one at a time in load-balanced.
   *
   * Allowed: an x86_64 EC2 instance type, such as t2.micro.
   *
   * Default: `t2.micro`.
   *
   * Source: document, section 2.
   *
   * Cost per month: t2.micro USD 8.50, within the free tier at first (https://aws.amazon.com/ec2/pricing/on-demand/); USD 2.10 for detailed monitoring (https://aws.amazon.com/cloudwatch/pricing/).
   */
  type?: string | undefined;
  /**
   * Credit mode of burstable (T family) types; other types ignore it. Changing it replaces instances.
   *
   * Default: `standard`.
   *
   * Source: decision 8.
   *
   * Cost per month: unlimited: USD 0.05 per vCPU-hour above the baseline (https://aws.amazon.com/ec2/pricing/on-demand/).
   */
  cpuCredits?: "standard" | "unlimited" | undefined;
  /**
   * Image to launch: Ubuntu 22.04 for amd64. Left out: Canonical's newest, which a single instance uses only at creation. Changing it replaces instances.
   *
   * Allowed: an AMI id, such as ami-0123456789abcdef0.
   *
   * Source: decision 25.
   */
  amiId?: string | undefined;
  /**
   * EBS volume type of the root volume. Changing it replaces instances.
   *
   * Default: `gp3`.
   *
   * Source: document, section 2.
   *
   * Cost per month: gp3 USD 0.08, gp2 USD 0.10 per GiB (https://aws.amazon.com/ebs/pricing/).
   */
  rootVolumeType?: "gp3" | "gp2" | undefined;
  /**
   * Size of the encrypted root volume. Changing it replaces instances.
   *
   * Allowed: 8 to 16384.
   *
   * Unit: GiB.
   *
   * Default: `30`.
   *
   * Source: document, section 2.
   *
   * Cost per month: see rootVolumeType (https://aws.amazon.com/ebs/pricing/).
   */
  rootVolumeSizeGiB?: number | undefined;
};

export type LoadBalancedNetworkInput = {
  /**
   * The VPC's address block. Changing it replaces the VPC and everything in it: create a new environment instead.
   *
   * Allowed: an IPv4 block from /16 to /28 that begins at its first address, such as 10.0.1.0/24.
   *
   * Default: `10.0.0.0/16`.
   *
   * Source: document, VPC Configuration.
   */
  vpcCidr?: string | undefined;
  /**
   * Public subnets, one per availability zone: zone name to address block. Left out: blocks 1 and 2 of vpcCidr, in two zones of region (10.0.1.0/24 and 10.0.2.0/24 of 10.0.0.0/16, in us-east-1a and us-east-1b). Adding a zone leaves the other subnets unchanged. Changing a block replaces its subnet.
   *
   * Allowed: map, each key: availability zone names, such as us-east-1a; each value: an IPv4 block from /16 to /28 that begins at its first address, such as 10.0.1.0/24.
   *
   * Source: document, VPC Configuration; decision 51.
   */
  publicSubnets?: Record<string, string> | undefined;
  egress?: SingleInstanceNetworkEgressInput | undefined;
  /**
   * Whether instances reach Systems Manager and CloudWatch by VPC endpoints, and S3 by a gateway endpoint, instead of the internet.
   *
   * Default: `false`.
   *
   * Source: not in the document; off in hardened: decision 49.
   *
   * Cost per month: 4 interface endpoints: USD 29.20 per zone with instances, USD 0.01 per GB (https://aws.amazon.com/privatelink/pricing/).
   */
  interfaceEndpoints?: boolean | undefined;
  flowLogs?: SingleInstanceNetworkFlowLogsInput | undefined;
  /**
   * How instances reach the internet: from public subnets with public addresses (none), or from private subnets through one NAT gateway (single, in primaryZone) or one per zone (per-az).
   *
   * Default: documented: `none`, hardened: `single`.
   *
   * Source: document, VPC Configuration (NAT Gateway if using private subnets).
   *
   * Cost per month: single, per-az: USD 33 per gateway, USD 3.65 per address, USD 0.045 per GB; none: USD 3.65 per instance's address (https://aws.amazon.com/vpc/pricing/).
   */
  nat?: "none" | "single" | "per-az" | undefined;
  /**
   * Zone of the single NAT gateway and of the EC2 Instance Connect Endpoint; a key of publicSubnets. Left out: the first of them by name. Changing it replaces both, and the NAT gateway's address.
   *
   * Allowed: availability zone names, such as us-east-1a.
   *
   * Source: document, VPC Configuration.
   */
  primaryZone?: string | undefined;
  /**
   * Subnets of the instances if nat is single or per-az, in the same zones as publicSubnets. Left out: block 11 of vpcCidr and the following ones (10.0.11.0/24 and 10.0.12.0/24 of 10.0.0.0/16). Changing a block replaces its subnet.
   *
   * Allowed: map, each key: availability zone names, such as us-east-1a; each value: an IPv4 block from /16 to /28 that begins at its first address, such as 10.0.1.0/24.
   *
   * Source: decision 19; decision 51.
   */
  privateSubnets?: Record<string, string> | undefined;
};

export type SingleInstanceInput = {
  /**
   * The document's Simple (single-instance) or Production (load-balanced) architecture. Changing it replaces everything: create a new environment instead.
   *
   * Source: document, Architecture Diagrams.
   *
   * Cost per month: load-balanced: USD 16.43 for the load balancer, and by use (https://aws.amazon.com/elasticloadbalancing/pricing/); USD 3.65 per public IPv4 address (https://aws.amazon.com/vpc/pricing/).
   */
  topology: "single-instance";
  /**
   * The defaults of the settings below: the document's (documented), or a security review's (hardened). Changing it replaces instances.
   *
   * Default: `documented`.
   *
   * Source: decision 19.
   */
  posture?: "documented" | "hardened" | undefined;
  /**
   * AWS region, of partition aws. Availability zones and subnets follow from it unless network lists others. Changing it replaces everything: create a new environment instead.
   *
   * Allowed: af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2.
   *
   * Default: `us-east-1`.
   *
   * Source: document, VPC Configuration; decision 51.
   */
  region?: string | undefined;
  /**
   * Deletion protection of the load balancer, and prevent_destroy on resources with data or addresses, against replacement and destruction. A resource whose setting is switched off is destroyed even then, except log groups, which stay in AWS (skip_destroy). Turning it off is a separate deploy before a destroy.
   *
   * Default: `false`.
   *
   * Source: decision 19.
   */
  protect?: boolean | undefined;
  /**
   * Whether one KMS key of the environment encrypts its log groups and volumes, instead of keys that AWS owns or manages. Changing it replaces instances. Switching it off schedules the key's deletion, after which no log event that it encrypted can be read: within 30 days, `aws kms cancel-key-deletion --key-id KEY_ID` keeps it.
   *
   * Default: documented: `false`, hardened: `true`.
   *
   * Source: not in the document; hardened: decision 49.
   *
   * Cost per month: USD 1 for the key, USD 0.03 per 10,000 requests (https://aws.amazon.com/kms/pricing/).
   */
  customerManagedKey?: boolean | undefined;
  /**
   * Use the document's literal names for the frontend bucket and the log groups, in one environment per account. Changing it replaces buckets, log groups and instances.
   *
   * Default: `false`.
   *
   * Source: decision 5.
   */
  documentNames?: boolean | undefined;
  /**
   * Key of the environment's state in the state bucket. Left out: <environment>/terraform.tfstate.
   *
   * Allowed: an object key that ends in .tfstate.
   *
   * Source: decision 19.
   */
  stateKey?: string | undefined;
  /**
   * Up to 46 tags of every resource, instance and volume, in addition to Name, Project, Environment and ManagedBy. Changing them replaces instances.
   *
   * Allowed: map, each key: up to 128 letters, digits, inner spaces and _.:/=+@- , not beginning with aws: and not Name, Project, Environment or ManagedBy; each value: up to 256 letters, digits, inner spaces and _.:/=+@- , not beginning with aws:.
   *
   * Default: `{}`.
   *
   * Source: not in the document.
   */
  tags?: Record<string, string> | undefined;
  ssh?: SingleInstanceSshInput | undefined;
  backend: SingleInstanceBackendInput;
  frontend?: SingleInstanceFrontendInput | undefined;
  notifications: SingleInstanceNotificationsInput;
  /**
   * Working hours, outside of which instances are stopped. Left out: instances always run.
   *
   * Source: document, Optimization Tips (stop instances when not in use; schedule ASG for off-hours).
   *
   * Cost per month: saves USD 0.0116 per hour that a t2.micro is off: USD 5.40 of 8.50 from 19:00 to 07:00 and at weekends. A single instance's volume and Elastic IP are still charged, and so is the load balancer (https://aws.amazon.com/ec2/pricing/on-demand/).
   */
  offHours?: SingleInstanceOffHoursInput | undefined;
  network?: SingleInstanceNetworkInput | undefined;
  instance?: SingleInstanceInstanceInput | undefined;
  /**
   * Custom domain. Left out: the names that CloudFront and API Gateway assign.
   *
   * Source: decision 32.
   */
  domain?: SingleInstanceDomainInput | undefined;
  /**
   * Thresholds of the alarms, which docs/runbooks.md describes and the dashboard draws.
   *
   * Default: `{}`.
   *
   * Source: document, section 7.
   *
   * Cost per month: single-instance: USD 1.20 for alarms, USD 3.60 for custom metrics; load-balanced: USD 2.30 and USD 2.40, and USD 1.20 for metrics per instance; three dashboards are free, each further one USD 3 (https://aws.amazon.com/cloudwatch/pricing/).
   */
  alarms?: SingleInstanceAlarmsInput | undefined;
};

export type SingleInstanceAlarmsInput = {
  /**
   * Server errors (5XX) in five minutes above which the alarm fires.
   *
   * Allowed: 0 to 1000000.
   *
   * Default: `10`.
   *
   * Source: document, section 7.
   */
  serverErrorsPerFiveMinutes?: number | undefined;
  /**
   * Error rate of CloudFront and of the API above which their alarms fire; with fewer than 20 requests in five minutes the rate counts as 0.
   *
   * Allowed: 1 to 99.
   *
   * Unit: percent.
   *
   * Default: `5`.
   *
   * Source: not in the document.
   */
  errorRatePercent?: number | undefined;
  /**
   * Average CPU utilization above which the alarm fires; more than autoScaling.targetCpuUtilizationPercent, which scaling maintains.
   *
   * Allowed: 1 to 99.
   *
   * Unit: percent.
   *
   * Default: `80`.
   *
   * Source: document, section 7.
   */
  cpuUtilizationPercent?: number | undefined;
  /**
   * Memory use of the fullest instance above which the alarm fires.
   *
   * Allowed: 1 to 99.
   *
   * Unit: percent.
   *
   * Default: `85`.
   *
   * Source: document, section 7.
   */
  memoryUsedPercent?: number | undefined;
  /**
   * Root volume use of the fullest instance above which the alarm fires.
   *
   * Allowed: 1 to 99.
   *
   * Unit: percent.
   *
   * Default: `80`.
   *
   * Source: document, section 7.
   */
  diskUsedPercent?: number | undefined;
  /**
   * Failed logins in an hour above which the alarm fires; docs/logging.md defines which lines count.
   *
   * Allowed: 0 to 1000000.
   *
   * Default: `20`.
   *
   * Source: document, Monitoring & Compliance (failed login attempts); figure not in the document.
   */
  failedLoginsPerHour?: number | undefined;
  /**
   * Bytes that all log groups ingest in a day above which the alarm fires.
   *
   * Allowed: 1 to 1000000000000000.
   *
   * Unit: bytes.
   *
   * Default: `1000000000`.
   *
   * Source: not in the document.
   *
   * Cost per month: logs: USD 0.50 per GB (https://aws.amazon.com/cloudwatch/pricing/).
   */
  logBytesPerDay?: number | undefined;
};

export type SingleInstanceDomainInput = {
  /**
   * Hosted zone of the names below. Changing it replaces their records.
   *
   * Allowed: the id of a public Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ.
   *
   * Source: decision 32.
   *
   * Cost per month: USD 0.50 (https://aws.amazon.com/route53/pricing/).
   */
  hostedZoneId: string;
  /**
   * Name of the site. Its certificate is in us-east-1, as CloudFront requires. Changing it replaces its records.
   *
   * Allowed: a host name in lower case of up to 64 characters, ACM's limit, such as app.example.com.
   *
   * Source: decision 32.
   */
  frontendName: string;
};

export type SingleInstanceInstanceInput = {
  /**
   * Instance type. Changing it replaces instances: with downtime in single-instance, one at a time in load-balanced.
   *
   * Allowed: an x86_64 EC2 instance type, such as t2.micro.
   *
   * Default: `t2.micro`.
   *
   * Source: document, section 2.
   *
   * Cost per month: t2.micro USD 8.50, within the free tier at first (https://aws.amazon.com/ec2/pricing/on-demand/); USD 2.10 for detailed monitoring (https://aws.amazon.com/cloudwatch/pricing/).
   */
  type?: string | undefined;
  /**
   * Credit mode of burstable (T family) types; other types ignore it. Changing it replaces instances.
   *
   * Default: `standard`.
   *
   * Source: decision 8.
   *
   * Cost per month: unlimited: USD 0.05 per vCPU-hour above the baseline (https://aws.amazon.com/ec2/pricing/on-demand/).
   */
  cpuCredits?: "standard" | "unlimited" | undefined;
  /**
   * Image to launch: Ubuntu 22.04 for amd64. Left out: Canonical's newest, which a single instance uses only at creation. Changing it replaces instances.
   *
   * Allowed: an AMI id, such as ami-0123456789abcdef0.
   *
   * Source: decision 25.
   */
  amiId?: string | undefined;
  /**
   * EBS volume type of the root volume. Changing it replaces instances.
   *
   * Default: `gp3`.
   *
   * Source: document, section 2.
   *
   * Cost per month: gp3 USD 0.08, gp2 USD 0.10 per GiB (https://aws.amazon.com/ebs/pricing/).
   */
  rootVolumeType?: "gp3" | "gp2" | undefined;
  /**
   * Size of the encrypted root volume. Changing it replaces instances.
   *
   * Allowed: 8 to 16384.
   *
   * Unit: GiB.
   *
   * Default: `30`.
   *
   * Source: document, section 2.
   *
   * Cost per month: see rootVolumeType (https://aws.amazon.com/ebs/pricing/).
   */
  rootVolumeSizeGiB?: number | undefined;
  /**
   * Zone of the instance; a key of network.publicSubnets. Left out: the first of them by name. Changing it replaces the instance.
   *
   * Allowed: availability zone names, such as us-east-1a.
   *
   * Source: document, VPC Configuration.
   */
  availabilityZone?: string | undefined;
};

export type SingleInstanceNetworkInput = {
  /**
   * The VPC's address block. Changing it replaces the VPC and everything in it: create a new environment instead.
   *
   * Allowed: an IPv4 block from /16 to /28 that begins at its first address, such as 10.0.1.0/24.
   *
   * Default: `10.0.0.0/16`.
   *
   * Source: document, VPC Configuration.
   */
  vpcCidr?: string | undefined;
  /**
   * Public subnets, one per availability zone: zone name to address block. Left out: blocks 1 and 2 of vpcCidr, in two zones of region (10.0.1.0/24 and 10.0.2.0/24 of 10.0.0.0/16, in us-east-1a and us-east-1b). Adding a zone leaves the other subnets unchanged. Changing a block replaces its subnet.
   *
   * Allowed: map, each key: availability zone names, such as us-east-1a; each value: an IPv4 block from /16 to /28 that begins at its first address, such as 10.0.1.0/24.
   *
   * Source: document, VPC Configuration; decision 51.
   */
  publicSubnets?: Record<string, string> | undefined;
  egress?: SingleInstanceNetworkEgressInput | undefined;
  /**
   * Whether instances reach Systems Manager and CloudWatch by VPC endpoints, and S3 by a gateway endpoint, instead of the internet.
   *
   * Default: `false`.
   *
   * Source: not in the document; off in hardened: decision 49.
   *
   * Cost per month: 4 interface endpoints: USD 29.20 per zone with instances, USD 0.01 per GB (https://aws.amazon.com/privatelink/pricing/).
   */
  interfaceEndpoints?: boolean | undefined;
  flowLogs?: SingleInstanceNetworkFlowLogsInput | undefined;
};

export type SingleInstanceNetworkFlowLogsInput = {
  /**
   * Whether a log group records the VPC's traffic.
   *
   * Default: documented: `false`, hardened: `true`.
   *
   * Source: document, Monitoring & Compliance (optional).
   *
   * Cost per month: USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/).
   */
  enabled?: boolean | undefined;
  /**
   * Retention of the flow logs.
   *
   * Unit: days.
   *
   * Default: `30`.
   *
   * Source: not in the document; same as the backend's logs.
   */
  retentionDays?: 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922 | 3288 | 3653 | undefined;
};

export type SingleInstanceNetworkEgressInput = {
  /**
   * Whether instances may only call TCP ports in tcpPorts, instead of every port.
   *
   * Default: documented: `false`, hardened: `true`.
   *
   * Source: not in the document; hardened: decision 49.
   */
  restricted?: boolean | undefined;
  /**
   * TCP ports that instances may call, if restricted: package mirrors (80), AWS, git, package indexes and Gemini (443), MongoDB Atlas (27015 to 27017). DNS, time and instance metadata of the VPC need no rule.
   *
   * Allowed: list, each: integer, 1 to 65535; up to 20 different ports.
   *
   * Default: `[80,443,27015,27016,27017]`.
   *
   * Source: document, Network Security (EC2 → Internet); MongoDB Atlas, Troubleshoot Connection Issues.
   */
  tcpPorts?: number[] | undefined;
};

export type SingleInstanceOffHoursInput = {
  /**
   * Time at which instances stop.
   *
   * Allowed: a time of day from 00:00 to 23:59.
   *
   * Source: document, Optimization Tips.
   */
  stopTime: string;
  /**
   * Time at which they start again.
   *
   * Allowed: a time of day from 00:00 to 23:59.
   *
   * Source: document, Optimization Tips.
   */
  startTime: string;
  /**
   * Time zone of both times.
   *
   * Allowed: an IANA time zone, such as America/New_York.
   *
   * Source: AWS, Scheduled scaling for Amazon EC2 Auto Scaling.
   */
  timeZone: string;
  /**
   * Days on which instances stop and start.
   *
   * Allowed: list, each: `MON`, `TUE`, `WED`, `THU`, `FRI`, `SAT`, `SUN`; at least one value; each weekday once.
   *
   * Default: `["MON","TUE","WED","THU","FRI"]`.
   *
   * Source: not in the document.
   */
  weekdays?: ("MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN")[] | undefined;
};

export type SingleInstanceNotificationsInput = {
  /**
   * Recipients of the environment's alarms. AWS asks each address to confirm each of three topics: critical, warning and info.
   *
   * Allowed: list, each: email; at least one e-mail address; each address once, in upper or lower case.
   *
   * Source: document, Alerting Strategy.
   *
   * Cost per month: USD 1 for the key of the topics (https://aws.amazon.com/kms/pricing/).
   */
  emailAddresses: string[];
};

export type SingleInstanceFrontendInput = {
  /**
   * Edge locations that serve the site.
   *
   * Default: `PriceClass_100`.
   *
   * Source: document, section 6.
   *
   * Cost per month: per request and GB, by location (https://aws.amazon.com/cloudfront/pricing/).
   */
  priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All" | undefined;
  /**
   * Who may read the bucket: everyone through website hosting (public-website), or only this distribution through origin access control (private).
   *
   * Default: documented: `public-website`, hardened: `private`.
   *
   * Source: document, section 6; decision 19.
   */
  bucketAccess?: "public-website" | "private" | undefined;
  /**
   * Versioning of the bucket. Old versions expire, also after versioning is suspended.
   *
   * Default: documented: `Suspended`, hardened: `Enabled`.
   *
   * Source: document, section 6; decision 19.
   *
   * Cost per month: Enabled: USD 0.023 per GB of old versions (https://aws.amazon.com/s3/pricing/).
   */
  bucketVersioning?: "Suspended" | "Enabled" | undefined;
  /**
   * How long old versions are kept.
   *
   * Allowed: 1 to 3650.
   *
   * Unit: days.
   *
   * Default: `30`.
   *
   * Source: not in the document.
   */
  oldVersionsExpirationDays?: number | undefined;
  /**
   * Whether objects move to S3 Intelligent-Tiering, which tiers objects of 128 KB or more.
   *
   * Default: `false`.
   *
   * Source: document, Optimization Tips.
   *
   * Cost per month: USD 0.0025 per 1,000 objects (https://aws.amazon.com/s3/pricing/).
   */
  intelligentTiering?: boolean | undefined;
  accessLogs?: SingleInstanceFrontendAccessLogsInput | undefined;
  /**
   * API paths whose answers CloudFront caches, by path and query string, for as long as their Cache-Control header allows. CloudFront forwards no cookies and no Authorization header on these paths: public data only.
   *
   * Allowed: list, each: paths below /api/, with '*' only at the end; different paths; at most 64 paths.
   *
   * Default: `[]`.
   *
   * Source: document, Caching (API response caching, optional); decision 6.
   */
  cachedPaths?: string[] | undefined;
  /**
   * Content-Security-Policy header of the site's pages: what they may load, run and call. {api} is the API's origin where browsers call it directly, and nothing otherwise. The hardened policy allows no inline script.
   *
   * Allowed: none, or directives separated by "; ", without $, %, and { or } except in {api}.
   *
   * Default: documented: `none`, hardened: `default-src 'self'; base-uri 'self'; connect-src 'self' {api}; font-src 'self' data:; form-action 'self'; frame-ancestors 'self'; img-src 'self' blob: data:; object-src 'none'; style-src 'self' 'unsafe-inline'`.
   *
   * Source: decision 48.
   */
  contentSecurityPolicy?: string | undefined;
  webAcl?: SingleInstanceFrontendWebAclInput | undefined;
};

export type SingleInstanceFrontendWebAclInput = {
  /**
   * Whether AWS WAF protects the distribution with AWS's managed common, known-bad-inputs and IP-reputation rules. It does not protect the API's endpoint, which stays public: see loadBalancer.webAcl.
   *
   * Default: `false`.
   *
   * Source: decision 6 (no WAF for HTTP APIs); decision 48.
   *
   * Cost per month: USD 5, USD 1 per rule (4), USD 0.60 per million requests (https://aws.amazon.com/waf/pricing/); logs: USD 0.50 per GB (https://aws.amazon.com/cloudwatch/pricing/).
   */
  enabled?: boolean | undefined;
  /**
   * Requests from one address in five minutes above which AWS WAF blocks it.
   *
   * Allowed: 10 to 2000000000.
   *
   * Default: `2000`.
   *
   * Source: not in the document.
   */
  requestsPerFiveMinutes?: number | undefined;
  /**
   * How much of a request's body AWS WAF inspects.
   *
   * Unit: KiB.
   *
   * Default: `64`.
   *
   * Source: AWS, Considerations for managing body inspection in AWS WAF (its default is 16).
   *
   * Cost per month: USD 0.30 per million requests and 16 KiB above 16, for requests with such a body (https://aws.amazon.com/waf/pricing/).
   */
  inspectedBodyKiB?: 16 | 32 | 48 | 64 | undefined;
  /**
   * Whether AWS WAF blocks a request whose body is longer than it inspects: frontend.webAcl.inspectedBodyKiB at CloudFront, 8 KiB at a load balancer. Switched off: it inspects the beginning, and uploads pass.
   *
   * Default: `false`.
   *
   * Source: decision 48.
   *
   * Cost per month: USD 1 (https://aws.amazon.com/waf/pricing/).
   */
  blockUninspectedBodies?: boolean | undefined;
  /**
   * Retention of AWS WAF's log: one line per request, without its query string, cookies and Authorization header.
   *
   * Unit: days.
   *
   * Default: `30`.
   *
   * Source: decision 48.
   */
  logRetentionDays?: 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922 | 3288 | 3653 | undefined;
};

export type SingleInstanceFrontendAccessLogsInput = {
  /**
   * Whether CloudFront logs each request to the environment's log bucket. The lines contain no query strings, cookies and referers.
   *
   * Default: documented: `false`, hardened: `true`.
   *
   * Source: decision 19; decision 48.
   *
   * Cost per month: USD 0.023 per GB kept; delivery is free (https://aws.amazon.com/s3/pricing/).
   */
  enabled?: boolean | undefined;
  /**
   * How long CloudFront's logs are kept.
   *
   * Allowed: 1 to 3650.
   *
   * Unit: days.
   *
   * Default: `90`.
   *
   * Source: not in the document.
   */
  expirationDays?: number | undefined;
};

export type SingleInstanceBackendInput = {
  /**
   * Git repository of the FastAPI backend. Changing it replaces instances.
   *
   * Allowed: an https URL of a git repository without user name, query or spaces.
   *
   * Source: decision 20.
   */
  repository: string;
  /**
   * Tag or commit to run. Changing it replaces instances. A branch causes a warning in load-balanced, where instances launch at any time.
   *
   * Allowed: a git tag, branch or full commit id of letters, digits, '.', '_', '-' and '/'.
   *
   * Source: decision 20.
   */
  ref: string;
  /**
   * Directory of the backend inside the repository. Changing it replaces instances.
   *
   * Allowed: a relative directory without "..".
   *
   * Default: `.`.
   *
   * Source: decision 20.
   */
  directory?: string | undefined;
  /**
   * pip requirements file, relative to the directory. Changing it replaces instances.
   *
   * Allowed: a relative file path without "..".
   *
   * Default: `requirements.txt`.
   *
   * Source: decision 20.
   */
  requirementsFile?: string | undefined;
  /**
   * ASGI application that Uvicorn serves. Changing it replaces instances.
   *
   * Allowed: module and attribute of an ASGI application, such as app.main:app.
   *
   * Default: `app.main:app`.
   *
   * Source: decision 20.
   */
  application?: string | undefined;
  /**
   * Whether pip may build dependencies that have no wheel, which runs their code during the installation, as a user without rights. Changing it replaces instances.
   *
   * Default: `false`.
   *
   * Source: decision 46.
   */
  allowSourceBuilds?: boolean | undefined;
  /**
   * Whether the application reaches the instance metadata service and with it the credentials of the instance's role. It needs them to call AWS, such as to invoke a Lambda function. Changing it replaces instances.
   *
   * Default: documented: `allowed`, hardened: `denied`.
   *
   * Source: document, section 8 (Lambda invoke); posture hardened: decision 46.
   */
  instanceMetadata?: "denied" | "allowed" | undefined;
  /**
   * Uvicorn worker processes. Changing it replaces instances.
   *
   * Allowed: 1 to 32.
   *
   * Default: `1`.
   *
   * Source: decision 20 (a t2.micro has one vCPU).
   */
  workers?: number | undefined;
  /**
   * Path that must answer 200 for an instance to be healthy. Changing it replaces instances.
   *
   * Allowed: a path that begins with '/', without query.
   *
   * Default: `/health`.
   *
   * Source: document, section 3.
   */
  healthCheckPath?: string | undefined;
  /**
   * Parameter Store parameter (SecureString) with the access token of a private repository. Left out: the repository is public. Changing it replaces instances.
   *
   * Allowed: the name of a Parameter Store parameter in a folder below the environment's path.
   *
   * Source: decision 20.
   */
  tokenParameter?: string | undefined;
  /**
   * Retention of the backend's log group.
   *
   * Unit: days.
   *
   * Default: `30`.
   *
   * Source: document, section 7.
   *
   * Cost per month: USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/).
   */
  logRetentionDays?: 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922 | 3288 | 3653 | undefined;
};

export type SingleInstanceSshInput = {
  /**
   * Blocks that may reach port 22, up to 5 in single-instance; an empty list admits none. Left out: network.vpcCidr, or none if posture is hardened.
   *
   * Allowed: list, each: an IPv4 block from /8 to /32 that begins at its first address, such as 10.0.1.0/24; up to 50 different blocks, because a security group has 60 rules.
   *
   * Source: document, Access Control (restricted to specific IPs); default: decision 20.
   */
  allowedCidrs?: string[] | undefined;
  /**
   * EC2 key pair for SSH. Left out: no key; use EC2 Instance Connect or Session Manager. Changing it replaces instances.
   *
   * Allowed: the name of an EC2 key pair.
   *
   * Source: document, Access Control (key-based authentication only).
   */
  keyName?: string | undefined;
  /**
   * Whether operators reach port 22 through an EC2 Instance Connect Endpoint, without a public address. It is in the instance's zone, or in network.primaryZone.
   *
   * Default: `false`.
   *
   * Source: decision 20; AWS, Connect using EC2 Instance Connect Endpoint.
   *
   * Cost per month: none; USD 0.01 per GB to instances in another zone (https://aws.amazon.com/ec2/pricing/on-demand/).
   */
  instanceConnectEndpoint?: boolean | undefined;
};

export type AccountInput = {
  /**
   * The only AWS account that a deploy accepts.
   *
   * Allowed: the 12 digits of an AWS account id, in quotes.
   *
   * Source: decision 19.
   */
  id: string;
  /**
   * Region, of partition aws, of the state bucket and of the account's trail, topics and alarms. Changing it replaces them all.
   *
   * Allowed: af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2.
   *
   * Default: `us-east-1`.
   *
   * Source: document, VPC Configuration.
   */
  region?: string | undefined;
  notifications: AccountNotificationsInput;
  /**
   * The CloudTrail trail that the security alerts need: `{ create: true, ... }`, or an existing one. Left out: `{ create: true }`.
   *
   * Default: `{"create":true}`.
   *
   * Source: decision 36.
   *
   * Cost per month: the first trail's management events are free, further trails USD 2.00 per 100,000 events (https://aws.amazon.com/cloudtrail/pricing/).
   */
  trail?: AccountTrailCreatedInput | AccountTrailInput | undefined;
  /**
   * GuardDuty, whose findings of severity medium and above are alerts: `{ create: true }` for a detector in each watched region, or an existing one. Left out: no GuardDuty.
   *
   * Source: decision 13.
   *
   * Cost per month: USD 4.00 per million management events, USD 1.00 per GB of flow and DNS logs (https://aws.amazon.com/guardduty/pricing/).
   */
  guardDuty?: AccountGuardDutyCreatedInput | AccountGuardDutyInput | undefined;
  safeguards?: AccountSafeguardsInput | undefined;
  alerts?: AccountAlertsInput | undefined;
  budget?: AccountBudgetInput | undefined;
  costAnomalies?: AccountCostAnomaliesInput | undefined;
  /**
   * Roles for GitHub Actions: one to plan, and one to deploy each of deployEnvironments. Left out: no roles.
   *
   * Source: decision 37.
   *
   * Cost per month: none.
   */
  ci?: AccountCiInput | undefined;
};

export type AccountCiInput = {
  /**
   * The GitHub repository whose workflows may assume the roles; no other may.
   *
   * Allowed: a GitHub repository as owner/name.
   *
   * Source: decision 37.
   */
  repository: string;
  /**
   * How the subject of the tokens names the repository. For repositories created, renamed or moved after 18 June 2026, GitHub adds the ids of owner and repository. Left out: `repository`.
   *
   * Allowed: what is between 'repo:' and the next ':' in the subject of the repository's tokens.
   *
   * Source: decision 45.
   */
  subjectRepository?: string | undefined;
  /**
   * GitHub's id of the repository, which tokens must have, too, so that no other repository of that name is trusted. Left out: not compared.
   *
   * Allowed: digits.
   *
   * Source: decision 45.
   */
  repositoryId?: string | undefined;
  /**
   * GitHub's id of the repository's owner, which tokens must have, too. Left out: not compared.
   *
   * Allowed: digits.
   *
   * Source: decision 45.
   */
  repositoryOwnerId?: string | undefined;
  /**
   * The branch whose jobs may deploy, and may plan in addition to pull requests.
   *
   * Allowed: a branch name of letters, digits, '.', '_', '-' and '/'.
   *
   * Default: `main`.
   *
   * Source: decisions 37 and 45.
   */
  branch?: string | undefined;
  /**
   * The IAM provider of GitHub's tokens: `{ create: true }`, or the account's existing one. Left out: `{ create: true }`.
   *
   * Default: `{"create":true}`.
   *
   * Source: decision 36.
   *
   * Cost per month: none.
   */
  oidcProvider?: AccountCostAnomaliesMonitorCreatedInput | AccountCiOidcProviderInput | undefined;
  /**
   * Environments that CI may deploy, each from a protected GitHub environment of the same name. Every role of such an environment has a permissions boundary, which the account's stack creates. Empty: CI plans only.
   *
   * Allowed: list, each: names of environments; different environments.
   *
   * Default: `[]`.
   *
   * Source: decision 37.
   */
  deployEnvironments?: string[] | undefined;
};

export type AccountCiOidcProviderInput = {
  create?: false | undefined;
  /**
   * ARN of the account's existing IAM provider of GitHub's tokens (`aws iam list-open-id-connect-providers`).
   *
   * Allowed: the ARN of the account's provider for token.actions.githubusercontent.com.
   *
   * Source: decision 36.
   */
  arn: string;
};

export type AccountCostAnomaliesInput = {
  /**
   * The account's cost anomaly monitor of AWS services; AWS allows one. AWS has created it in most accounts: give its ARN, or `{ create: true }` if there is none. Left out: no e-mails about cost anomalies.
   *
   * Source: decision 36.
   *
   * Cost per month: none (https://aws.amazon.com/aws-cost-management/aws-cost-anomaly-detection/).
   */
  monitor?: AccountCostAnomaliesMonitorCreatedInput | AccountCostAnomaliesMonitorInput | undefined;
  /**
   * Total impact at which the daily e-mail reports an anomaly.
   *
   * Allowed: 1 to 10000000.
   *
   * Unit: USD.
   *
   * Default: `20`.
   *
   * Source: document, Alerting Strategy (cost anomalies, daily).
   */
  thresholdUsd?: number | undefined;
};

export type AccountCostAnomaliesMonitorInput = {
  create?: false | undefined;
  /**
   * The existing monitor of AWS services, found by `aws ce get-anomaly-monitors --query "AnomalyMonitors[?MonitorDimension=='SERVICE'].MonitorArn" --output text`.
   *
   * Allowed: the ARN of a cost anomaly monitor.
   *
   * Source: decision 36.
   */
  arn: string;
};

export type AccountCostAnomaliesMonitorCreatedInput = {
  create: true;
};

export type AccountBudgetInput = {
  /**
   * Monthly budget of the account. An e-mail reports 80 and 100 percent spent, and 100 percent forecast.
   *
   * Allowed: 1 to 10000000.
   *
   * Unit: USD.
   *
   * Default: `200`.
   *
   * Source: not in the document; above the sum in docs/costs.md.
   *
   * Cost per month: none for the first two budgets (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/).
   */
  monthlyLimitUsd?: number | undefined;
};

export type AccountAlertsInput = {
  /**
   * Denied API calls in five minutes, in all regions, at which the alarm fires.
   *
   * Allowed: 1 to 100000.
   *
   * Default: `10`.
   *
   * Source: not in the document.
   */
  deniedCallsPerFiveMinutes?: number | undefined;
  /**
   * Failed console sign-ins in five minutes, in all regions, at which the alarm fires. Each failed sign-in in a watched region is also reported by itself.
   *
   * Allowed: 1 to 100000.
   *
   * Default: `3`.
   *
   * Source: document, Monitoring & Compliance (failed login attempts).
   */
  failedSignInsPerFiveMinutes?: number | undefined;
  /**
   * Hour at which the daily summary of security events is sent.
   *
   * Allowed: 0 to 23.
   *
   * Unit: hour of the day, UTC.
   *
   * Default: `7`.
   *
   * Source: document, Alerting Strategy (Info, daily).
   *
   * Cost per month: USD 0.005 per GB that its query reads (https://aws.amazon.com/cloudwatch/pricing/).
   */
  summaryHourUtc?: number | undefined;
  /**
   * Deny to disable or delete the key of the topics, without which no alert is sent. Turning it off is a separate deploy before a destroy.
   *
   * Default: `true`.
   *
   * Source: decision 47.
   */
  protectKey?: boolean | undefined;
};

export type AccountSafeguardsInput = {
  /**
   * S3 Block Public Access for the whole account: no bucket in it can be public, whichever created it. Refused while an environment's frontend.bucketAccess is public-website.
   *
   * Default: `false`.
   *
   * Source: decision 47.
   *
   * Cost per month: none.
   */
  blockPublicBuckets?: boolean | undefined;
  /**
   * EBS encryption by default in every watched region: each new volume in the account is encrypted, also one that this project does not create. Its own volumes are encrypted in any case.
   *
   * Default: `false`.
   *
   * Source: decision 47.
   *
   * Cost per month: none.
   */
  encryptVolumes?: boolean | undefined;
  /**
   * An IAM Access Analyzer in every watched region, whose findings about access from outside the account are alerts (info). AWS allows one of this kind per region.
   *
   * Default: `false`.
   *
   * Source: decision 47.
   *
   * Cost per month: none for external access (https://aws.amazon.com/iam/access-analyzer/pricing/).
   */
  accessAnalyzer?: boolean | undefined;
  /**
   * What is typed and shown in each session of Session Manager, in the log group /careflowai/account/sessions of each environment's region. It sets the region's session preferences, of which AWS has one: import them if they exist. Left out: sessions are not logged; the trail records that they took place.
   *
   * Source: decision 47.
   */
  sessionLogs?: AccountSafeguardsSessionLogsInput | undefined;
};

export type AccountSafeguardsSessionLogsInput = {
  /**
   * Retention of the log group. Six years: 2192.
   *
   * Unit: days.
   *
   * Default: `90`.
   *
   * Source: decision 47.
   *
   * Cost per month: USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/).
   */
  retentionDays?: 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922 | 3288 | 3653 | undefined;
};

export type AccountGuardDutyInput = {
  create?: false | undefined;
  /**
   * Id of the existing detector in account.region (`aws guardduty list-detectors`). A plan fails unless it exists and is enabled.
   *
   * Allowed: the 32 hexadecimal digits of a GuardDuty detector's id.
   *
   * Source: decision 36.
   */
  detectorId: string;
};

export type AccountGuardDutyCreatedInput = {
  create: true;
  /**
   * Paid features of the detectors: S3_DATA_EVENTS for reads and writes of objects, EBS_MALWARE_PROTECTION for scans of the volumes of an instance with a finding, LAMBDA_NETWORK_LOGS, RDS_LOGIN_EVENTS and EKS_AUDIT_LOGS for services that this project does not use. The others are disabled. Only with create: true.
   *
   * Allowed: list, each: `S3_DATA_EVENTS`, `EBS_MALWARE_PROTECTION`, `RDS_LOGIN_EVENTS`, `LAMBDA_NETWORK_LOGS`, `EKS_AUDIT_LOGS`; different features.
   *
   * Default: `[]`.
   *
   * Source: decision 47.
   *
   * Cost per month: S3_DATA_EVENTS USD 0.80 per million events, EBS_MALWARE_PROTECTION USD 0.03 per GB scanned (https://aws.amazon.com/guardduty/pricing/).
   */
  features?: ("S3_DATA_EVENTS" | "EBS_MALWARE_PROTECTION" | "RDS_LOGIN_EVENTS" | "LAMBDA_NETWORK_LOGS" | "EKS_AUDIT_LOGS")[] | undefined;
};

export type AccountTrailInput = {
  create?: false | undefined;
  /**
   * ARN of an existing multi-region trail (`aws cloudtrail describe-trails`).
   *
   * Allowed: the ARN of a CloudTrail trail.
   *
   * Source: decision 36.
   */
  arn: string;
  /**
   * Log group of the existing trail, in account.region. Left out: no alarms on denied calls and failed sign-ins, and no daily summary.
   *
   * Allowed: the name of a CloudWatch Logs group.
   *
   * Source: decision 36.
   */
  logGroupName?: string | undefined;
};

export type AccountTrailCreatedInput = {
  create: true;
  /**
   * How long the trail's files are kept in its bucket, and 90 days longer as old versions. HIPAA asks for six years of documentation: 2190. Only with create: true.
   *
   * Allowed: 1 to 3650.
   *
   * Unit: days.
   *
   * Default: `365`.
   *
   * Source: not in the document.
   *
   * Cost per month: USD 0.023 per GB (https://aws.amazon.com/s3/pricing/).
   */
  expirationDays?: number | undefined;
  /**
   * S3 Object Lock on the trail's bucket: no file can be deleted or overwritten before its retention ends. Turning it on changes the existing bucket in place; S3 never turns it off again. Left out: no Object Lock. Only with create: true.
   *
   * Source: decision 47.
   *
   * Cost per month: none, except for the storage of what is kept longer.
   */
  objectLock?: AccountTrailCreatedObjectLockInput | undefined;
  /**
   * prevent_destroy on the trail's bucket, whose files are evidence, and a deny of deletes on the bucket, its files and the trail's key. Turning it off is a separate deploy before a destroy, which then empties the bucket. Only with create: true.
   *
   * Default: `true`.
   *
   * Source: decisions 36 and 47.
   */
  protect?: boolean | undefined;
  /**
   * Retention of the trail's log group, which the alarms and the daily summary read. Six years: 2192. Only with create: true.
   *
   * Unit: days.
   *
   * Default: `90`.
   *
   * Source: not in the document.
   *
   * Cost per month: USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/).
   */
  logRetentionDays?: 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922 | 3288 | 3653 | undefined;
  /**
   * Whether the trail records reads and writes of objects in the project's buckets, and invocations of Lambda functions. Only with create: true.
   *
   * Default: `false`.
   *
   * Source: document, Monitoring & Compliance (resource access patterns); decision 13.
   *
   * Cost per month: USD 0.10 per 100,000 events, and USD 0.50 per GB in the log group (https://aws.amazon.com/cloudtrail/pricing/).
   */
  dataEvents?: boolean | undefined;
};

export type AccountTrailCreatedObjectLockInput = {
  /**
   * GOVERNANCE: principals with s3:BypassGovernanceRetention can still delete a file. COMPLIANCE: no principal can, root included, until the retention ends; the bucket cannot be destroyed before that.
   *
   * Default: `GOVERNANCE`.
   *
   * Source: decision 47.
   */
  mode?: "GOVERNANCE" | "COMPLIANCE" | undefined;
  /**
   * How long each file is locked after it is written. At most expirationDays.
   *
   * Allowed: 1 to 3650.
   *
   * Unit: days.
   *
   * Source: decision 47.
   */
  retentionDays: number;
};

export type AccountNotificationsInput = {
  /**
   * Recipients of security events and cost reports.
   *
   * Allowed: list, each: email; at least one e-mail address; each address once, in upper or lower case; up to 10 addresses.
   *
   * Source: document, Alerting.
   */
  emailAddresses: string[];
};
