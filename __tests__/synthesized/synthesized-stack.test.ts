import type { JsonObject } from "../../src/synthesized/synthesized-stack";
import {
  dependsOn,
  ignoresChanges,
  nested,
  referencesIn,
  stringsIn,
  SynthesizedStack,
} from "../../src/synthesized/synthesized-stack";

const stackOf = (json: JsonObject) => new SynthesizedStack("careflowai-prod-eu", json);
const stack = stackOf({
  provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111122223333"] }] },
  data: { aws_ssm_parameter: { Image: { name: "image" } } },
  resource: {
    aws_launch_template: { Template: { region: "us-east-1" } },
    aws_instance: { Single: { launch_template: [{ id: "${aws_launch_template.Template.id}" }] } },
    aws_eip: { Address: { instance: "${aws_instance.Single.id}" } },
  },
});
const only = (type: string) => {
  const [block] = stack.resources(type);
  if (!block) throw new Error(`no ${type}`);
  return block;
};

test("a stack knows its environment, its account and the regions of its blocks", () => {
  expect(stack.part).toBe("prod-eu");
  expect(stack.accountId).toBe("111122223333");
  expect(stack.regionOf(only("aws_instance"))).toBe("eu-west-1");
  expect(stack.regionOf(only("aws_launch_template"))).toBe("us-east-1");
});

test("blocks are found by type and by reference", () => {
  expect(stack.resources().map(({ address }) => address)).toEqual([
    "aws_launch_template.Template",
    "aws_instance.Single",
    "aws_eip.Address",
  ]);
  expect(stack.data("aws_ssm_parameter").map(({ address }) => address)).toEqual([
    "data.aws_ssm_parameter.Image",
  ]);
  expect(stack.target("${data.aws_ssm_parameter.Image.value}")?.address).toBe("data.aws_ssm_parameter.Image");
  expect(stack.target("${aws_eip.Address.id} ${aws_instance.Single.id}")).toBeUndefined();
  expect(stack.target("aws_eip.Address")).toBeUndefined();
  expect(stack.launchTemplateOf(only("aws_instance"))?.address).toBe("aws_launch_template.Template");
  expect(stack.launchTemplateOf(only("aws_eip"))).toBeUndefined();
  expect(stack.attached("aws_eip", "instance", only("aws_instance"))).toHaveLength(1);
});

test("an attribute is one reference and nothing else", () => {
  expect(stack.isAttribute("${aws_instance.Single.id}", "aws_instance", "id")).toBe(true);
  expect(stack.isAttribute("${aws_instance.Single.arn}", "aws_instance", "id")).toBe(false);
  expect(stack.isAttribute("${aws_instance.Single.id}/x", "aws_instance", "id")).toBe(false);
  expect(stack.isAttribute("${aws_instance.Single.id}", "aws_eip", "id")).toBe(false);
});

test.each([
  ["an expression", "${aws_vpc.Vpc.id}", ["aws_vpc.Vpc"]],
  ["an expression in a policy", '{"Resource":"${aws_s3_bucket.Site.arn}/*"}', ["aws_s3_bucket.Site"]],
  ["a data source", "${data.aws_elb_service_account.Main.arn}", ["data.aws_elb_service_account.Main"]],
  [
    "two in one",
    "${aws_lb.A.arn_suffix}/${aws_lb_target_group.B.arn_suffix}",
    ["aws_lb.A", "aws_lb_target_group.B"],
  ],
  ["an escaped expression", "$${aws_vpc.Vpc.id}", []],
  ["quoted text in an expression", '${base64encode("aws_vpc.Vpc.id")}', []],
  ["text", "aws_vpc.Vpc.id", []],
])("references in %s are found: %s", (_what, text, addresses) => {
  expect([...referencesIn({ deep: [text] })]).toEqual(addresses);
});

test("nested blocks and dependencies are lists, whatever is written", () => {
  expect(nested({ one: { a: 1 } }, "one")).toEqual([{ a: 1 }]);
  expect(nested({ many: [{ a: 1 }, { a: 2 }] }, "many")).toHaveLength(2);
  expect(nested({}, "none")).toEqual([]);
  expect(dependsOn({})).toEqual([]);
  expect(stringsIn([null, 1, "a", { b: "c" }])).toEqual(["a", "c"]);
});

test.each<[ignored: JsonObject["x"], isIgnored: boolean]>([
  ["all", true],
  [["image_id"], true],
  [["tags"], false],
  [undefined, false],
])("changes ignored with %j: %s", (ignored, isIgnored) => {
  expect(ignoresChanges({ lifecycle: { ignore_changes: ignored } }, "image_id")).toBe(isIgnored);
});
