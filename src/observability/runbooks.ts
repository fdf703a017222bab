import type { QueryId } from "./log-queries";

/** What an on-call engineer needs to know about one alarm. `npm run docs` writes `docs/runbooks.md` from it. */
export interface Runbook {
  readonly title: string;
  /** What the alarm has found. */
  readonly meaning: string;
  /** What users see, or what happens next. */
  readonly consequence: string;
  /** Where to look first, as a path through the console. */
  readonly look: string;
  /** Shows more than the alarm does. `docs/runbooks.md` exports the variables. */
  readonly command?: string;
  readonly queries?: readonly QueryId[];
  /** The most likely cause first. Markdown. */
  readonly causes: readonly string[];
  /** Markdown. */
  readonly fix: readonly string[];
}

const instances = (columns: string) =>
  `aws ec2 describe-instances --filters "Name=tag:Name,Values=careflowai-$ENVIRONMENT" --query 'Reservations[].Instances[].${columns}' --output table`;
const targetHealth =
  'aws elbv2 describe-target-health --target-group-arn "$(aws elbv2 describe-target-groups --load-balancer-arn "$(aws elbv2 describe-load-balancers --names "$LOAD_BALANCER" --query \'LoadBalancers[0].LoadBalancerArn\' --output text)" --query \'TargetGroups[0].TargetGroupArn\' --output text)"';
const onInstance = (command: string) =>
  `aws ssm start-session --target INSTANCE_ID --document-name AWS-StartInteractiveCommand --parameters 'command=["${command}"]'`;
const UNDELIVERED =
  '"$(aws sqs get-queue-url --queue-name careflowai-account-undelivered --query QueueUrl --output text)"';
const queryTrail = (query: string) =>
  [
    'aws logs start-query --log-group-name "$TRAIL_LOGS" --start-time $(($(date +%s) - 3600)) --end-time $(date +%s) \\',
    `  --query-string '${query}'`,
    "aws logs get-query-results --query-id QUERY_ID",
  ].join("\n");

const ROLL_BACK =
  "If the problem started with a deployment, set `backend.ref` to the previous version and deploy.";
const REPLACE_INSTANCE =
  "If only one instance is affected, terminate it. The group launches another one: `aws ec2 terminate-instances --instance-ids INSTANCE_ID`. In single-instance, reboot it instead: `aws ec2 reboot-instances --instance-ids INSTANCE_ID`.";

