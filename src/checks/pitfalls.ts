/** A row's number: section, then place in it. */
export type Row = `2.${number}-${number}`;

export interface Pitfall {
  /** What goes wrong, mostly in silence, and what is right. */
  readonly pitfall: string;
  /** Why neither check nor test stands for it. */
  readonly reason?: string;
}

/**
 * What has bitten others with exactly these resources: 2.1 API Gateway and VPC Link, 2.2 load balancer, 2.3
 * instances, 2.4 network, 2.5 S3 and CloudFront, 2.6 CloudWatch, 2.7 IAM and account, 2.8 state.
 *
 * A check whose id is the row stands for it, or a test whose title begins with the row, or a reason tells why not.
 */
export const pitfalls: Readonly<Record<Row, Pitfall>> = {
  "2.1-1": { pitfall: "API Gateway reaches a load balancer by its listener's ARN, not by ARN or DNS name." },
  "2.1-2": { pitfall: "The name of a stage becomes part of the backend's path, unless it is $default." },
  "2.1-3": { pitfall: "Without auto deploy a change of an HTTP API never goes live." },
  "2.1-4": { pitfall: "A throttling limit that is left out counts as 0 and refuses every call; set both." },
  "2.1-5": { pitfall: "HTTP APIs know no usage plan, API key, cache or WAF; those resources fail at apply." },
  "2.1-6": { pitfall: "CORS with credentials needs explicit origins; with * it is refused." },
  "2.1-7": { pitfall: "The gateway's CORS replaces the backend's, and an origin has a scheme." },
  "2.1-8": { pitfall: "Timeout and log format have hard limits; keep to 30 s and 3 KB." },
  "2.1-9": {
    pitfall: "Access logs need a log group that the gateway may write to, and no REST account role.",
  },
  "2.1-10": { pitfall: "A VPC Link never changes, so its successor and the integration's must stand first." },
  "2.1-11": {
    pitfall: "Some zones have no VPC Link, and zone letters differ by account; check the zone's id.",
  },
  "2.1-12": {
    pitfall: "A VPC Link sleeps after 60 days without traffic, and the first calls then fail.",
    reason: "documentation only: it happens at run time and no setting prevents it",
  },
  "2.1-13": {
    pitfall: "Traffic starts at the VPC Link, so its group needs no way in, and the load balancer admits it.",
  },
  "2.1-14": { pitfall: "ANY /api/{proxy+} does not match /api; a $default route catches what is left." },
  "2.1-15": {
    pitfall: "Metrics of HTTP APIs have other names than those of REST APIs, and two dimensions.",
  },
  "2.1-16": { pitfall: "API latency is in milliseconds, the load balancer's in seconds." },
  "2.1-17": {
    pitfall:
      "A sticky session's cookie is third-party to a page of another host; send credentials, or share.",
    reason: "synth warns (src/config/warnings.ts); the document's own settings have it so (decision 9)",
  },

  "2.2-1": {
    pitfall: "A target group in use cannot be deleted; its successor stands first, by name prefix.",
  },
  "2.2-2": {
    pitfall: "A health check that tests the database, or too early, replaces every instance at once.",
  },
  "2.2-3": { pitfall: "A health check's timeout has to be shorter than its interval." },
  "2.2-4": {
    pitfall: "A load balancer writes access logs only where the bucket's policy and encryption allow it.",
  },
  "2.2-5": { pitfall: "Deletion protection stops the destroy of an environment that is meant to go." },
  "2.2-6": { pitfall: "Alarms name a load balancer by the suffix of its ARN." },
  "2.2-7": {
    pitfall: "Errors that the load balancer itself answers are not in its targets' count; watch both.",
  },
  "2.2-8": { pitfall: "An idle timeout below the gateway's cuts off calls that it still waits for." },

  "2.3-1": { pitfall: "The version $Latest never starts an instance refresh; name the latest number." },
  "2.3-2": { pitfall: "The refresh of a single instance is an outage, unless the new one starts first." },
  "2.3-3": {
    pitfall: "A refresh that refers to an alarm on its own group closes a circle; use plain names.",
  },
  "2.3-4": { pitfall: "Terraform resets the capacity that scaling chose, unless it ignores the change." },
  "2.3-5": {
    pitfall: "A schedule that leaves out a size may set it to 0; set all three, and the time zone.",
  },
  "2.3-6": { pitfall: "A group that joins a target group in two ways leaves it at every other apply." },
  "2.3-7": { pitfall: "Scaling on requests needs both ARN suffixes in one label, and the listener first." },
  "2.3-8": { pitfall: "A group publishes no metrics by default, and alarms on them stay empty." },
  "2.3-9": { pitfall: "Default tags do not reach Auto Scaling groups, instances and volumes." },
  "2.3-10": { pitfall: "Without IMDSv2 a request forged on the instance reads its credentials." },
  "2.3-11": {
    pitfall: "A sensitive value hides a new AMI from the plan; show it, and do not replace a lone instance.",
  },
  "2.3-12": { pitfall: "A device name other than the AMI's root adds a second disk." },
  "2.3-13": { pitfall: "A volume key of one's own has to admit Auto Scaling, or no instance starts." },
  "2.3-14": { pitfall: "Security groups on the template and on its interfaces exclude each other." },
  "2.3-15": {
    pitfall: "Accounts on the free plan, and some zones, refuse t2.micro; the type is configuration.",
    reason: "synth warns (src/config/warnings.ts); the document asks for t2.micro (decision 8)",
  },
  "2.3-16": { pitfall: "Without credits CPU sinks below every threshold; choose the credit mode." },
  "2.3-17": { pitfall: "An Elastic IP needs the internet gateway first, and something that holds it." },

  "2.4-1": { pitfall: "Inline rules and rule resources undo each other; every rule is a resource." },
  "2.4-2": { pitfall: "Terraform removes a new group's way out; open what is needed." },
  "2.4-3": { pitfall: "A group in use cannot be deleted; its successor stands first, by name prefix." },
  "2.4-4": { pitfall: "The VPC's default group stays open, unless it is managed and emptied." },
  "2.4-5": { pitfall: "SSH open to the world is found within minutes; name blocks, or use none." },
  "2.4-6": { pitfall: "An instance that admits more than its front is called past throttling and logs." },
  "2.4-7": {
    pitfall: "Without public address or NAT no instance reaches Atlas, which asks for the address.",
  },
  "2.4-8": {
    pitfall: "The role of flow logs serves any account without a condition, and logs stay for ever.",
  },
  "2.4-9": { pitfall: "A list of zones from a data source may change and replace subnets; name the zones." },

  "2.5-1": { pitfall: "A bucket that is half public, half private serves nobody, or everybody." },
  "2.5-2": { pitfall: "Policy and public access block race for the bucket; the policy waits." },
  "2.5-3": {
    pitfall: "A bucket policy for all of CloudFront admits anybody's distribution; name one's own.",
  },
  "2.5-4": { pitfall: "Error responses for the app's routes also turn the API's errors into pages." },
  "2.5-5": { pitfall: "Forwarded values exclude policies, and an API must not be cached like files." },
  "2.5-6": { pitfall: "HTTPS, compression, price class and start page are not CloudFront's defaults." },
  "2.5-7": {
    pitfall:
      "A custom domain needs a certificate in us-east-1; without one the TLS version counts for nothing.",
  },
  "2.5-8": {
    pitfall: "CloudFront's metrics and web ACLs exist in us-east-1 only.",
  },
  "2.5-9": { pitfall: "A bucket whose versioning was on can be suspended, never disabled." },
  "2.5-10": { pitfall: "A page over HTTPS cannot call HTTP, and CloudFront's origins have names." },
  "2.5-11": { pitfall: "A destroy fails on a full bucket, or takes the data along." },

  "2.6-1": {
    pitfall: "A metric is its name and its exact dimensions; the agent's must be those that alarms ask for.",
  },
  "2.6-2": {
    pitfall: "What missing data means differs by metric; say it for each alarm.",
  },
  "2.6-3": { pitfall: "A percentile is an extended statistic, beside no other." },
  "2.6-4": { pitfall: "No healthy host is a minimum below 1, with both dimensions." },
  "2.6-5": {
    pitfall: "Alarms cannot use AWS's own key for topics; another must admit who publishes.",
  },
  "2.6-6": { pitfall: "An alarm without action tells nobody." },
  "2.6-7": { pitfall: "An agent that starts before its log group makes one without retention." },
  "2.6-8": {
    pitfall: "A log group with a key needs that key to admit the log service.",
    reason: "no log group has a key",
  },
  "2.6-9": { pitfall: "A widget without dimensions stays empty." },
  "2.6-10": {
    pitfall: "Instances that are off by schedule trip alarms on missing data.",
  },

  "2.7-1": { pitfall: "Reading by path needs the path itself, and AWS's managed policy allows every one." },
  "2.7-2": { pitfall: "Writing on * is more than an instance ever needs; name what it writes to." },
  "2.7-3": { pitfall: "Secrets in user data, outputs or state are read by whoever reads those." },
  "2.7-4": {
    pitfall: "Alerts on security groups and sign-ins need a trail, and sign-ins appear in us-east-1.",
  },
  "2.7-5": { pitfall: "What AWS allows once an account cannot be part of two environments." },
  "2.7-6": {
    pitfall: "Cost anomalies go to a topic at once, or by e-mail once a day; nothing else is accepted.",
  },

  "2.8-1": { pitfall: "Locking by DynamoDB is deprecated, and CDKTF has no field for S3's own lock." },
  "2.8-2": { pitfall: "Two stacks with one state key destroy each other's resources." },
  "2.8-3": { pitfall: "Credentials of another account build the environment there." },
  "2.8-4": { pitfall: "A backend knows no variables, and CDKTF's local one writes an absolute path." },
};
