import { textOf } from "../documents";
import type { Rule } from "./rule";

/** Arguments that EC2 changes only while an instance is stopped (AWS, ModifyInstanceAttribute). */
const STOPS_INSTANCE = /^(?:instance_type|user_data|user_data_base64|ebs_optimized)$/;

export const INTERRUPTION_RULES: readonly Rule[] = [
  {
    kind: "interruption",
    why: "A single instance serves all requests of its environment.",
    findings: ({ type, action, leaves, label }) =>
      type === "aws_instance" &&
      action === "update" &&
      leaves.some(({ path, after }) => STOPS_INSTANCE.test(path) && after !== undefined)
        ? [`${label} is stopped and started again. Requests fail for minutes.`]
        : [],
  },
  {
    kind: "interruption",
    why: "The group's instances serve all requests of the environment.",
    findings: ({ type, action, leaves, label }) =>
      type === "aws_autoscaling_group" && action === "update"
        ? leaves
            .filter(({ path, after }) => /^(?:max_size|desired_capacity)$/.test(path) && after === 0)
            .map(({ path }) => `${label} terminates all its instances (${path} is 0). Requests fail.`)
        : [],
  },
  {
    kind: "interruption",
    why: "The environment is down while its group has no instance (offHours).",
    findings: (resource, plan) => {
      const { type, action, after } = resource;
      const stops = after?.desired_capacity === 0 || after?.max_size === 0;
      if (type !== "aws_autoscaling_schedule" || action !== "create" || !stops) return [];
      const group = plan.target(resource, "autoscaling_group_name", "aws_autoscaling_group");
      return group?.before === undefined
        ? []
        : [
            `${group.label} has no instances from "${textOf(after.recurrence ?? after.start_time)}" (${textOf(after.time_zone ?? "UTC")}) until another schedule starts some.`,
          ];
    },
  },
  {
    kind: "interruption",
    why: "Terraform changes listeners, security group rules and the API's routes one after the other (docs/plan-guide.md).",
    findings: ({ type, action, leaves }, plan) => {
      const isSwitched =
        type === "aws_lb_listener" &&
        action === "update" &&
        leaves.some(({ path }) => /^default_action(?:\[[^\]]*\])?\.type$/.test(path));
      // An API does not follow a redirect; browsers do.
      const isOfApi = plan
        .ofType("aws_apigatewayv2_integration")
        .some(({ action: change }) => change !== undefined);
      return isSwitched && isOfApi
        ? [
            "The API reaches the load balancer by another listener. Requests fail for seconds, until all of it has changed.",
          ]
        : [];
    },
  },
];
