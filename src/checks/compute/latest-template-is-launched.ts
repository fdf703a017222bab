import type { Check } from "../check";
import { unless } from "../check";
import { nested, text } from "../../synthesized/synthesized-stack";

export const latestTemplateIsLaunched: Check = {
  id: "latest-template-is-launched",
  rule: "Auto Scaling groups and instances launch the latest_version of their template, and a group refreshes its instances to it.",
  why: 'To Terraform "$Latest" is always the same text, so a new version of the template never starts an instance refresh (provider documentation of aws_autoscaling_group; provider PR 22464).',
  findings: (stack) => [
    ...["aws_autoscaling_group", "aws_instance"]
      .flatMap((type) => stack.resources(type))
      .flatMap(({ address, body }) => {
        const { id, version } = nested(body, "launch_template")[0] ?? {};
        return unless(
          stack.isAttribute(version, "aws_launch_template", "latest_version") &&
            stack.target(version)?.address === stack.target(id)?.address,
          `${address} launches version ${text(version)} of ${text(id)}, not its latest_version`,
        );
      }),
    ...stack
      .resources("aws_autoscaling_group")
      .flatMap(({ address, body }) =>
        unless(
          nested(body, "instance_refresh").length > 0,
          `${address} does not refresh its instances to a new version`,
        ),
      ),
  ],
};
