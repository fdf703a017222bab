import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Environment } from "../../config/environment";
import { APPLICATION_PORT, HTTP_PORT } from "../../network/ports";
import type { AgentDimension } from "./agent-config";
import { agentConfig } from "./agent-config";
import { fillIn, shellAssignments } from "./template";
import {
  GRACEFUL_SHUTDOWN_SECONDS,
  KEEP_ALIVE_MARGIN_SECONDS,
  NGINX_IDLE_TIMEOUT_SECONDS,
  NGINX_PROXY_TIMEOUT_SECONDS,
  STOP_TIMEOUT_SECONDS,
} from "./timeouts";

/** Reads Parameter Store on the instance; the lightest of AWS's own clients (decision 34). */
const BOTO3_VERSION = "1.44.5";

/** The largest request that API Gateway passes on (AWS, Quotas for HTTP APIs: payload size). */
const MAX_BODY_MEGABYTES = 10;

export interface CloudConfigProps {
  readonly region: string;
  /** What is run, from which repository. */
  readonly backend: Environment["backend"];
  /** Path of the environment's parameters, without a trailing slash. */
  readonly parameterPath: string;
  /** The backend's log group, by name: user data holds no token. */
  readonly logGroupName: string;
  /** Dimension that alarms find the instance's metrics under. */
  readonly metricDimension: AgentDimension;
  /** How long the load balancer keeps idle connections. Without one Uvicorn listens on loopback, to nginx (decision 3). */
  readonly loadBalancerIdleTimeoutSeconds?: number;
}

/**
 * The cloud-config of an instance: the files below `files/`, filled in, and one command that makes the instance
 * serve the backend, step by step (`docs/operations.md`). It holds literals only, and no secret.
 *
 * Port 8000 is Uvicorn's, 80 nginx's, which proxies everything to it (document, section 2).
 */
export function cloudConfig(props: CloudConfigProps): string {
  const { region, logGroupName, metricDimension: dimension } = props;
  const agent = JSON.stringify(agentConfig({ region, logGroupName, dimension }), null, 1);
  const document = {
    write_files: [
      file("/etc/careflowai/boot.env", settings(props)),
      file("/etc/careflowai/amazon-cloudwatch-agent.json", `${agent}\n`),
      file("/etc/systemd/system/careflowai-backend.service", backendService(props)),
      file("/etc/nginx/sites-available/careflowai", nginxSite()),
      file("/etc/logrotate.d/careflowai", source("logrotate.conf")),
      file("/etc/apt/apt.conf.d/20auto-upgrades", source("auto-upgrades.conf")),
      file("/opt/careflowai/bin/read-parameters", source("read-parameters.py")),
      { ...file("/opt/careflowai/bin/boot", source("boot.sh")), permissions: "0755" },
    ],
    runcmd: [["/opt/careflowai/bin/boot"]],
  };
  return `#cloud-config\n${stringify(document, { indent: 1, indentSeq: false, lineWidth: 0 })}`;
}

/** Files are root's and readable by all unless said otherwise: cloud-init's own defaults. */
function file(path: string, content: string) {
  return { path, content };
}

/** A file as the instance gets it: comments stay here, because EC2 takes 16 KB. */
const source = (name: string) =>
  readFileSync(join(__dirname, "files", name), "utf8").replaceAll(/^ *#(?!!).*\n/gm, "");

/** What the boot script reads. */
function settings({ region, backend, parameterPath }: CloudConfigProps): string {
  return shellAssignments({
    REGION: region,
    REPOSITORY: backend.repository,
    REF: backend.ref,
    DIRECTORY: backend.directory,
    REQUIREMENTS_FILE: backend.requirementsFile,
    TOKEN_PARAMETER: backend.tokenParameter ?? "",
    PARAMETER_PATH: parameterPath,
    HEALTH_CHECK_PATH: backend.healthCheckPath,
    APPLICATION_PORT,
    HTTP_PORT,
    BOTO3_VERSION,
  });
}

function backendService({ backend, loadBalancerIdleTimeoutSeconds }: CloudConfigProps): string {
  return fillIn(source("careflowai-backend.service"), {
    directory: backend.directory,
    application: backend.application,
    workers: backend.workers,
    bindAddress: loadBalancerIdleTimeoutSeconds === undefined ? "127.0.0.1" : "0.0.0.0",
    applicationPort: APPLICATION_PORT,
    keepAliveSeconds:
      (loadBalancerIdleTimeoutSeconds ?? NGINX_IDLE_TIMEOUT_SECONDS) + KEEP_ALIVE_MARGIN_SECONDS,
    gracefulShutdownSeconds: GRACEFUL_SHUTDOWN_SECONDS,
    stopTimeoutSeconds: STOP_TIMEOUT_SECONDS,
  });
}

function nginxSite(): string {
  return fillIn(source("nginx-site.conf"), {
    httpPort: HTTP_PORT,
    applicationPort: APPLICATION_PORT,
    idleTimeoutSeconds: NGINX_IDLE_TIMEOUT_SECONDS,
    proxyTimeoutSeconds: NGINX_PROXY_TIMEOUT_SECONDS,
    maxBodyMegabytes: MAX_BODY_MEGABYTES,
  });
}
