import { CERTIFICATE, HTTPS, testAcceptances, testRefusals } from "../../helpers/config-cases";

testRefusals([
  [
    "a health check that takes as long as its interval",
    ({ environments }) => (environments.prod.loadBalancer = { healthCheckTimeoutSeconds: 30 }),
    "environments.prod.loadBalancer.healthCheckTimeoutSeconds: 30. Allowed: less than loadBalancer.healthCheckIntervalSeconds 30. To fix: lower the timeout or raise the interval.",
  ],
  [
    "a load balancer that closes connections before API Gateway does",
    ({ environments }) => (environments.prod.loadBalancer = { idleTimeoutSeconds: 30 }),
    "environments.prod.loadBalancer.idleTimeoutSeconds: 30. Allowed: more than api.timeoutSeconds 30. To fix: raise the idle timeout, or the load balancer closes connections on which API Gateway still waits.",
  ],
  [
    "an instance that terminates before its requests are answered",
    ({ environments }) => (environments.prod.loadBalancer = { deregistrationDelaySeconds: 29 }),
    "environments.prod.loadBalancer.deregistrationDelaySeconds: 29. Allowed: at least api.timeoutSeconds 30. To fix: raise the delay, or an instance terminates with requests on which API Gateway still waits.",
  ],
  [
    'credentials for "*" in each list of CORS',
    ({ environments }) =>
      (environments.prod.api = {
        cors: {
          allowCredentials: true,
          allowOrigins: ["*"],
          allowMethods: ["GET", "*"],
          allowHeaders: ["*"],
        },
      }),
    'environments.prod.api.cors.allowOrigins: ["*"]. Allowed: explicit values without "*" while api.cors.allowCredentials is true. To fix: list them one by one, or set allowCredentials to false.',
    'environments.prod.api.cors.allowMethods: ["GET","*"]. Allowed: explicit values without "*" while api.cors.allowCredentials is true. To fix: list them one by one, or set allowCredentials to false.',
    'environments.prod.api.cors.allowHeaders: ["*"]. Allowed: explicit values without "*" while api.cors.allowCredentials is true. To fix: list them one by one, or set allowCredentials to false.',
  ],
  [
    "CORS if the API is of the same origin",
    ({ environments }) =>
      (environments.prod.api = {
        routing: "same-origin",
        cors: {
          allowOrigins: ["https://app.example.org"],
          allowMethods: ["GET"],
          allowHeaders: ["x-id"],
          allowCredentials: true,
          maxAgeSeconds: 5,
        },
      }),
    'environments.prod.api.cors: {"allowOrigins":["https://app.example.org"],"allowMethods":["GET"],"allowHeaders":["x-id"],"allowCredentials":true,"maxAgeSeconds":5}. Allowed: no CORS settings where api.routing is same-origin. To fix: remove api.cors, or set api.routing to cross-origin.',
  ],
  [
    "CORS if the posture makes the API one of the same origin",
    ({ environments }) =>
      Object.assign(environments.prod, { posture: "hardened", api: { cors: { maxAgeSeconds: 5 } } }),
    'environments.prod.api.cors: {"maxAgeSeconds":5}. Allowed: no CORS settings where api.routing is same-origin. To fix: remove api.cors, or set api.routing to cross-origin.',
  ],
  [
    "an API without any name",
    ({ environments }) => (environments.prod.api = { disableDefaultEndpoint: true }),
    "environments.prod.api.disableDefaultEndpoint: true. Allowed: false without domain.apiName, because no other name leads to the API. To fix: set domain.apiName, or remove the field.",
  ],
  [
    "a load balancer's certificate of another region",
    ({ environments }) =>
      (environments.prod.loadBalancer = {
        https: { ...HTTPS, certificateArn: CERTIFICATE.replace("us-east-1", "eu-west-1") },
      }),
    `environments.prod.loadBalancer.https.certificateArn: "${CERTIFICATE.replace("us-east-1", "eu-west-1")}". Allowed: a certificate in region us-east-1. To fix: request one there; a load balancer accepts no other.`,
  ],
]);

testAcceptances([
  [
    "a certificate of the environment's region",
    ({ environments }) =>
      Object.assign(environments.prod, {
        region: "eu-west-1",
        network: { publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" } },
        loadBalancer: {
          https: { ...HTTPS, certificateArn: CERTIFICATE.replace("us-east-1", "eu-west-1") },
        },
      }),
  ],
  [
    "CORS in a hardened environment whose API is of another origin",
    ({ environments }) =>
      Object.assign(environments.prod, {
        posture: "hardened",
        api: { routing: "cross-origin", cors: { maxAgeSeconds: 5 } },
      }),
  ],
  [
    "credentials for origins that are named",
    ({ environments }) =>
      (environments.prod.api = {
        cors: { allowCredentials: true, allowOrigins: ["https://app.example.org"] },
      }),
  ],
]);
