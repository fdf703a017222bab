import { launchIsComplete } from "../../src/checks/launch-is-complete";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) => findingsAfter(launchIsComplete, "careflowai-prod", change);
const templateIn = (json: Mutable) => onlyIn(json, "aws_launch_template");

test("every launch is complete", () => {
  expect(findingsOnSound(launchIsComplete)).toEqual([]);
});

test("a template without instance profile, or with a foreign one, is found", () => {
  const found = [expect.stringMatching(/^aws_launch_template\.\S+ gives no instance profile of the stack$/)];
  const without = after((json) => {
    delete templateIn(json).iam_instance_profile;
  });
  const foreign = after((json) => {
    templateIn(json).iam_instance_profile = { name: "somebody" };
  });
  expect(without).toEqual(found);
  expect(foreign).toEqual(found);
});

test("an instance profile may be given by name", () => {
  const findings = after((json) => {
    const [name] = Object.keys(json.resource.aws_iam_instance_profile);
    templateIn(json).iam_instance_profile = { name: `\${aws_iam_instance_profile.${String(name)}.name}` };
  });
  expect(findings).toEqual([]);
});

test("a volume without size is found", () => {
  const found = [expect.stringMatching(/^aws_launch_template\.\S+ does not size \/dev\/sda1$/)];
  const unsized = after((json) => {
    delete templateIn(json).block_device_mappings[0].ebs.volume_size;
  });
  const unsaid = after((json) => {
    delete templateIn(json).block_device_mappings[0].ebs;
  });
  expect(unsized).toEqual(found);
  expect(unsaid).toEqual(found);
});

test.each([undefined, "EC2"])("a balanced group with health checks %s is found", (type) => {
  const findings = after((json) => {
    onlyIn(json, "aws_autoscaling_group").health_check_type = type;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(
        `^aws_autoscaling_group\\.\\S+ has health checks ${type ?? "null"}, not those of its target groups \\(ELB\\)$`,
      ),
    ),
  ]);
});

test("a group that is attached from outside is balanced too, one without target groups is not", () => {
  const withAttachments = (attachments: (group: string) => object) =>
    after((json) => {
      const [name] = Object.keys(json.resource.aws_autoscaling_group);
      const group = onlyIn(json, "aws_autoscaling_group");
      delete group.target_group_arns;
      group.health_check_type = "EC2";
      json.resource.aws_autoscaling_attachment = attachments(
        `\${aws_autoscaling_group.${String(name)}.name}`,
      );
    });
  expect(withAttachments(() => ({}))).toEqual([]);
  expect(withAttachments((group) => ({ Added: { autoscaling_group_name: group } }))).toHaveLength(1);
});
