import { bootForAll, BOOT, describeBoot } from "./instance";

jest.setTimeout(600_000);

describeBoot("a release whose dependency and checkout are hostile", () => {
  const instance = bootForAll("hostile", {
    environment: "dev",
    parameters: { "/careflowai/dev/MONGODB_URI": "mongodb://" },
    backend: { ref: "hostile", allowSourceBuilds: true, instanceMetadata: "denied" },
  });

  /** Where its code ran, as which user, and what it reached beyond the release. */
  const traces = () =>
    instance()
      .command(
        `cd /dev/shm && for trace in trap-*; do
          IFS=- read -r _ uid place <<<"$trace"; echo "$place as $(id -un "$uid"): $(cat "$trace")"
        done`,
      )
      .trim()
      .split("\n");

  test("runs, but never as root, and reaches nothing", () => {
    expect(instance().secondsToHealthy).toBeGreaterThan(0);
    // A kernel without BPF, as under some containers, does not enforce what the units deny.
    const filters = instance().attempt(
      "systemd-run --quiet --wait --property=IPAddressDeny=any curl --silent http://169.254.169.254",
    ).status;
    const reached = filters === 0 ? "metadata" : "";
    expect(traces().sort()).toEqual([
      `pth as careflowai-build: ${reached}`,
      `pth as careflowai: ${reached}`,
      `setup.py as careflowai-build: ${reached}`,
      `uvicorn.py as careflowai: ${reached}`,
    ]);
    const denied = instance().command("systemctl show --property=IPAddressDeny --value careflowai-backend");
    expect(denied.trim().split(" ").sort()).toEqual(["169.254.169.254/32", "fd00:ec2::254/128"]);
  });

  test("leaves no process, and nothing in the release that another user than root may change", () => {
    expect(instance().attempt("pgrep --euid careflowai-build").stdout).toBe("");
    expect(instance().command("find /opt/careflowai -not -user root -o -not -type l -perm /7022")).toBe("");
  });

  test("does not run as root in a redeploy from its own directory", () => {
    instance().command(`cd /opt/careflowai/current/source && ${BOOT} v1.1.0`);
    expect(traces().filter((trace) => trace.includes(" as root"))).toEqual([]);
    expect(instance().fromOutside(80).body.version).toBe("v1.1.0");
  });
});
