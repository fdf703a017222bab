import { attributesAreValid } from "../../../src/checks/stack/attributes-are-valid";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(attributesAreValid, {
  "careflowai-hardened-balanced": [
    [
      "a statement of a web ACL that was not translated",
      (json) =>
        (onlyIn(json, "aws_wafv2_web_acl", "Frontend").rule[0].statement = {
          rateBasedStatement: { aggregate_key_type: "IP", limit: 2000 },
        }),
      "aws_wafv2_web_acl.~ has rule.statement.rateBasedStatement, which is not in snake case",
    ],
    [
      "a key of a data source",
      (json) => (onlyIn(json, "aws_ssm_parameter").withDecryption = false),
      "data.aws_ssm_parameter.~ has withDecryption, which is not in snake case",
    ],
    [
      "a key of tags or of JSON in a text",
      (json) => {
        const vpc = onlyIn(json, "aws_vpc");
        vpc.tags["Cost-Center: A"] = "1";
        vpc.tags_all = { CamelCase: "2" };
        vpc.ipv4_ipam_pool_id = JSON.stringify({ camelCase: true });
      },
    ],
    [
      "a neighbour of a map of tags in a nested block, but not its keys,",
      (json) => {
        const [specification] = onlyIn(json, "aws_launch_template").tag_specifications;
        specification.tags.CamelCase = "1";
        specification.resourceType = "instance";
      },
      "aws_launch_template.~ has tag_specifications.resourceType, which is not in snake case",
    ],
  ],
});
