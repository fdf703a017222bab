import * as timeouts from "../../../src/compute/boot/timeouts";
import { API_READ_TIMEOUT_SECONDS } from "../../../src/frontend/distribution";
import { parseConfig } from "../../../src/config/parse";
import { BALANCED, bootFile } from "../../helpers/boot";
import { configWith } from "../../helpers/config";

const number = (pattern: RegExp, text: string) => Number(pattern.exec(text)?.[1]);

/** What the files on an instance say, in seconds. */
function written(changes = {}) {
  const unit = bootFile("careflowai-backend.service", changes);
  const site = bootFile("sites-available/careflowai", changes);
  return {
    keepAlive: number(/--timeout-keep-alive (\d+)/, unit),
    graceful: number(/--timeout-graceful-shutdown (\d+)/, unit),
    stop: number(/^TimeoutStopSec=(\d+)$/m, unit),
    nginxIdle: number(/^ {2}keepalive_timeout (\d+)s;$/m, site),
    nginxSend: number(/proxy_send_timeout (\d+)s;/, site),
    nginxRead: number(/proxy_read_timeout (\d+)s;/, site),
  };
}

/** The longest that any configuration lets the gateway wait (AWS, Quotas for HTTP APIs). */
const GATEWAY_MAX_SECONDS = 30;

test("the gateway waits no longer than that at any setting", () => {
  const config = configWith(({ environments }) => (environments.prod.api = { timeoutSeconds: 31 }));
  expect(() => parseConfig(config)).toThrow(/environments\.prod\.api\.timeoutSeconds: 31\./);
});

test("along the request path each hop outwaits the one in front of it", () => {
  const { keepAlive, nginxIdle, nginxSend, nginxRead } = written();
  expect(nginxSend).toBeGreaterThan(GATEWAY_MAX_SECONDS);
  expect(nginxRead).toBe(nginxSend);
  expect(API_READ_TIMEOUT_SECONDS).toBeGreaterThan(nginxRead);
  expect(keepAlive).toBeGreaterThan(nginxIdle);
});

test.each([31, 60, 300, 4000])(
  "behind a load balancer that keeps idle connections %d s Uvicorn keeps them longer",
  (idleTimeoutSeconds) => {
    const changes = { ...BALANCED, loadBalancerIdleTimeoutSeconds: idleTimeoutSeconds };
    expect(written(changes).keepAlive).toBeGreaterThan(idleTimeoutSeconds);
  },
);

test("by default that is 75 s, after the load balancer's 60 and the gateway's 30", () => {
  const prod = parseConfig(configWith(() => undefined)).environments.find(({ name }) => name === "prod");
  expect(prod).toMatchObject({ api: { timeoutSeconds: 30 }, loadBalancer: { idleTimeoutSeconds: 60 } });
  expect(written(BALANCED).keepAlive).toBe(75);
});

test("what stops lets the longest request finish, and is killed only after that", () => {
  const { graceful, stop } = written();
  expect(graceful).toBeGreaterThanOrEqual(GATEWAY_MAX_SECONDS);
  expect(stop).toBeGreaterThan(graceful);
});

test("by default an instance is drained for as long as the gateway waits", () => {
  const prod = parseConfig(configWith(() => undefined)).environments.find(({ name }) => name === "prod");
  expect(prod).toMatchObject({ loadBalancer: { deregistrationDelaySeconds: GATEWAY_MAX_SECONDS } });
});

test("every figure is used", () => {
  const { keepAlive, graceful, stop, nginxIdle, nginxRead } = written();
  expect([keepAlive - nginxIdle, nginxIdle, nginxRead, graceful, stop]).toEqual([
    timeouts.KEEP_ALIVE_MARGIN_SECONDS,
    timeouts.NGINX_IDLE_TIMEOUT_SECONDS,
    timeouts.NGINX_PROXY_TIMEOUT_SECONDS,
    timeouts.GRACEFUL_SHUTDOWN_SECONDS,
    timeouts.STOP_TIMEOUT_SECONDS,
  ]);
});
