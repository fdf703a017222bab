import { namesAreUnique } from "../../src/checks/names-are-unique";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const inStaging = (change: (json: Mutable) => void) =>
  findingsAfter(namesAreUnique, "careflowai-staging", change);
const useAnotherRegion = (json: Mutable) => {
  json.provider.aws[0].region = "eu-central-1";
};

test("no physical name is shared", () => {
  expect(findingsOnSound(namesAreUnique)).toEqual([]);
});

test("two stacks that share a bucket's name are found, in whatever regions", () => {
  const findings = inStaging((json) => {
    useAnotherRegion(json);
    onlyIn(json, "aws_s3_bucket").bucket = "111122223333-careflowai-frontend";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^careflowai-staging\/aws_s3_bucket\.\S+ and careflowai-prod\/aws_s3_bucket\.\S+ are both named 111122223333-careflowai-frontend$/,
    ),
  ]);
});

test("two stacks that share a role's name are found, in whatever regions", () => {
  const findings = inStaging((json) => {
    useAnotherRegion(json);
    onlyIn(json, "aws_iam_role").name = "careflowai-dev-instance";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^careflowai-staging\/aws_iam_role\.\S+ and careflowai-dev\/aws_iam_role\.\S+ are both named careflowai-dev-instance$/,
    ),
  ]);
});

test("two stacks that share a log group's name are found in one region", () => {
  const findings = inStaging((json) => {
    onlyIn(json, "aws_cloudwatch_log_group", "Backend").name = "/careflowai/backend";
  });
  expect(findings).toEqual([
    "careflowai-staging/aws_cloudwatch_log_group.BackendLogGroup and careflowai-prod/aws_cloudwatch_log_group.BackendLogGroup are both named /careflowai/backend",
  ]);
});

test("a log group's name may recur in another region", () => {
  const findings = inStaging((json) => {
    useAnotherRegion(json);
    onlyIn(json, "aws_cloudwatch_log_group", "Backend").name = "/careflowai/backend";
  });
  expect(findings).toEqual([]);
});

test("two resources of one stack that share a name are found", () => {
  const findings = findingsAfter(namesAreUnique, "careflowai-prod", (json) => {
    onlyIn(json, "aws_cloudwatch_log_group", "Api").name = "/careflowai/backend";
  });
  expect(findings).toHaveLength(2);
});

const inSingle = (change: (json: Mutable) => void) =>
  findingsAfter(namesAreUnique, "careflowai-hardened-single", change);

test.each([
  ["aws_cloudfront_cache_policy", "name", "careflowai-hardened-balanced-cached-paths"],
  ["aws_cloudfront_origin_access_control", "name", "careflowai-hardened-balanced"],
  ["aws_wafv2_web_acl", "name", "careflowai-hardened-balanced"],
])("two stacks that share the name of an %s are found, in whatever regions", (type, attribute, name) => {
  const findings = inSingle((json) => {
    useAnotherRegion(json);
    onlyIn(json, type)[attribute] = name;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(
        `^careflowai-hardened-single/${type}\\.\\S+ and careflowai-hardened-balanced/${type}\\.\\S+ are both named ${name}$`,
      ),
    ),
  ]);
});

test("two stacks that share a site's address are found", () => {
  const findings = inSingle((json) => {
    onlyIn(json, "aws_cloudfront_distribution").aliases.push("app.example.com");
  });
  expect(findings).toEqual([expect.stringMatching(/ are both named app\.example\.com$/)]);
});

test("two stacks that share an API's address are found", () => {
  const findings = inSingle((json) => {
    json.resource.aws_apigatewayv2_domain_name = { Added: { domain_name: "api.example.com" } };
  });
  expect(findings).toEqual([expect.stringMatching(/ are both named api\.example\.com$/)]);
});

test("two schedules that share a name are found", () => {
  const findings = inSingle((json) => {
    onlyIn(json, "aws_scheduler_schedule", "Stop").name = "careflowai-hardened-single-off-hours-start";
  });
  expect(findings).toHaveLength(2);
});

test.each([
  ["aws_cloudwatch_metric_alarm", "alarm_name", "high-cpu", "careflowai-prod-high-cpu", true],
  ["aws_cloudwatch_dashboard", "dashboard_name", "", "careflowai-prod", true],
  ["aws_sns_topic", "name", "Critical", "careflowai-prod-critical", false],
  ["aws_kms_alias", "name", "", "alias/careflowai-prod-notifications", false],
  ["aws_cloudwatch_query_definition", "name", "boot-steps", "careflowai-prod/boot-steps", false],
])("two of %s that share a name are found", (type, attribute, which, name, inWhateverRegion) => {
  const share = (json: Mutable) => {
    onlyIn(json, type, which)[attribute] = name;
  };
  const found = [expect.stringMatching(new RegExp(` are both named ${name}$`))];
  expect(inStaging(share)).toEqual(found);
  const elsewhere = inStaging((json) => {
    useAnotherRegion(json);
    share(json);
  });
  expect(elsewhere).toEqual(inWhateverRegion ? found : []);
});