/** By the end of the alarm's name, after the name of its stack. */
export const RUNBOOKS = {
  "service-down": {
    title: "Service down",
    meaning: "The load balancer has no healthy instance.",
    consequence: "Every API request fails with 503 until an instance is healthy.",
    look: "EC2 > Target Groups > Targets: health status and reason",
    command: targetHealth,
    queries: ["boot-steps", "application-errors"],
    causes: [
      "The health check path does not return 200, because MongoDB Atlas is down or does not allow the instances' addresses (decision 4).",
      "A new version does not start. The boot log names the step that failed.",
      "Instances are still booting, after the first deployment or a scheduled start.",
    ],
    fix: [
      "Read the reason in the target's health status, then the boot log and the error log.",
      "If Atlas is unreachable, compare its IP access list with the output `egress_addresses`, and check Atlas's status page.",
      ROLL_BACK,
    ],
  },
  "status-check": {
    title: "Instance status check failed",
    meaning: "The instance fails an EC2 status check or is stopped.",
    consequence: "The API does not respond. The website still loads.",
    look: "EC2 > Instances > Status and alarms",
    command: instances("[InstanceId,State.Name,StateTransitionReason]"),
    queries: ["boot-steps"],
    causes: [
      "AWS's hardware or network failed.",
      "The operating system hangs, often because it is out of memory.",
      "An operator stopped the instance.",
    ],
    fix: [
      "Stop the instance, then start it. It moves to another host and keeps its Elastic IP: `aws ec2 stop-instances --instance-ids INSTANCE_ID`, then `aws ec2 start-instances --instance-ids INSTANCE_ID`.",
      "If it does not start, let Terraform create another one: `terraform apply -replace=ADDRESS` with the address of the `aws_instance`.",
    ],
  },
  "server-errors": {
    title: "Server errors",
    meaning: "The API returns many 5XX responses.",
    consequence: "Users see errors. If the cause is shared, every request fails soon.",
    look: "CloudWatch > Logs Insights > errors-by-route, then application-errors",
    command: 'aws logs tail "$BACKEND_LOGS" --since 15m --filter-pattern ERROR',
    queries: ["errors-by-route", "application-errors"],
    causes: [
      "A bug in the backend, usually in a version that was just deployed.",
      "MongoDB Atlas or Gemini fails or is slow.",
      "The load balancer has no healthy target and returns 503 itself.",
    ],
    fix: [ROLL_BACK, "If only one route fails, its error log shows the bug.", REPLACE_INSTANCE],
  },
  "gateway-errors": {
    title: "API Gateway error rate",
    meaning: "API Gateway returns 5XX for a high percentage of requests.",
    consequence:
      "Users see errors. This alarm also counts requests that fail before they reach the load balancer.",
    look: "CloudWatch > Logs Insights > errors-by-route on the API's log group: the fields integrationError and error give the reason",
    command: 'aws logs tail "$API_LOGS" --since 15m --filter-pattern \'{ $.status = "5*" }\'',
    queries: ["errors-by-route"],
    causes: [
      "The cause of a server-errors alarm.",
      "Requests take longer than `api.timeoutSeconds` and fail with 503 or 504.",
      "The VPC Link is inactive, which happens after 60 days without traffic. It is active again within minutes.",
    ],
    fix: [
      "If server-errors is also in ALARM, follow that runbook.",
      "If it is not, check the VPC Link (API Gateway > VPC links), then the load balancer's listener and security group.",
    ],
  },
  "site-errors": {
    title: "CloudFront error rate",
    meaning: "CloudFront returns 5XX for a high percentage of requests.",
    consequence: "The website fails for many users. If CloudFront carries the API, so does the API.",
    look: "CloudFront > Reports & analytics > Monitoring (us-east-1)",
    queries: ["errors-by-route"],
    causes: [
      "The API's origin (instance, load balancer or API Gateway) is down or refuses CloudFront's requests.",
      "CloudFront cannot read the frontend bucket.",
      "The viewer-request function fails.",
    ],
    fix: [
      "Request each origin directly: the website at the bucket's website endpoint, the API at its health check path.",
      "If an alarm on the origin is in ALARM, follow its runbook.",
    ],
  },
  "high-latency": {
    title: "High latency",
    meaning: "The average response time of the instances has been high for 15 minutes.",
    consequence: "Pages load slowly. If this continues, requests time out.",
    look: "CloudWatch > Dashboards > Response times, then Logs Insights > slowest-routes",
    queries: ["slowest-routes"],
    causes: [
      "MongoDB queries or Gemini responses are slow.",
      "CPU is at its limit, or CPU credits are used up.",
      "The load is higher than the group can handle at `autoScaling.maxSize`.",
    ],
    fix: [
      "If CPU is also high, follow high-cpu.",
      "If only some routes are slow, fix or cache them. `frontend.cachedPaths` caches public routes.",
      "Raise `autoScaling.maxSize`, or choose a larger `instance.type`.",
    ],
  },
  "gateway-latency": {
    title: "API Gateway latency",
    meaning: "The p99 latency of API requests has been high for 15 minutes, measured at API Gateway.",
    consequence: "1 % of requests are slow. A request that exceeds api.timeoutSeconds fails.",
    look: "CloudWatch > Logs Insights > slowest-routes",
    queries: ["slowest-routes"],
    causes: [
      "Some routes are slow, such as those that call Gemini.",
      "One instance is slower than the others.",
      "Instances have just started and are not warm yet.",
    ],
    fix: [
      "Find the slow routes. Make their work shorter or asynchronous.",
      "Compare latency with integration latency. The difference is time spent in API Gateway.",
    ],
  },
  "unhealthy-hosts": {
    title: "Unhealthy instance",
    meaning:
      "At least one instance failed the load balancer's health check in each of the last three 5-minute periods.",
    consequence:
      "The Auto Scaling group replaces the instance, and the other instances take its requests. If it is the only instance, the API is down and service-down follows.",
    look: "EC2 > Auto Scaling Groups > Activity, and Target Groups > Targets",
    command: `aws autoscaling describe-scaling-activities --auto-scaling-group-name "careflowai-$ENVIRONMENT" --max-items 10`,
    queries: ["boot-steps", "application-errors"],
    causes: [
      "No new instance passes the health check, so the group keeps replacing them.",
      "The backend on one instance hangs, or Linux ends it because memory runs out.",
      "An instance takes longer to boot than `autoScaling.healthCheckGracePeriodSeconds`.",
    ],
    fix: [
      "Read the boot log of the newest instance.",
      ROLL_BACK,
      "If instances boot slowly, raise `autoScaling.healthCheckGracePeriodSeconds`.",
    ],
  },
  "high-cpu": {
    title: "High CPU",
    meaning: "CPU utilization has been high for 15 minutes, above the target of auto scaling.",
    consequence: "Responses become slow. Burstable instances use up their CPU credits.",
    look: "EC2 > Auto Scaling Groups > Activity and Monitoring, or EC2 > Instances > Monitoring",
    command: instances("[InstanceId,InstanceType,LaunchTime]"),
    queries: ["slowest-routes", "api-use"],
    causes: [
      "The group is at `autoScaling.maxSize`, or the environment has a single instance.",
      "A route or a job needs a lot of CPU.",
      "Traffic is unusually high.",
    ],
    fix: [
      "Raise `autoScaling.maxSize`, or choose a larger `instance.type`.",
      "Find the route with slowest-routes and api-use.",
      `List the processes: \`${onInstance("top -b -n 1")}\``,
    ],
  },
  "high-memory": {
    title: "High memory",
    meaning: "The memory of at least one instance has been almost full for 15 minutes.",
    consequence:
      "When memory runs out, Linux ends a process, usually the backend, and the instance fails its health checks.",
    look: "CloudWatch > Dashboards > Memory and disk",
    command: onInstance("ps aux --sort=-rss"),
    causes: ["The backend leaks memory.", "`backend.workers` is too high for the `instance.type`."],
    fix: [
      "Restart the backend to gain time: `sudo systemctl restart careflowai-backend`.",
      "Lower `backend.workers`, or choose a larger `instance.type`.",
      ROLL_BACK,
    ],
  },
  "high-disk": {
    title: "High disk usage",
    meaning: "The root volume of at least one instance has been almost full for 15 minutes.",
    consequence: "At 100 %, logging, uploads and deployments on that instance fail.",
    look: "CloudWatch > Dashboards > Memory and disk",
    command: onInstance("sudo du -xh --max-depth=3 / | sort -h | tail -n 20"),
    causes: [
      "Logs grow faster than they are rotated.",
      "The backend leaves files behind.",
      "Old releases of the backend accumulate.",
    ],
    fix: [
      "Delete files that are no longer needed.",
      "In load-balanced, terminate the instance. The group launches one with an empty disk: `aws ec2 terminate-instances --instance-ids INSTANCE_ID`.",
      "Raise `instance.rootVolumeSizeGiB`. This replaces instances.",
    ],
  },
  "cpu-credits-low": {
    title: "CPU credits low",
    meaning: "A burstable instance has almost no CPU credits left.",
    consequence:
      "Without credits it runs at its baseline (10 % of a CPU for a t2.micro): responses are slow, and high-cpu does not fire.",
    look: "EC2 > Instances > Monitoring > CPU credit balance",
    causes: [
      "The load has been above the baseline for hours.",
      "The instance booted several times in a row. Each boot uses credits.",
    ],
    fix: [
      'Choose a larger or a non-burstable `instance.type`, or set `instance.cpuCredits: "unlimited"`, which is charged.',
      "Raise `autoScaling.minSize` to spread the load over more instances.",
    ],
  },
  "low-instances": {
    title: "Few instances",
    meaning: "Fewer than alarms.instanceCount instances have been in service for 15 minutes.",
    consequence: "The service still responds, but losing one more instance or zone can cause an outage.",
    look: "EC2 > Auto Scaling Groups > Instance management and Activity",
    command:
      "aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names \"careflowai-$ENVIRONMENT\" --query 'AutoScalingGroups[].Instances[].[InstanceId,AvailabilityZone,LifecycleState,HealthStatus]' --output table",
    queries: ["boot-steps"],
    causes: [
      "Instances fail their health checks.",
      "AWS has no capacity for the instance type in a zone. Activity shows this.",
      "The alarm's actions are disabled: the group is smaller on purpose (decision 1).",
    ],
    fix: [
      "If unhealthy-hosts is also in ALARM, follow that runbook.",
      "If capacity is missing, choose another `instance.type` or another zone.",
      "Raise `autoScaling.minSize` to `alarms.instanceCount` to enable the alarm's actions.",
    ],
  },
  "agent-silent": {
    title: "CloudWatch agent silent",
    meaning: "No instance has sent metrics from the CloudWatch agent for 15 minutes.",
    consequence:
      "Users see nothing, but memory, disk and connections are not monitored, and backend logs may be missing.",
    look: "CloudWatch > Metrics > CareFlowAI, then the agent's log on the instance",
    command: onInstance("sudo tail -n 50 /opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log"),
    queries: ["boot-steps"],
    causes: [
      "The boot step `agent` failed.",
      "Linux ended the agent because memory ran out.",
      "The instance cannot reach CloudWatch, or its role does not allow the call.",
    ],
    fix: ["Restart the agent: `sudo systemctl restart amazon-cloudwatch-agent`.", REPLACE_INSTANCE],
  },
  "boot-failed": {
    title: "Boot step failed",
    meaning: "A step of the boot script failed on an instance within the last 15 minutes.",
    consequence: "That instance serves no requests, or serves the previous version.",
    look: "CloudWatch > Logs Insights > boot-steps",
    command: 'aws logs tail "$BACKEND_LOGS" --since 1h --filter-pattern \'"boot: step"\'',
    queries: ["boot-steps"],
    causes: [
      "Step `checkout`: the repository, the ref or the token is wrong.",
      "Step `dependencies`: a package cannot be installed.",
      "Step `environment`: a parameter cannot be read.",
      "Step `health`: the backend fails its health check.",
    ],
    fix: [
      "Fix the cause that the failed step points to, then run the script again: `sudo /opt/careflowai/bin/boot`.",
      ROLL_BACK,
    ],
  },
  "unusual-traffic": {
    title: "Unusual traffic",
    meaning:
      "In 3 of the last 24 hours the API received more requests than CloudWatch expected from its history.",
    consequence: "Costs rise, and API Gateway may throttle users.",
    look: "CloudWatch > Dashboards > Requests, with the expected band",
    command: 'aws logs tail "$API_LOGS" --since 15m',
    queries: ["api-use", "throttled-clients"],
    causes: [
      "A campaign or a new client.",
      "A crawler or a vulnerability scan.",
      "A client that retries failed requests.",
    ],
    fix: [
      "Find the clients and routes with api-use.",
      "Lower `api.throttlingRateLimitPerSecond`. Where CloudFront carries the API, set `frontend.webAcl`.",
    ],
  },
  "failed-logins": {
    title: "Failed logins",
    meaning: "Many logins to the application failed in at least one of the last 24 hours.",
    consequence: "An attacker may be guessing passwords.",
    look: "CloudWatch > Logs Insights > failed-logins, then the log lines",
    command: 'aws logs tail "$BACKEND_LOGS" --since 1h --filter-pattern \'"ogin failed"\'',
    queries: ["failed-logins"],
    causes: [
      "An attacker tries guessed or stolen passwords.",
      "A client uses an outdated password.",
      "The login itself has a bug.",
    ],
    fix: [
      "Lock the affected accounts in the application.",
      "Where CloudFront carries the API, set `frontend.webAcl`, which limits the requests of each address.",
    ],
  },
  "log-volume": {
    title: "Log volume",
    meaning: "The log groups received more data in one day than alarms.logBytesPerDay.",
    consequence: "Users see nothing, but logs are charged by volume. The usual cause is a repeated error.",
    look: "CloudWatch > Log groups, or Metrics > Logs > Log Group Metrics > IncomingBytes",
    queries: ["application-errors", "api-use"],
    causes: ["The log level is DEBUG.", "An error repeats.", "Traffic has grown."],
    fix: [
      "Raise the log level to INFO, or fix the error.",
      "If the volume is expected, raise `alarms.logBytesPerDay`.",
      "Shorten `backend.logRetentionDays`.",
    ],
  },
  "off-hours": {
    title: "Off-hours schedule failed",
    meaning: "A schedule of EventBridge Scheduler could not stop or start the instance.",
    consequence:
      "The instance keeps running and costs money, or stays stopped: then the API does not respond after the start time.",
    look: "EC2 > Instances: the state of the instance. CloudTrail > Event history: StopInstances and StartInstances with their error",
    command: instances("[InstanceId,State.Name,StateTransitionReason]"),
    causes: [
      "The role of the schedules was changed or deleted, or the key of the volume is disabled.",
      "EC2 has no capacity of the instance type when the instance starts. Scheduler tries again for 24 hours.",
      "Another schedule in the default group of this region failed: the metrics do not say which.",
    ],
    fix: [
      "Start or stop the instance: `aws ec2 start-instances --instance-ids INSTANCE_ID` or `aws ec2 stop-instances --instance-ids INSTANCE_ID`.",
      "Deploy the environment to restore the role and the schedules.",
    ],
  },
  "denied-calls": {
    title: "Denied API calls",
    meaning: "AWS denied many API calls in this account within 5 minutes, in any region.",
    consequence:
      "Users usually see nothing. A deployment may have failed, or an attacker is trying out stolen credentials.",
    look: "CloudWatch > Logs Insights on the trail's log group (filter errorCode like /Denied|Unauthorized/): the caller and the calls",
    command: queryTrail(
      [
        'filter eventCategory = "Management" and errorCode like /^AccessDenied|UnauthorizedOperation$/',
        "| stats count(*) as calls by userIdentity.arn, sourceIPAddress, eventSource, eventName, awsRegion",
        "| sort calls desc",
      ].join("\n"),
    ),
    causes: [
      "CI or an operator deploys with a role that lacks a permission. If the caller is a role of CI, `src/account/permissions.ts` lacks an action.",
      "An application or a script calls an API that its role does not allow.",
      "An attacker has credentials and tries what they allow.",
    ],
    fix: [
      "If the caller is a deployment, add the missing permission and deploy `careflowai-account`.",
      "If you do not know the caller, revoke the credentials now: deactivate the access key with `aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive`, or revoke the role's sessions in IAM > Roles > Revoke sessions.",
      "Then check what the credentials changed: filter the trail's log group by the same caller.",
      "If the calls are expected, raise `account.alerts.deniedCallsPerFiveMinutes`.",
    ],
  },
  "failed-sign-ins": {
    title: "Failed console sign-ins",
    meaning: "Several sign-ins to the AWS console failed within 5 minutes, in any region.",
    consequence: "Users of the application see nothing. An attacker may be guessing an operator's password.",
    look: 'CloudWatch > Logs Insights on the trail\'s log group (filter eventName = "ConsoleLogin"): user names and source addresses',
    command: queryTrail(
      [
        'filter eventName = "ConsoleLogin" and responseElements.ConsoleLogin = "Failure"',
        "| stats count(*) as failures by userIdentity.type, userIdentity.userName, sourceIPAddress, errorMessage",
        "| sort failures desc",
      ].join("\n"),
    ),
    causes: [
      "An operator mistypes or has forgotten a password, or an MFA device is out of sync.",
      "An attacker guesses passwords of the account's users or of root.",
    ],
    fix: [
      "Ask the user whether the sign-ins were theirs.",
      "If they were not, check that every user and root have MFA: `aws iam list-mfa-devices --user-name USER`. Change the password of the affected user.",
      'Check that no sign-in from the same address succeeded (responseElements.ConsoleLogin = "Success"). If one did, treat the user as compromised: disable the console password and the access keys.',
    ],
  },
  "root-use": {
    title: "Root user",
    meaning: "The root user signed in or made a call, read-only calls included, in any region.",
    consequence:
      "Users of the application see nothing. Root can do everything in the account, and no policy of the account limits it.",
    look: 'CloudWatch > Logs Insights on the trail\'s log group (filter userIdentity.type = "Root"): calls and source addresses',
    command: queryTrail(
      [
        'filter userIdentity.type = "Root"',
        "| stats count(*) as calls by eventSource, eventName, sourceIPAddress, awsRegion",
        "| sort calls desc",
      ].join("\n"),
    ),
    causes: [
      "An operator did something that only root can do, such as changing the account's e-mail address.",
      "An operator signs in as root out of habit.",
      "An attacker has the password or an access key of root.",
    ],
    fix: [
      "Ask the operators. If one of them needed root, there is nothing to fix.",
      "If root was used out of habit, use a user or role of IAM instead.",
      "If no operator did this, act now: change the password of root, delete its access keys and sign out its sessions.",
    ],
  },
  undelivered: {
    title: "Undelivered alert",
    meaning: "An alert or the start of the daily summary could not be delivered.",
    consequence: "Operators have not seen that alert, and may not see the next ones.",
    look: "SQS > careflowai-account-undelivered > Send and receive messages: the event, and the error in its attributes",
    command: `aws sqs receive-message --queue-url ${UNDELIVERED} --message-attribute-names All --max-number-of-messages 10`,
    causes: [
      "A topic, its policy or its key was changed or deleted outside Terraform, perhaps to hide something.",
      "The role of the daily summary's schedule was changed or deleted.",
    ],
    fix: [
      "Read the events: each is an alert that operators should have received.",
      "Deploy `careflowai-account` to restore what was changed. Find out who changed it in the trail.",
      `Delete the messages when you have read them, which sets the alarm to OK: \`aws sqs purge-queue --queue-url ${UNDELIVERED}\`.`,
    ],
  },
} as const satisfies Readonly<Record<string, Runbook>>;

export type AlarmId = keyof typeof RUNBOOKS;

/** The text of the alarm's notification. CloudWatch allows 1,024 characters. */
export function alarmDescription(id: AlarmId): string {
  const { meaning, consequence, look } = RUNBOOKS[id];
  return `${meaning} ${consequence} Look at ${look}. Runbook: docs/runbooks.md#${id}`;
}
