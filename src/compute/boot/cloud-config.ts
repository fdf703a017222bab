import { join } from "node:path";
import { stringify } from "yaml";
import type { Environment } from "../../config/environment";
import { APPLICATION_PORT, HTTP_PORT } from "../../network/ports";
import { sourceText } from "../../source-text";
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

/**
 * The instance metadata service, which hands out the role's credentials (AWS, Retrieve instance metadata). The VPC's
 * DNS and time servers have other link-local addresses.
 */
const METADATA_ADDRESSES = "169.254.169.254 fd00:ec2::254";

/** The largest request body that API Gateway accepts (AWS, Quotas for HTTP APIs: payload size). */
const MAX_BODY_MEGABYTES = 10;

export interface CloudConfigProps {
  readonly region: string;
  /** The application to run and the repository that it comes from. */
  readonly backend: Environment["backend"];
  /** Path of the environment's parameters in Parameter Store, without a trailing slash. */
  readonly parameterPath: string;
  /** Name of the backend's log group. A literal, because user data contains no CDKTF token. */
  readonly logGroupName: string;
  /** The dimension that alarms use to find the instance's metrics. */
  readonly metricDimension: AgentDimension;
  /**
   * How long the load balancer keeps idle connections. If undefined, Uvicorn accepts connections only from nginx, on
   * loopback (decision 3).
   */
  readonly loadBalancerIdleTimeoutSeconds?: number;
}

/**
 * The cloud-config of an instance: the files in `files/` with their placeholders replaced, and one command that
 * installs and starts the backend step by step (`docs/operations.md`). It contains literals only, and no secret.
 *
 * Uvicorn listens on port 8000. nginx listens on port 80 and proxies every request to Uvicorn (document, section 2).
 */
export function cloudConfig(props: CloudConfigProps): string {
  const { region, logGroupName, metricDimension: dimension } = props;
  const agent = JSON.stringify(agentConfig({ region, logGroupName, dimension }), null, 1);
  const document = {
    write_files: [
      file("/etc/careflowai/boot.env", settings(props)),
      file("/etc/careflowai/amazon-cloudwatch-agent.json", `${agent}\n`),
      file("/etc/careflowai/tools-requirements.txt", source("tools-requirements.txt")),
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

/** Owned by root and readable by all users, which are cloud-init's defaults. */
function file(path: string, content: string) {
  return { path, content };
}

/** A file without its comments, so that rewording one replaces no instance. */
const source = (name: string) => sourceText(join(__dirname, "files", name)).replaceAll(/^ *#(?!!).*\n/gm, "");

/** The variables of the boot script. */
function settings({ region, backend, parameterPath }: CloudConfigProps): string {
  return shellAssignments({
    REGION: region,
    REPOSITORY: backend.repository,
    REF: backend.ref,
    DIRECTORY: backend.directory,
    REQUIREMENTS_FILE: backend.requirementsFile,
    ONLY_BINARY: backend.allowSourceBuilds ? ":none:" : ":all:",
    TOKEN_PARAMETER: backend.tokenParameter ?? "",
    PARAMETER_PATH: parameterPath,
    HEALTH_CHECK_PATH: backend.healthCheckPath,
    APPLICATION_PORT,
    HTTP_PORT,
    METADATA_ADDRESSES,
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
    deniedAddresses: backend.instanceMetadata === "denied" ? METADATA_ADDRESSES : "",
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
