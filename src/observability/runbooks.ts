import type { QueryId } from "./log-queries";

/** What somebody does whom an alarm has woken. `docs/runbooks.md` is made of it. */
export interface Runbook {
  readonly title: string;
  /** What is the case while the alarm is red. */
  readonly meaning: string;
  /** What users see, or what comes next. */
  readonly consequence: string;
  /** Where to look first, as a path through the console. */
  readonly look: string;
  /** A command that tells more than the alarm itself; `docs/runbooks.md` sets the variables. */
  readonly command?: string;
  /** Saved queries that tell more. */
  readonly queries?: readonly QueryId[];
  readonly causes: readonly string[];
  readonly mend: readonly string[];
}

const GROUP = '--auto-scaling-group-names "careflowai-$ENVIRONMENT"';
const instances = (columns: string) =>
  `aws ec2 describe-instances --filters "Name=tag:Name,Values=careflowai-$ENVIRONMENT" --query 'Reservations[].Instances[].${columns}' --output table`;
const targetHealth =
  'aws elbv2 describe-target-health --target-group-arn "$(aws elbv2 describe-target-groups --load-balancer-arn "$(aws elbv2 describe-load-balancers --names "$LOAD_BALANCER" --query \'LoadBalancers[0].LoadBalancerArn\' --output text)" --query \'TargetGroups[0].TargetGroupArn\' --output text)"';
const onInstance = (command: string) =>
  `aws ssm start-session --target INSTANCE_ID --document-name AWS-StartInteractiveCommand --parameters 'command=["${command}"]'`;

const REDEPLOY = "If it began with a deploy, set backend.ref back to the version before and deploy.";
const NEW_INSTANCES =
  "Where one instance alone is ill, terminate it; the group starts another: aws ec2 terminate-instances --instance-ids INSTANCE_ID. In single-instance reboot it instead.";

