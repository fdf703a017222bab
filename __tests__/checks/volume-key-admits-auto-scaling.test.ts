import { volumeKeyAdmitsAutoScaling } from "../../src/checks/volume-key-admits-auto-scaling";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const ROLE =
  "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

const encryptWith = (json: Mutable, policy: string) => {
  json.resource.aws_kms_key = { Volumes: { policy } };
  onlyIn(json, "aws_launch_template").block_device_mappings[0].ebs.kms_key_id = "${aws_kms_key.Volumes.arn}";
};

test("every group may launch from its volumes", () => {
  expect(findingsOnSound(volumeKeyAdmitsAutoScaling)).toEqual([]);
});

test("a key that does not admit Auto Scaling is found", () => {
  const findings = findingsAfter(volumeKeyAdmitsAutoScaling, "careflowai-prod", (json) => {
    encryptWith(json, '{"Statement":[]}');
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_launch_template\.\S+ encrypts with \$\{aws_kms_key\.Volumes\.arn\}, whose policy does not name AWSServiceRoleForAutoScaling$/,
    ),
  ]);
});

test("a key whose policy names the service-linked role is sound", () => {
  const findings = findingsAfter(volumeKeyAdmitsAutoScaling, "careflowai-prod", (json) => {
    encryptWith(json, JSON.stringify({ Statement: [{ Principal: { AWS: ROLE } }] }));
  });
  expect(findings).toEqual([]);
});

test("a key whose policy document names the service-linked role is sound", () => {
  const findings = findingsAfter(volumeKeyAdmitsAutoScaling, "careflowai-prod", (json) => {
    json.data.aws_iam_policy_document.Volumes = {
      statement: [{ principals: [{ type: "AWS", identifiers: [ROLE] }] }],
    };
    encryptWith(json, "${data.aws_iam_policy_document.Volumes.json}");
  });
  expect(findings).toEqual([]);
});

test("a single instance, which Auto Scaling does not launch, may use any key", () => {
  const findings = findingsAfter(volumeKeyAdmitsAutoScaling, "careflowai-dev", (json) => {
    encryptWith(json, '{"Statement":[]}');
  });
  expect(findings).toEqual([]);
});
