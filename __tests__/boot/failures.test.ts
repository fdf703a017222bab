import type { Scenario } from "./instance";
import { describeBoot, Instance } from "./instance";

jest.setTimeout(600_000);

const parameters = { "/careflowai/dev/MONGODB_URI": "mongodb://" };
const TOKEN = "github_pat_11EXAMPLE0000000000000";

describeBoot("a boot that cannot succeed ends unhealthy, and names the step", () => {
  test.each<[string, string, Partial<Scenario>, string?]>([
    ["the archive of packages is down", "packages", { packages: false }],
    ["the agent's package is gone", "agent", { agent: "missing" }],
    [
      "the agent's package has another signature",
      "agent",
      { agent: "forged" },
      "is not signed with AWS's key",
    ],
    ["the ref does not exist", "checkout", { backend: { ref: "v9.9.9" } }],
    ["the repository is private, and no token is configured", "checkout", { token: TOKEN }],
    [
      "the repository is private, and its server redirects",
      "checkout",
      {
        token: TOKEN,
        moved: true,
        parameters: { ...parameters, "/careflowai/dev/deploy/token": TOKEN },
        backend: { tokenParameter: "/careflowai/dev/deploy/token" },
      },
    ],
    ["a dependency does not install", "dependencies", { backend: { ref: "not-installable" } }],
    [
      "a dependency would run its code to be built",
      "dependencies",
      { backend: { ref: "hostile" } },
      "a dependency without a wheel needs backend.allowSourceBuilds",
    ],
    ["the parameter path is empty", "environment", { parameters: {} }],
    ["the parameter path is denied", "environment", { readablePath: "/careflowai/other" }],
    [
      "parameters make no environment",
      "environment",
      {
        parameters: {
          "/careflowai/dev/not-a-name": "x",
          "/careflowai/dev/B": "\uffff",
        },
      },
      "below /careflowai/dev: B contains NUL or a noncharacter; not-a-name is not a valid variable name",
    ],
    ["the application crashes at start", "health", { backend: { ref: "crashing" } }],
  ])("%s: %s", async (what, step, scenario, reason = "") => {
    const instance = await Instance.boot(what, {
      environment: "dev",
      parameters,
      variables: { RETRY_SECONDS: 0, HEALTH_SECONDS: 10 },
      ...scenario,
    });
    try {
      expect(instance.errors).toHaveLength(1);
      expect(instance.errors[0]).toContain("scripts-user");
      expect(instance.bootLog.match(/boot: step .*: failed/g)).toHaveLength(1);
      expect(instance.bootLog.trimEnd().split("\n").at(-1)).toMatch(
        new RegExp(`^[-\\dT:]+Z boot: step ${step}: failed \\(exit [1-9]\\d*\\)$`),
      );
      expect(instance.bootLog).toContain(reason);
      expect(instance.secondsToHealthy).toBeUndefined();
      expect(instance.requests.filter((line) => line.startsWith("elsewhere."))).toEqual([]);
      expect(instance.command("ls /dev/shm")).toBe("");
      // Not even nginx's own page; once nginx is there, it says that Uvicorn is not.
      const through = step === "health" ? 502 : 0;
      expect([8000, 80].map((port) => instance.fromInside(port).status)).toEqual([0, through]);
      expect([8000, 80].map((port) => instance.fromOutside(port).status)).toEqual([0, through]);
    } finally {
      instance.terminate();
    }
  });
});
