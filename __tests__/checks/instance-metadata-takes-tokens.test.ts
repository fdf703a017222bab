import { instanceMetadataTakesTokens } from "../../src/checks/instance-metadata-takes-tokens";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every launch template requires tokens", () => {
  expect(findingsOnSound(instanceMetadataTakesTokens)).toEqual([]);
});

test("a template that does not require tokens is found", () => {
  const findings = findingsAfter(instanceMetadataTakesTokens, "careflowai-prod", (json) => {
    onlyIn(json, "aws_launch_template").metadata_options.http_tokens = "optional";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_launch_template\.\S+ has metadata tokens optional, not required$/),
  ]);
});

test("a template that lets metadata go further is found", () => {
  const findings = findingsAfter(instanceMetadataTakesTokens, "careflowai-prod", (json) => {
    onlyIn(json, "aws_launch_template").metadata_options.http_put_response_hop_limit = 2;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_launch_template\.\S+ lets metadata go 2 hops, not 1$/),
  ]);
});

test("a template without metadata options is found by both", () => {
  const findings = findingsAfter(instanceMetadataTakesTokens, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_launch_template").metadata_options;
  });
  expect(findings).toEqual([
    expect.stringMatching(/ has metadata tokens null, not required$/),
    expect.stringMatching(/ lets metadata go null hops, not 1$/),
  ]);
});

test("an instance that overrides its template is found", () => {
  const findings = findingsAfter(instanceMetadataTakesTokens, "careflowai-dev", (json) => {
    onlyIn(json, "aws_instance").metadata_options = {
      http_tokens: "optional",
      http_put_response_hop_limit: 1,
    };
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_instance\.\S+ has metadata tokens optional, not required$/),
  ]);
});
