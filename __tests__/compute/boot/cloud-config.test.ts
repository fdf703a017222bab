import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { parse } from "yaml";
import { agentConfig } from "../../../src/compute/boot/agent-config";
import { cloudConfig } from "../../../src/compute/boot/cloud-config";
import { userDataExpression } from "../../../src/compute/boot/user-data";
import { BALANCED, bootFile, cloudConfigProps } from "../../helpers/boot";

const shell = (script: string) => execFileSync("bash", ["-euc", script], { encoding: "utf8" });

describe("the document", () => {
  const text = cloudConfig(cloudConfigProps());
  const document = parse(text);

  test("is a cloud-config that writes files and then runs one command", () => {
    expect(text.startsWith("#cloud-config\n")).toBe(true);
    expect(Object.keys(document)).toEqual(["write_files", "runcmd"]);
    expect(document.runcmd).toEqual([["/opt/careflowai/bin/boot"]]);
  });

  test("writes each file that the instance needs once, and only the command is executable", () => {
    expect(document.write_files.map(({ path }: { path: string }) => path)).toEqual([
      "/etc/careflowai/boot.env",
      "/etc/careflowai/amazon-cloudwatch-agent.json",
      "/etc/careflowai/tools-requirements.txt",
      "/etc/systemd/system/careflowai-backend.service",
      "/etc/nginx/sites-available/careflowai",
      "/etc/logrotate.d/careflowai",
      "/etc/apt/apt.conf.d/20auto-upgrades",
      "/opt/careflowai/bin/read-parameters",
      "/opt/careflowai/bin/boot",
    ]);
    for (const { path, permissions } of document.write_files) {
      expect(permissions).toBe(path === "/opt/careflowai/bin/boot" ? "0755" : undefined);
    }
  });

  test("leaves no place open, and no file of the folder aside", () => {
    expect(text).not.toMatch(/\{\{|\}\}/);
    for (const name of readdirSync("src/compute/boot/files")) {
      const line = readFileSync(`src/compute/boot/files/${name}`, "utf8").trimEnd().split("\n").at(-1) ?? "";
      expect(text).toContain(line);
    }
  });

  test("leaves room in EC2's 16 KB for long settings", () => {
    const backend = {
      ...cloudConfigProps().backend,
      repository: `https://git.example.com/${"a".repeat(120)}.git`,
      ref: "a".repeat(200),
      directory: "a".repeat(120),
      requirementsFile: "a".repeat(120),
      application: `${"a".repeat(120)}:app`,
      healthCheckPath: `/${"a".repeat(120)}`,
      tokenParameter: `/careflowai/test/${"a".repeat(120)}`,
    };
    const text = cloudConfig(cloudConfigProps({ ...BALANCED, backend }));
    expect(() => userDataExpression(text)).not.toThrow();
    // Room for as much again.
    expect(gzipSync(text).length).toBeLessThan(8192);
  });

  test("holds no comments but the two lines that say what to read it with", () => {
    expect(text.match(/^ *#.*/gm)).toEqual(["#cloud-config", "    #!/bin/bash"]);
  });
});

describe("settings", () => {
  const read = (changes = {}) =>
    Object.fromEntries(
      bootFile("boot.env", changes)
        .trimEnd()
        .split("\n")
        .map((line) => line.split(/=(.*)/)),
    );

  test("name what runs, and the source of everything", () => {
    expect(read()).toEqual({
      REGION: "'us-east-1'",
      REPOSITORY: "'https://git.example.com/careflowai/backend.git'",
      REF: "'v1.0.0'",
      DIRECTORY: "'.'",
      REQUIREMENTS_FILE: "'requirements.txt'",
      ONLY_BINARY: "':all:'",
      TOKEN_PARAMETER: "''",
      PARAMETER_PATH: "'/careflowai/test'",
      HEALTH_CHECK_PATH: "'/health'",
      APPLICATION_PORT: "'8000'",
      HTTP_PORT: "'80'",
      METADATA_ADDRESSES: "'169.254.169.254 fd00:ec2::254'",
    });
  });

  test("name where a private repository's token lies", () => {
    const backend = { ...cloudConfigProps().backend, tokenParameter: "/careflowai/test/deploy/token" };
    expect(read({ backend })).toMatchObject({ TOKEN_PARAMETER: "'/careflowai/test/deploy/token'" });
  });

  test("let pip build dependencies where that is allowed", () => {
    const backend = { ...cloudConfigProps().backend, allowSourceBuilds: true };
    expect(read({ backend })).toMatchObject({ ONLY_BINARY: "':none:'" });
  });

  test("pass through YAML and shell unchanged", () => {
    const value = fc.string({
      unit: fc.constantFrom(...Array.from("'\"\\\n\t :#{}[]%&*!|>$`-?é😀\u0085\u2028ab0")),
    });
    const samples = fc.sample(fc.tuple(value, value), { numRuns: 40, seed: 1 });
    for (const [repository, ref] of samples) {
      const file = bootFile("boot.env", { backend: { ...cloudConfigProps().backend, repository, ref } });
      expect(shell(`${file}\nprintf '%s\\0%s' "$REPOSITORY" "$REF"`)).toBe(`${repository}\0${ref}`);
    }
  });
});

test("the agent's configuration is the typed one", () => {
  const agent = { region: "us-east-1", logGroupName: "/careflowai/test/backend" };
  expect(JSON.parse(bootFile("agent.json"))).toEqual(agentConfig({ ...agent, dimension: "InstanceId" }));
  expect(JSON.parse(bootFile("agent.json", BALANCED))).toEqual(
    agentConfig({ ...agent, dimension: "AutoScalingGroupName" }),
  );
});

/** The directives of a unit's section, continued lines joined. */
function directives(unit: string, section: string): Readonly<Record<string, string>> {
  const [, body = ""] = unit.replaceAll(/\\\n\s*/g, "").split(`[${section}]\n`);
  return Object.fromEntries(
    (body.split("\n[")[0] ?? "")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split(/=(.*)/)),
  );
}

describe("the backend's unit", () => {
  const service = (changes = {}) => directives(bootFile("careflowai-backend.service", changes), "Service");
  const backend = {
    ...cloudConfigProps().backend,
    directory: "services/api",
    application: "careflow.main:create",
    workers: 3,
  };

  test("runs Uvicorn on loopback where nginx is the way in", () => {
    expect(service().ExecStart).toBe(
      "/opt/careflowai/current/venv/bin/python -m uvicorn app.main:app " +
        "--host 127.0.0.1 --port 8000 --workers 1 --no-access-log --no-server-header " +
        "--timeout-keep-alive 75 --timeout-graceful-shutdown 30",
    );
  });

  test("runs it on every address where a load balancer must reach it", () => {
    expect(service({ ...BALANCED, loadBalancerIdleTimeoutSeconds: 100 }).ExecStart).toBe(
      "/opt/careflowai/current/venv/bin/python -m uvicorn app.main:app " +
        "--host 0.0.0.0 --port 8000 --workers 1 --no-access-log --no-server-header " +
        "--timeout-keep-alive 115 --timeout-graceful-shutdown 30",
    );
  });

  test("runs the configured application, in its directory, with its workers", () => {
    expect(service({ backend }).WorkingDirectory).toBe("/opt/careflowai/current/source/services/api");
    expect(service({ backend }).ExecStart).toMatch(/ -m uvicorn careflow\.main:create .* --workers 3 /);
  });

  test("starts again after a failure, indefinitely, and with the instance", () => {
    expect(service()).toMatchObject({ Restart: "on-failure", RestartSec: "2" });
    const unit = bootFile("careflowai-backend.service");
    expect(directives(unit, "Unit")).toMatchObject({ StartLimitIntervalSec: "0" });
    expect(directives(unit, "Install")).toEqual({ WantedBy: "multi-user.target" });
  });

  test("names no software to clients", () => {
    expect(service().ExecStart).toMatch(/ --no-server-header /);
  });

  test("reaches the metadata service and the role's credentials only where that is allowed", () => {
    const denied = { ...backend, instanceMetadata: "denied" as const };
    expect(service().IPAddressDeny).toBe("");
    // Amazon's DNS and time servers are at 169.254.169.253, 169.254.169.123, fd00:ec2::253 and fd00:ec2::123.
    expect(service({ backend: denied }).IPAddressDeny).toBe("169.254.169.254 fd00:ec2::254");
  });

  test("has few rights: a dedicated user, a read-only system, no capabilities", () => {
    expect(service()).toMatchObject({
      User: "careflowai",
      EnvironmentFile: "/etc/careflowai/environment",
      CapabilityBoundingSet: "",
      NoNewPrivileges: "yes",
      PrivateTmp: "yes",
      ProtectHome: "yes",
      ProtectSystem: "strict",
      SystemCallFilter: "@system-service",
    });
  });
});

describe("nginx's site", () => {
  const site = bootFile("sites-available/careflowai");
  const values = (directive: string) =>
    [...site.matchAll(new RegExp(`^\\s*${directive} ([^;{]*);`, "gm"))].map(([, value]) => value);

  test("is the one default server, and passes everything to Uvicorn", () => {
    expect(values("listen")).toEqual(["80 default_server"]);
    expect(site.match(/location .*/g)).toEqual(["location / {"]);
    expect(values("proxy_pass")).toEqual(["http://backend"]);
    expect(values("server")).toEqual(["127.0.0.1:8000"]);
  });

  test("keeps connections to it open, and sends it the details of the client", () => {
    expect(values("proxy_http_version")).toEqual(["1.1"]);
    expect(values("keepalive")).toEqual(["16"]);
    expect(values("proxy_set_header")).toEqual([
      'Connection ""',
      "Host $host",
      "X-Real-IP $remote_addr",
      "X-Forwarded-For $remote_addr",
      "X-Forwarded-Proto https",
    ]);
  });

  test("takes what API Gateway takes", () => {
    expect(values("client_max_body_size")).toEqual(["10m"]);
  });

  test("logs no query string, in either log", () => {
    const format = /log_format careflowai escape=json([^;]*);/.exec(site)?.[1] ?? "";
    expect(format).toContain('"path":"$uri"');
    expect(format).not.toMatch(/\$(?:request|request_uri|args|query_string|http_referer)\b/);
    expect(values("access_log")).toEqual(["/var/log/nginx/access.log careflowai"]);
    expect(values("error_log")).toEqual(["/var/log/nginx/error.log crit"]);
  });
});

test("logs of the backend and the boot are rotated, without a restart", () => {
  expect(bootFile("logrotate.d/careflowai")).toMatch(
    /^\/var\/log\/careflowai\/\*\.log \{\n(?: {2}.*\n)* {2}copytruncate\n(?: {2}.*\n)*\}\n$/,
  );
});

test("security updates are installed by themselves", () => {
  expect(bootFile("20auto-upgrades")).toBe(
    'APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "1";\n',
  );
});

describe("the boot script", () => {
  const script = bootFile("bin/boot");

  test("is bash without syntax errors", () => {
    execFileSync("bash", ["-n"], { input: script });
  });

  test("has a function for each step, and takes them in order", () => {
    const steps = /^STEPS=\((.*)\)$/m.exec(script)?.[1]?.split(" ") ?? [];
    expect(steps).toEqual([
      "packages",
      "agent",
      "user",
      "swap",
      "tools",
      "checkout",
      "dependencies",
      "environment",
      "services",
      "health",
    ]);
    for (const step of steps) expect(script).toMatch(new RegExp(`^${step}\\(\\) \\{$`, "m"));
  });

  test("reads only settings that it is given", () => {
    const given = [...bootFile("boot.env").matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    const own = [...script.matchAll(/\b([A-Z][A-Z0-9_]+)=/g)].map(([, name]) => name);
    const read = new Set([...script.matchAll(/\$\{?([A-Z][A-Z0-9_]+)\b/g)].map(([, name]) => name));
    const overrides = ["RETRY_SECONDS", "HEALTH_SECONDS", "SECONDS", "PIPESTATUS"];
    const known = new Set([...given, ...own, ...overrides]);
    expect([...read].filter((name) => !known.has(name))).toEqual([]);
    expect(given.filter((name) => !read.has(name))).toEqual([]);
  });

  test("runs Python as root only where no module of the application can be in its way", () => {
    const python = script
      .split("\n")
      .filter((line) => /python\d?["\s]/.test(line) && !/required=|^ *python=/.test(line));
    expect(python.length).toBeGreaterThan(4);
    expect(python.filter((line) => !/ -I |PIP_INSTALL/.test(line))).toEqual([]);
    const asRoot = python.filter((line) => !/\bbuild /.test(line));
    for (const line of asRoot) expect(line).toMatch(/\$ROOT\/tools/);
    expect(script).toMatch(/^PIP_INSTALL=\(-I -m pip /m);
  });

  test("pins the key of the agent's package (AWS, Verifying the signature of the CloudWatch agent package)", () => {
    expect(script).toContain("AGENT_KEY=937616F3450B7D806CBD9725D58167303B789C72\n");
  });

  test("uses the network only through retry", () => {
    const network = script
      .split("\n")
      .filter((line) =>
        /\b(?:apt update|apt_install |curl -fsS --fail-early|git -C .* fetch|ssm )|\{PIP_INSTALL/.test(line),
      )
      .filter((line) => !line.startsWith("ssm()"));
    expect(network).toHaveLength(8);
    // Functions of several commands or with a file to write are retried as a whole.
    const whole = {
      install_required: "apt update && apt_install",
      download_agent: "curl -fsS --fail-early",
      write_new: "write_new() { ssm",
    };
    expect(
      network.filter(
        (line) => !line.includes("retry ") && !Object.values(whole).some((one) => line.includes(one)),
      ),
    ).toEqual([]);
    for (const name of Object.keys(whole)) expect(script).toContain(`  retry ${name}\n`);
  });

  test("tries for 5 minutes, waits as long for apt's lock and 2 for health, and gives up on what hangs before that", () => {
    const figure = (pattern: RegExp) => Number(pattern.exec(script)?.[1]);
    const retrySeconds = figure(/\$\{RETRY_SECONDS:-(\d+)\}/);
    expect(retrySeconds).toBe(300);
    expect(figure(/DPkg::Lock::Timeout=(\d+)/)).toBe(300);
    expect(figure(/\$\{HEALTH_SECONDS:-(\d+)\}/)).toBe(120);
    const hangs = [
      /Acquire::http::Timeout=(\d+)/,
      /--connect-timeout (\d+)/,
      /--speed-time (\d+)/,
      /GIT_HTTP_LOW_SPEED_TIME=(\d+)/,
    ].map(figure);
    for (const seconds of hangs) {
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(retrySeconds / 2);
    }
  });
});
