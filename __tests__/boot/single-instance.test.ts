import { spawnSync } from "node:child_process";
import { bootForAll, BOOT, describeBoot, say } from "./instance";

jest.setTimeout(600_000);

/** What an environment file, a shell, JSON or systemd might change on the way to the process. */
const HOSTILE = {
  QUOTES: `'single' "double" \`back\``,
  DOLLARS: "$HOME ${HOME} $(id) $$ %h %% {{x}}",
  BACKSLASHES: '\\ \\n \\\\ \\$ \\" \\',
  LINES: "first\nsecond\n\nNAME=value\n# comment\n",
  CARRIAGE_RETURNS: "first\r\nsecond\r",
  SPACES: "  leading and trailing\t ",
  HASH: "#not a comment",
  SEMICOLON: ";not a comment",
  EQUALS: "=a==b=",
  QUOTED: '"quoted"',
  UNICODE: "ångström e\u0301 日本 👩‍⚕️ \u{10fffd}",
  BYTE_ORDER_MARK: "\ufeffx",
  CONTROL: "\u0001\u007f\u001b[31m",
  LINE_SEPARATORS: "a\u0085b\u2028c",
  MONGODB_URI: "mongodb+srv://user:p%40ss@cluster.example.com/db?retryWrites=true&w=majority",
  LONG: "x".repeat(4096),
};

