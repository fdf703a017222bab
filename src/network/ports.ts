/**
 * The two ports of an instance, one constant each for security groups, target group, health checks and what
 * runs on the instance (decision 3).
 */

/** Uvicorn: where the load balancer sends requests (document, section 4). */
export const APPLICATION_PORT = 8000;

/** nginx, which proxies everything to {@link APPLICATION_PORT}; also the port of the load balancer's listener. */
export const HTTP_PORT = 80;

export const SSH_PORT = 22;

/** The load balancer's listener where it has a certificate. */
export const HTTPS_PORT = 443;
