import type { Case } from "../plans";
import { create, findingsIn, keep, plan, remove, update } from "../plans";

const INSTANCE = { id: "i-1", tags: { Name: "careflowai-dev" }, instance_type: "t2.micro" };
const GROUP = {
  name: "careflowai-prod",
  id: "careflowai-prod",
  max_size: 3,
  desired_capacity: 1,
  launch_template: [{ version: "1" }],
};
const STOP = {
  autoscaling_group_name: "careflowai-prod",
  desired_capacity: 0,
  recurrence: "0 19 * * *",
  time_zone: "Europe/Dublin",
};

const forwards = (type: string) => ({ id: "l", port: 80, protocol: "HTTP", default_action: [{ type }] });
const INTEGRATION = { id: "i", integration_uri: "arn:listener" };

const CASES: readonly Case[] = [
  [
    "an instance changes its type in place",
    [update("aws_instance.I", INSTANCE, { instance_type: "t3.small" })],
    ["interruption aws_instance.I: careflowai-dev is stopped and started again. Requests fail for minutes."],
  ],
  ["an instance changes its tags", [update("aws_instance.I", INSTANCE, { tags: { Name: "other" } })], []],
  [
    "a group loses all its instances",
    [update("aws_autoscaling_group.G", GROUP, { max_size: 0 })],
    [
      "interruption aws_autoscaling_group.G: careflowai-prod terminates all its instances (max_size is 0). Requests fail.",
    ],
  ],
  ["a group has another maximum", [update("aws_autoscaling_group.G", GROUP, { max_size: 4 })], []],
  [
    "a group behind a load balancer has a new release",
    [update("aws_autoscaling_group.G", GROUP, { launch_template: [{ version: "2" }] })],
    [],
  ],
  [
    "a group stops by a schedule from now on",
    [keep("aws_autoscaling_group.G", GROUP), create("aws_autoscaling_schedule.Stop", STOP)],
    [
      'interruption aws_autoscaling_schedule.Stop: careflowai-prod has no instances from "0 19 * * *" (Europe/Dublin) until another schedule starts some.',
    ],
  ],
  [
    "a schedule changes its time",
    [
      keep("aws_autoscaling_group.G", GROUP),
      update("aws_autoscaling_schedule.Stop", STOP, { recurrence: "0 20 * * *" }),
    ],
    [],
  ],
  [
    "the API reaches the load balancer by HTTPS from now on",
    [
      update("aws_lb_listener.Http", forwards("forward"), forwards("redirect")),
      create("aws_lb_listener.Https", { port: 443, protocol: "HTTPS" }),
      remove("aws_apigatewayv2_integration.Integration", INTEGRATION),
      create("aws_apigatewayv2_integration.TlsIntegration", {}),
    ],
    [
      "interruption aws_lb_listener.Http: The API reaches the load balancer by another listener. Requests fail for seconds, until all of it has changed.",
    ],
  ],
  [
    "the API reaches the load balancer by HTTP again",
    [
      update("aws_lb_listener.Http", forwards("redirect"), forwards("forward")),
      remove("aws_apigatewayv2_integration.TlsIntegration", INTEGRATION),
      create("aws_apigatewayv2_integration.Integration", {}),
    ],
    [
      "interruption aws_lb_listener.Http: The API reaches the load balancer by another listener. Requests fail for seconds, until all of it has changed.",
      "encryption aws_lb_listener.Http: The load balancer forwards requests that it redirected to HTTPS before.",
    ],
  ],
  [
    "a listener without an API redirects browsers to HTTPS",
    [update("aws_lb_listener.Http", forwards("forward"), forwards("redirect"))],
    [],
  ],
  [
    "an integration has another time limit",
    [
      keep("aws_lb_listener.Http", forwards("forward")),
      update("aws_apigatewayv2_integration.Integration", INTEGRATION, { timeout_milliseconds: 1000 }),
    ],
    [],
  ],
  [
    "a new group stops by a schedule",
    [create("aws_autoscaling_group.G", GROUP), create("aws_autoscaling_schedule.Stop", STOP)],
    [],
  ],
];

test.each(CASES)("interruptions: %s", (_name, changes, findings) => {
  expect(findingsIn(plan(changes))).toEqual(findings);
});