/** By alarm: the key is the end of its name. */
export const RUNBOOKS = {
  "service-down": {
    title: "Service down",
    meaning: "No instance behind the load balancer is healthy.",
    consequence: "Every API request is answered 503 until one is.",
    look: "EC2 > Target Groups > Targets: the health status and its reason",
    command: targetHealth,
    queries: ["boot-steps", "application-errors"],
    causes: [
      "The health check's path answers no 200: MongoDB Atlas is down or does not admit the instances' addresses (decision 4).",
      "A new version does not start; the boot log tells the step that failed.",
      "Instances are still booting, after a first deploy or a start by schedule.",
    ],
    mend: [
      "Read why in the target's reason, then in the boot log and in the error logs.",
      "With Atlas out of reach: compare its access list with the output egress_addresses and look at Atlas's own status.",
      REDEPLOY,
    ],
  },
  "status-check": {
    title: "Instance status check failed",
    meaning: "AWS finds the instance or its host broken, or it is stopped.",
    consequence: "Nothing answers the API; the site itself is still served.",
    look: "EC2 > Instances > Status and alarms",
    command: instances("[InstanceId,State.Name,StateTransitionReason]"),
    queries: ["boot-steps"],
    causes: [
      "AWS's hardware or network.",
      "The operating system hangs, often for want of memory.",
      "Somebody stopped the instance.",
    ],
    mend: [
      "Stop and start it, which moves it to another host; its Elastic IP stays: aws ec2 stop-instances, then aws ec2 start-instances.",
      "If it does not come up, let Terraform make another: terraform apply -replace with the address of aws_instance.",
    ],
  },
  "server-errors": {
    title: "Server errors",
    meaning: "The API answers many requests with 5XX.",
    consequence: "Users see failures; they grow to all requests if the cause is shared.",
    look: "CloudWatch > Logs Insights > errors-by-route, then application-errors",
    command: 'aws logs tail "$BACKEND_LOGS" --since 15m --filter-pattern ERROR',
    queries: ["errors-by-route", "application-errors"],
    causes: [
      "A fault in the backend, mostly new with a deploy.",
      "MongoDB Atlas or Gemini fails or is slow.",
      "No healthy target: the load balancer then answers 503 itself.",
    ],
    mend: [REDEPLOY, "If one route fails alone, its error log names the fault.", NEW_INSTANCES],
  },
  "gateway-errors": {
    title: "API Gateway's error rate",
    meaning: "A high share of the API's requests ends in 5XX at API Gateway.",
    consequence: "Users see failures, also of requests that never reached the load balancer.",
    look: "CloudWatch > Logs Insights > errors-by-route on the API's log group; the fields integrationError and error tell why",
    command: 'aws logs tail "$API_LOGS" --since 15m --filter-pattern \'{ $.status = "5*" }\'',
    queries: ["errors-by-route"],
    causes: [
      "Whatever raises server-errors too.",
      "Requests take longer than api.timeoutSeconds and end as 503 or 504.",
      "The VPC Link is inactive, as after 60 days without traffic, and wakes within minutes.",
    ],
    mend: [
      "If server-errors is red too, follow that runbook.",
      "If it is not, look at the VPC Link (API Gateway > VPC links) and at the load balancer's listener and security group.",
    ],
  },
  "site-errors": {
    title: "CloudFront's error rate",
    meaning: "CloudFront answers a high share of requests with 5XX.",
    consequence: "The site, or the API where CloudFront carries it, fails for many users.",
    look: "CloudFront > Reports & analytics > Monitoring (us-east-1)",
    queries: ["errors-by-route"],
    causes: [
      "The origin of the API is down or refuses CloudFront: instance, load balancer or API Gateway.",
      "The bucket of the site cannot be read.",
      "A fault of the viewer-request function.",
    ],
    mend: [
      "Ask each origin itself: the site by the bucket's website endpoint, the API by its health check path.",
      "Follow the runbook of the origin's own alarm, if one is red.",
    ],
  },
  "high-latency": {
    title: "High latency",
    meaning: "The instances have answered slowly, on average, for 15 minutes.",
    consequence: "Pages load slowly; requests queue up and time out if it goes on.",
    look: "CloudWatch > Dashboards > Response times, then Logs Insights > slowest-routes",
    queries: ["slowest-routes"],
    causes: [
      "Slow queries to MongoDB, or slow answers of Gemini.",
      "CPU at its limit, or CPU credits used up.",
      "More load than the group can take at autoScaling.maxSize.",
    ],
    mend: [
      "If CPU is high as well, follow high-cpu.",
      "If single routes are slow, mend or cache them; frontend.cachedPaths caches public ones.",
      "Raise autoScaling.maxSize, or choose a larger instance.type.",
    ],
  },
  "gateway-latency": {
    title: "API Gateway's latency",
    meaning: "The slowest hundredth of the API's requests takes long, as callers see it.",
    consequence: "Some users wait; past api.timeoutSeconds they get an error.",
    look: "CloudWatch > Logs Insights > slowest-routes",
    queries: ["slowest-routes"],
    causes: [
      "A few slow routes, such as those that ask Gemini.",
      "An instance that is slower than its peers.",
      "The load of a start: instances that are still cold.",
    ],
    mend: [
      "Find the routes and make their work asynchronous or shorter.",
      "Compare latency with integration latency: what is not in the latter is API Gateway's own.",
    ],
  },
  "unhealthy-hosts": {
    title: "Unhealthy instance",
    meaning:
      "In each of three periods of five minutes some instance failed the load balancer's health check.",
    consequence:
      "The group replaces it; the others carry its load. With a group of one, service-down follows.",
    look: "EC2 > Auto Scaling Groups > Activity, and Target Groups > Targets",
    command: `aws autoscaling describe-scaling-activities --auto-scaling-group-name "careflowai-$ENVIRONMENT" --max-items 10`,
    queries: ["boot-steps", "application-errors"],
    causes: [
      "Instances are replaced again and again, because none passes the health check.",
      "The backend on one instance hangs or is killed for want of memory.",
      "A boot takes longer than autoScaling.healthCheckGracePeriodSeconds.",
    ],
    mend: [
      "Read the boot log of the newest instance.",
      REDEPLOY,
      "If boots are slow, lengthen the grace period.",
    ],
  },
  "high-cpu": {
    title: "High CPU",
    meaning: "CPU utilization has been high for 15 minutes, although scaling aims lower.",
    consequence: "Answers become slow; burstable instances use up their CPU credits.",
    look: "EC2 > Auto Scaling Groups > Activity and Monitoring, or EC2 > Instances > Monitoring",
    command: instances("[InstanceId,InstanceType,LaunchTime]"),
    queries: ["slowest-routes", "api-use"],
    causes: [
      "The group is at autoScaling.maxSize, or an instance is alone.",
      "A route or a job that computes a lot.",
      "Unusual traffic.",
    ],
    mend: [
      "Raise autoScaling.maxSize, or choose a larger instance.type.",
      "Look for the route in slowest-routes and api-use.",
      `See what runs: ${onInstance("top -b -n 1")}`,
    ],
  },
  "high-memory": {
    title: "High memory",
    meaning: "Memory of the instance that uses most of it has been nearly used up for 15 minutes.",
    consequence: "Linux ends a process soon, mostly the backend, and the instance fails its health checks.",
    look: "CloudWatch > Dashboards > Memory and disk",
    command: onInstance("ps aux --sort=-rss"),
    causes: ["A leak in the backend.", "Too many backend.workers for the instance.type."],
    mend: [
      "Restart the backend to win time: sudo systemctl restart careflowai-backend.",
      "Lower backend.workers, or choose a larger instance.type.",
      REDEPLOY,
    ],
  },
  "high-disk": {
    title: "High disk usage",
    meaning: "The root volume of the fullest instance has been nearly full for 15 minutes.",
    consequence: "At 100 % logs, uploads and deploys on it fail.",
    look: "CloudWatch > Dashboards > Memory and disk",
    command: onInstance("sudo du -xh --max-depth=3 / | sort -h | tail -n 20"),
    causes: [
      "Logs that grow faster than they are rotated.",
      "Files that the backend leaves behind.",
      "Releases of the backend that pile up.",
    ],
    mend: [
      "Remove what is not needed.",
      "In load-balanced terminate the instance: another starts empty.",
      "Raise instance.rootVolumeSizeGiB, which replaces instances.",
    ],
  },
  "cpu-credits-low": {
    title: "CPU credits low",
    meaning: "A burstable instance has nearly used up its CPU credits.",
    consequence:
      "At zero it runs at its baseline, 10 % of a CPU for a t2.micro, and utilization stays below every threshold.",
    look: "EC2 > Instances > Monitoring > CPU credit balance",
    causes: ["Load above the baseline for hours.", "Many boots in a row, each of which takes credits."],
    mend: [
      "Choose a larger or a non-burstable instance.type, or instance.cpuCredits unlimited, which is charged.",
      "Raise autoScaling.minSize, so that more instances share the load.",
    ],
  },
  "low-instances": {
    title: "Few instances",
    meaning: "Fewer instances than alarms.instanceCount have been in service for 15 minutes.",
    consequence: "The loss of one zone, or of one instance, may be an outage.",
    look: "EC2 > Auto Scaling Groups > Instance management and Activity",
    command: `aws autoscaling describe-auto-scaling-groups ${GROUP} --query 'AutoScalingGroups[].Instances[].[InstanceId,AvailabilityZone,LifecycleState,HealthStatus]' --output table`,
    queries: ["boot-steps"],
    causes: [
      "Instances fail their health checks.",
      "AWS has no capacity of the type in a zone; Activity says so.",
      "Where the alarm is not armed: the group is meant to be smaller (decision 1).",
    ],
    mend: [
      "Follow unhealthy-hosts if that alarm is red.",
      "For want of capacity choose another instance.type or another zone.",
      "Raise autoScaling.minSize to arm the alarm.",
    ],
  },
  "agent-silent": {
    title: "CloudWatch agent silent",
    meaning: "No instance has sent the agent's metrics for 15 minutes.",
    consequence: "Memory, disk and connections are not watched, and logs of the backend may be missing.",
    look: "CloudWatch > Metrics > CareFlowAI, then the instance's own log of the agent",
    command: onInstance("sudo tail -n 50 /opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log"),
    queries: ["boot-steps"],
    causes: [
      "The boot step agent failed.",
      "Linux ended the agent for want of memory.",
      "The instance cannot reach CloudWatch, or its role may not write.",
    ],
    mend: ["Start it again: sudo systemctl restart amazon-cloudwatch-agent.", NEW_INSTANCES],
  },
  "boot-failed": {
    title: "Boot step failed",
    meaning: "A step of the boot script failed on some instance within the last 15 minutes.",
    consequence: "That instance does not serve, or serves an older version.",
    look: "CloudWatch > Logs Insights > boot-steps",
    command: 'aws logs tail "$BACKEND_LOGS" --since 1h --filter-pattern \'"boot: step"\'',
    queries: ["boot-steps"],
    causes: [
      "checkout: the repository, the ref or the token is wrong.",
      "dependencies: a package cannot be installed.",
      "environment: a parameter cannot be read.",
      "health: the backend does not answer its health check.",
    ],
    mend: ["Mend what the step names, then run it again: sudo /opt/careflowai/bin/boot.", REDEPLOY],
  },
  "unusual-traffic": {
    title: "Unusual traffic",
    meaning: "In three of the last 24 hours the API had more requests than its past lets expect.",
    consequence: "Costs rise, and users may be throttled.",
    look: "CloudWatch > Dashboards > Requests, with the expected band",
    command: 'aws logs tail "$API_LOGS" --since 15m',
    queries: ["api-use", "throttled-clients"],
    causes: [
      "A campaign or a new client.",
      "A crawler, or somebody who tries things.",
      "A client that repeats failed requests.",
    ],
    mend: [
      "See who asks for what in api-use.",
      "Lower api.throttlingRateLimitPerSecond, or switch frontend.webAcl on where CloudFront carries the API.",
    ],
  },
  "failed-logins": {
    title: "Failed logins",
    meaning: "In some hour of the last 24 many logins failed.",
    consequence: "Somebody may be guessing passwords.",
    look: "CloudWatch > Logs Insights > failed-logins, then the lines themselves",
    command: 'aws logs tail "$BACKEND_LOGS" --since 1h --filter-pattern \'"ogin failed"\'',
    queries: ["failed-logins"],
    causes: [
      "Guessed or stolen passwords.",
      "A client with an outdated password.",
      "A fault of the login itself.",
    ],
    mend: [
      "Lock the accounts concerned in the application.",
      "Switch frontend.webAcl on, which limits requests of one address, where CloudFront carries the API.",
    ],
  },
  "log-volume": {
    title: "Log volume",
    meaning: "The log groups took more in a day than alarms.logBytesPerDay.",
    consequence: "Logs are charged by volume; a loop of errors is the usual reason.",
    look: "CloudWatch > Log groups, or Metrics > Logs > Log Group Metrics > IncomingBytes",
    queries: ["application-errors", "api-use"],
    causes: ["A log level of DEBUG in production.", "An error that repeats.", "More traffic."],
    mend: [
      "Lower the log level, or mend the error.",
      "Raise alarms.logBytesPerDay if the volume is right.",
      "Shorten backend.logRetentionDays.",
    ],
  },
} as const satisfies Readonly<Record<string, Runbook>>;

export type AlarmId = keyof typeof RUNBOOKS;

/** What the notification says (AWS: 1,024 characters at most). */
export function alarmDescription(id: AlarmId): string {
  const { meaning, consequence, look } = RUNBOOKS[id];
  return `${meaning} ${consequence} Look at ${look}. Runbook: docs/runbooks.md#${id}`;
}
