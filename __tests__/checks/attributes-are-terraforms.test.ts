import { attributesAreTerraforms } from "../../src/checks/attributes-are-terraforms";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(attributesAreTerraforms, "careflowai-hardened-balanced", change);

test("every attribute is Terraform's", () => {
  expect(findingsOnSound(attributesAreTerraforms)).toEqual([]);
});

test("a statement of a web ACL that was not translated is found", () => {
  const findings = after((json) => {
    const [rule] = onlyIn(json, "aws_wafv2_web_acl").rule;
    rule.statement = { rateBasedStatement: { aggregate_key_type: "IP", limit: 2000 } };
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_wafv2_web_acl\.\S+ has rule\.statement\.rateBasedStatement, which is no attribute of Terraform's$/,
    ),
  ]);
});

test("a key of a data source is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_ssm_parameter").withDecryption = false;
  });
  expect(findings).toEqual([expect.stringMatching(/^data\.aws_ssm_parameter\.\S+ has withDecryption, /)]);
});

test("keys of tags, and of JSON in a text, are free", () => {
  const findings = after((json) => {
    const vpc = onlyIn(json, "aws_vpc");
    vpc.tags["Cost-Center: A"] = "1";
    vpc.tags_all = { CamelCase: "2" };
    vpc.ipv4_ipam_pool_id = JSON.stringify({ camelCase: true });
  });
  expect(findings).toEqual([]);
});

test("a map of tags in a nested block is free, and its neighbours are not", () => {
  const findings = after((json) => {
    const [specification] = onlyIn(json, "aws_launch_template").tag_specifications;
    specification.tags.CamelCase = "1";
    specification.resourceType = "instance";
  });
  expect(findings).toEqual([expect.stringMatching(/ has tag_specifications\.resourceType, /)]);
});
