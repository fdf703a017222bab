/**
 * How long what runs on an instance waits, in seconds. Along the request path each hop outwaits the one in front of
 * it, and what stops lets the longest request finish (decision 31).
 */

/** How much longer Uvicorn keeps an idle connection than whatever holds the other end, so that it never closes first. */
export const KEEP_ALIVE_MARGIN_SECONDS = 15;

/** How long nginx keeps idle connections to Uvicorn (nginx, ngx_http_upstream_module, keepalive_timeout: 60 s). */
export const NGINX_IDLE_TIMEOUT_SECONDS = 60;

/** How long nginx waits for Uvicorn: longer than API Gateway ever waits, so that the gateway's answer counts. */
export const NGINX_PROXY_TIMEOUT_SECONDS = 35;

/** How long Uvicorn lets requests finish once it is told to stop: API Gateway's longest (AWS, Quotas for HTTP APIs). */
export const GRACEFUL_SHUTDOWN_SECONDS = 30;

/** How long systemd waits for that before it kills. */
export const STOP_TIMEOUT_SECONDS = 40;
