import { distributionsRedirectAndCompress } from "../../src/checks/distributions-redirect-and-compress";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (distribution: Mutable) => void) =>
  findingsAfter(distributionsRedirectAndCompress, "careflowai-dev", (json) => {
    change(onlyIn(json, "aws_cloudfront_distribution"));
  });

test("every distribution is set as documented", () => {
  expect(findingsOnSound(distributionsRedirectAndCompress)).toEqual([]);
});

test("plain HTTP is found", () => {
  const findings = after((distribution) => {
    distribution.ordered_cache_behavior[1].viewer_protocol_policy = "allow-all";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+: behaviour \/health does not redirect to HTTPS$/,
    ),
  ]);
});

test("a behaviour without compression is found", () => {
  const findings = after((distribution) => {
    delete distribution.default_cache_behavior.compress;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_cloudfront_distribution\.\S+: behaviour default does not compress$/),
  ]);
});

test.each(["price_class", "default_root_object"])("a missing %s is found", (setting) => {
  const findings = after((distribution) => {
    distribution[setting] = undefined;
  });
  expect(findings).toEqual([
    expect.stringMatching(new RegExp(`^aws_cloudfront_distribution\\.\\S+ does not set ${setting}$`)),
  ]);
});
