/**
 * One constant per port, for security groups, target group, health checks and the programs on the instance (decision 3).
 */

/** Uvicorn, to which the load balancer sends requests (document, section 4). */
export const APPLICATION_PORT = 8000;

/** nginx, which proxies every request to {@link APPLICATION_PORT}; also the port of the load balancer's listener. */
export const HTTP_PORT = 80;

export const SSH_PORT = 22;

/** The load balancer's listener, if it has a certificate. */
export const HTTPS_PORT = 443;