describeBoot("single-instance", () => {
  const instance = bootForAll("single-instance", {
    environment: "dev",
    parameters: Object.fromEntries(
      Object.entries(HOSTILE).map(([name, value]) => [`/careflowai/dev/${name}`, value]),
    ),
  });

  test("boots without an error, and is healthy", () => {
    expect(instance().errors).toEqual([]);
    expect(instance().secondsToHealthy).toBeGreaterThan(0);
  });

  test.each([
    ["cloud-init", "cloud-init schema --system"],
    ["nginx", "nginx -t"],
    [
      "systemd",
      "systemd-analyze verify --man=no --recursive-errors=no /etc/systemd/system/careflowai-backend.service",
    ],
    ["logrotate", "logrotate --debug /etc/logrotate.d/careflowai"],
  ])("%s finds no fault with its file", (_what, command) => {
    expect(instance().attempt(command)).toMatchObject({ status: 0 });
  });

  test("shellcheck finds no fault with the boot script", () => {
    const script = instance().command(`cat ${BOOT}`);
    const { status, stdout } = spawnSync("shellcheck", ["--severity=warning", "-"], {
      input: script,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  test("logs each step with its time, to its end", () => {
    const steps = instance()
      .bootLog.split("\n")
      .filter((line) => line.includes(" boot: step "))
      .map((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ boot: step (\w+: \w+)$/.exec(line)?.[1] ?? line);
    const names = "packages agent user swap tools checkout dependencies environment services health".split(
      " ",
    );
    expect(steps).toEqual(names.flatMap((name) => [`${name}: started`, `${name}: done`]));
  });

  test("answers directly and through nginx, and from outside through nginx alone", () => {
    for (const port of [8000, 80]) expect(instance().fromInside(port)).toMatchObject({ status: 200 });
    expect(instance().fromOutside(80)).toMatchObject({ status: 200, body: { version: "v1.0.0" } });
    expect(instance().fromOutside(8000).status).toBe(0);
  });

  test("passes host, client and protocol to the application", () => {
    const { body } = instance().fromOutside(80, "/health?secret=1", {
      Host: "ec2-203-0-113-1.compute-1.amazonaws.com",
      "X-Forwarded-For": "198.51.100.1, 203.0.113.7",
      "X-Forwarded-Proto": "http",
    });
    expect(body).toMatchObject({
      client: "203.0.113.7",
      scheme: "https",
      headers: {
        host: "ec2-203-0-113-1.compute-1.amazonaws.com",
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-proto": "https",
      },
    });
  });

  test("logs requests without their query strings", () => {
    const log = instance().command("cat /var/log/nginx/access.log");
    expect(log).toContain('"path":"/health"');
    expect(log).not.toContain("secret");
    expect(instance().command("cat /var/log/careflowai/backend.log")).not.toContain("secret");
  });

  test("keeps the environment file to root", () => {
    expect(instance().command("stat --format='%U:%G %a' /etc/careflowai/environment")).toBe(
      "root:root 600\n",
    );
  });

  test("hands every parameter to the application, byte for byte, from more than one page", () => {
    const environment: Record<string, string> = instance().fromInside(8000, "/environment").body;
    const values = Object.keys(HOSTILE).map((name) => [
      name,
      Buffer.from(environment[name] ?? "", "hex").toString(),
    ]);
    expect(Object.fromEntries(values)).toEqual(HOSTILE);
    expect(instance().requests.filter((line) => line.startsWith("ssm.")).length).toBeGreaterThan(1);
  });

  test("starts the agent with its configuration, swap, log rotation and upgrades", () => {
    expect(instance().command("cat /var/log/amazon-cloudwatch-agent-ctl.log")).toBe(
      "-a fetch-config -m ec2 -s -c file:/etc/careflowai/amazon-cloudwatch-agent.json\n",
    );
    expect(instance().command("systemctl is-active amazon-cloudwatch-agent")).toBe("active\n");
    expect(instance().command("swapon --show=NAME --noheadings; grep ^/swapfile /etc/fstab")).toMatch(
      /^\/swapfile\n\/swapfile none swap /,
    );
    instance().command("logrotate --force --state /tmp/rotated /etc/logrotate.d/careflowai");
    expect(instance().command("ls /var/log/careflowai")).toContain("backend.log.1");
    expect(instance().command("apt-config dump APT::Periodic::Unattended-Upgrade")).toContain('"1"');
    expect(instance().command("systemctl is-enabled unattended-upgrades nginx careflowai-backend")).toBe(
      "enabled\n".repeat(3),
    );
  });

  test("runs the application as a user that can change nothing of it", () => {
    const pid = instance().command("systemctl show --property=MainPID --value careflowai-backend").trim();
    expect(instance().command(`stat --format=%U /proc/${pid}`)).toBe("careflowai\n");
    expect(instance().command("find /opt/careflowai /etc/careflowai -not -user root")).toBe("");
  });

  test("a second run changes nothing", () => {
    const state = () =>
      instance()
        .command(
          `find /etc /opt /root /usr /home -type f -printf '%p %M %u %T@ %s\n' -o -type l -printf '%p %l\n' \
            -o -printf '%p %M %u\n'
          dpkg --list
          for unit in careflowai-backend nginx amazon-cloudwatch-agent unattended-upgrades; do
            echo $unit $(systemctl show --property=MainPID,ActiveState,ActiveEnterTimestampMonotonic,NRestarts $unit)
          done`,
        )
        .split("\n");
    const before = state();
    instance().command(BOOT);
    const after = state();
    expect(before.length).toBeGreaterThan(10_000);
    const without = (lines: string[], others: string[]) => {
      const known = new Set(others);
      return lines.filter((line) => !known.has(line));
    };
    expect({ gone: without(before, after), come: without(after, before) }).toEqual({ gone: [], come: [] });
  });

  test("restarts the application after kill -9", async () => {
    const property = (name: string) =>
      instance().command(`systemctl show --property=${name} --value careflowai-backend`).trim();
    const pid = property("MainPID");
    // Not kill: the process id of a stopped service is 0, which is every process.
    instance().command("systemctl kill --signal=KILL --kill-who=main careflowai-backend");
    await instance().until("healthy with another process", () => {
      return ![pid, "0"].includes(property("MainPID")) && instance().fromOutside(80).status === 200;
    });
    expect(property("NRestarts")).toBe("1");
  });

  test("waits for another dpkg, and completes one that was interrupted", () => {
    const seconds = Number(process.env.BOOT_LOCK_SECONDS ?? 15);
    const hold = `import fcntl, time
for name in "lock-frontend", "lock":
    fcntl.lockf(globals().setdefault(name, open("/var/lib/dpkg/" + name, "w")), fcntl.LOCK_EX)
print(flush=True)
time.sleep(${String(seconds)})`;
    const took = instance().command(`
      dpkg --remove --force-depends git >/dev/null 2>&1
      touch /var/lib/dpkg/updates/0000
      coproc python3 -c '${hold}'
      read -r -u "\${COPROC[0]}"
      started=$SECONDS
      RETRY_SECONDS=0 ${BOOT} >/tmp/locked.log 2>&1 || { cat /tmp/locked.log >&2; exit 1; }
      echo $((SECONDS - started))`);
    expect(Number(took)).toBeGreaterThanOrEqual(seconds - 1);
    expect(
      instance().command("ls /var/lib/dpkg/updates; dpkg-query --show --showformat='${Status}' git"),
    ).toBe("install ok installed");
  });

  describe("in place", () => {
    /** What was answered, without repetition. */
    const sequence = (answers: readonly { answer: string }[]) =>
      answers
        .map(({ answer }) => answer)
        .filter((answer, index, all) => answer !== all[index - 1])
        .join(" ");

    test("deploys another ref, and serves the old one until it is ready", () => {
      const { status, answers } = instance().redeploy("v1.1.0");
      expect(status).toBe(0);
      expect(sequence(answers)).toMatch(/^v1\.0\.0( (0|502|504))* v1\.1\.0$/);
      const lost = answers.filter(({ answer }) => !answer.startsWith("v"));
      const [first, last] = [lost[0]?.second ?? 0, lost.at(-1)?.second ?? 0];
      say(`redeploy: ${(last - first).toFixed(1)} s without an answer`);
      expect(last - first).toBeLessThan(10);
    });

    test("stays with its release when that fails its own health check", () => {
      instance().command("sed --in-place=.kept s#/health#/nowhere# /etc/careflowai/boot.env");
      const { status, log, answers } = instance().redeploy("v1.1.0");
      instance().command("mv /etc/careflowai/boot.env.kept /etc/careflowai/boot.env");
      expect(status).toBeGreaterThan(0);
      expect(log).not.toContain("rolling back");
      expect(sequence(answers)).toBe("v1.1.0");
    });

    test.each([
      ["does not exist", "v9.9.9", "checkout"],
      ["does not install", "not-installable", "dependencies"],
    ])("serves on without a break when a ref %s", (_what, ref, step) => {
      const { status, log, answers } = instance().redeploy(ref);
      expect(status).toBeGreaterThan(0);
      expect(log.trimEnd().split("\n").at(-1)).toMatch(
        new RegExp(`boot: step ${step}: failed \\(exit \\d+\\)$`),
      );
      expect(sequence(answers)).toBe("v1.1.0");
    });

    test("returns to the previous version when a ref crashes", async () => {
      const { status, log, answers } = instance().redeploy("crashing");
      expect(status).toBeGreaterThan(0);
      expect(log.trimEnd().split("\n").at(-1)).toMatch(/boot: step health: failed \(exit \d+\)$/);
      expect(sequence(answers)).toMatch(/^v1\.1\.0( (0|502|504))+( v1\.1\.0)?$/);
      await instance().until("v1.1.0", () => instance().fromOutside(80).body.version === "v1.1.0");
    });
  });

  test("serves again after a reboot", async () => {
    instance().attempt("systemctl reboot");
    await instance().until("down", () => instance().fromOutside(80).status === 0);
    await instance().until("healthy", () => instance().fromOutside(80).status === 200);
    expect(instance().fromOutside(80).body.version).toBe("v1.1.0");
  });
});
