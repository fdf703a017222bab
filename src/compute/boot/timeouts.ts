/**
 * Timeouts of the programs on an instance, in seconds. Along the request path each hop waits longer than the one in
 * front of it, and a shutdown lets the longest request finish (decision 31).
 */

/** How much longer Uvicorn keeps an idle connection than nginx or the load balancer, so that it never closes first. */
export const KEEP_ALIVE_MARGIN_SECONDS = 15;

/** How long nginx keeps idle connections to Uvicorn (nginx, ngx_http_upstream_module, keepalive_timeout: 60 s). */
export const NGINX_IDLE_TIMEOUT_SECONDS = 60;

/** How long nginx waits for Uvicorn: longer than API Gateway's maximum, so that the gateway's timeout comes first. */
export const NGINX_PROXY_TIMEOUT_SECONDS = 35;

/** How long Uvicorn lets requests finish after a stop signal: API Gateway's maximum (AWS, Quotas for HTTP APIs). */
export const GRACEFUL_SHUTDOWN_SECONDS = 30;

/** How long systemd waits for Uvicorn to stop before it kills the process. */
export const STOP_TIMEOUT_SECONDS = 40;
