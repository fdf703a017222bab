import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { only, soundStack } from "../helpers/blocks";
const code = readFileSync(join(__dirname, "../../src/frontend/spa-router.js"), "utf8");
// As CloudFront does: the file defines `handler`, and nothing of Node is there.
const handler = runInNewContext(`${code}; handler`) as (event: { request: object }) => object;

const request = (uri: string) => ({
  method: "GET",
  uri,
  querystring: { tab: { value: "1" } },
  headers: { host: { value: "example.org" } },
  cookies: { session: { value: "x" } },
});

test.each([
  ["/", "/index.html"],
  ["/patients", "/index.html"],
  ["/patients/", "/index.html"],
  ["/patients/42", "/index.html"],
  ["/a.b/c", "/index.html"],
  ["", "/index.html"],
  ["/index.html", "/index.html"],
  ["/favicon.ico", "/favicon.ico"],
  ["/assets/app.js", "/assets/app.js"],
  ["/assets/app.3f2a.css", "/assets/app.3f2a.css"],
  ["/.well-known/security.txt", "/.well-known/security.txt"],
])("%s is answered by %s, and nothing else of the request changes", (uri, answeredBy) => {
  expect(handler({ request: request(uri) })).toEqual(request(answeredBy));
});

test("CloudFront gets that very file", () => {
  expect(only(soundStack("careflowai-dev"), CloudfrontFunction).body).toEqual({
    name: "careflowai-dev-spa-router",
    comment: "Answers React Router's paths with the start page",
    runtime: "cloudfront-js-2.0",
    publish: true,
    // The distribution stops using it before it is destroyed.
    lifecycle: { create_before_destroy: true },
    code,
  });
  // Otherwise Terraform would have to undouble markers first, and the comparison would say less.
  expect(code).not.toMatch(/[$%]\{/);
});
