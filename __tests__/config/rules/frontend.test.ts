import { DOMAIN, testAcceptances, testRefusals } from "../../helpers/config-cases";

testRefusals([
  [
    "cached paths if the API is not behind CloudFront",
    ({ environments }) => (environments.prod.frontend = { cachedPaths: ["/api/reference/*"] }),
    'environments.prod.frontend.cachedPaths: ["/api/reference/*"]. Allowed: an empty list where api.routing is cross-origin, because the API is not behind CloudFront. To fix: remove the paths, or set api.routing to same-origin.',
  ],
  [
    "one name for frontend and API",
    ({ environments }) => (environments.prod.domain = { ...DOMAIN, apiName: DOMAIN.frontendName }),
    'environments.prod.domain.apiName: "app.example.org". Allowed: another name than domain.frontendName. To fix: choose a separate name, such as api.example.com; or leave it out and set api.routing to same-origin.',
  ],
]);

testAcceptances([
  [
    "cached paths if the API is behind CloudFront",
    ({ environments }) => {
      for (const { name, own } of [
        { name: "dev", own: {} },
        { name: "staging", own: { posture: "hardened" } },
        { name: "prod", own: { api: { routing: "same-origin" } } },
      ])
        Object.assign(environments[name], own, {
          frontend: { cachedPaths: ["/api/a/*", "/api/b", "/api/c*"] },
        });
    },
  ],
  [
    "access logs of CloudFront in an opt-in region",
    ({ environments }) =>
      Object.assign(environments.dev, {
        posture: "hardened",
        region: "eu-south-1",
        network: { publicSubnets: { "eu-south-1a": "10.0.1.0/24" } },
        instance: { availabilityZone: "eu-south-1a" },
      }),
  ],
]);
