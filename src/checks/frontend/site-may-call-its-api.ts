import { behaviorsOf } from "../../synthesized/behaviors";
import type { Check } from "../check";
import { unless } from "../check";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, reference, text } from "../../synthesized/synthesized-stack";

/** The origins under which browsers reach the APIs of a stack. */
function originsOfApis(stack: SynthesizedStack): string[] {
  const domainNames = stack.resources("aws_apigatewayv2_domain_name");
  if (domainNames.length > 0) return domainNames.map(({ body }) => `https://${text(body.domain_name)}`);
  return stack.resources("aws_apigatewayv2_api").map((api) => reference(api, "api_endpoint"));
}

/** The sources that a policy lets pages call; undefined if it does not limit them. */
function callable(policy: Block): string[] | undefined {
  const [headers = {}] = nested(policy.body, "security_headers_config");
  const directives = nested(headers, "content_security_policy")
    .flatMap(({ content_security_policy }) => text(content_security_policy).split(";"))
    .map((directive) => directive.trim().split(" "));
  const sourcesOf = (name: string) => directives.find(([first]) => first === name)?.slice(1);
  return sourcesOf("connect-src") ?? sourcesOf("default-src");
}

export const siteMayCallItsApi: Check = {
  id: "site-may-call-its-api",
  rule: "Where browsers call the API directly, the content security policy of the site's pages names the API's origin.",
  why: "The browser blocks every call of the page, and no log of AWS shows it (W3C, Content Security Policy Level 3: connect-src; decision 48).",
  findings: (stack) =>
    stack
      .resources("aws_cloudfront_distribution")
      .filter((distribution) => !behaviorsOf(distribution).some(({ isApi }) => isApi))
      .flatMap((distribution) => {
        const [site] = behaviorsOf(distribution);
        const policy = stack.target(site?.body.response_headers_policy_id);
        const sources = policy && callable(policy);
        if (!policy || !sources) return [];
        return originsOfApis(stack).flatMap((origin) =>
          unless(
            [origin, "https:", "*"].some((source) => sources.includes(source)),
            `${policy.address} does not let pages call ${origin}`,
          ),
        );
      }),
};
