import { bootForAll, describeBoot } from "./instance";

jest.setTimeout(600_000);

const TOKEN = "github_pat_11EXAMPLE0000000000000";

describeBoot("load-balanced, from a private repository, with servers that fail at first", () => {
  const instance = bootForAll("load-balanced", {
    environment: "prod",
    backend: { tokenParameter: "/careflowai/prod/deploy/token" },
    parameters: { "/careflowai/prod/MONGODB_URI": "mongodb://", "/careflowai/prod/deploy/token": TOKEN },
    token: TOKEN,
    unreliable: true,
  });

  test("boots without an error, and is healthy", () => {
    expect(instance().errors).toEqual([]);
    expect(instance().secondsToHealthy).toBeGreaterThan(0);
  });

  test("retries every step that failed", () => {
    const refused = instance().requests.filter((line) => line.endsWith(" 503"));
    expect(refused.map((line) => line.split(" ")[0]).sort()).toEqual([
      "amazoncloudwatch-agent.s3.amazonaws.com",
      "git.example.com",
      "packages.example.com",
      "ssm.us-east-1.amazonaws.com",
    ]);
  });

  test("answers the load balancer, and believes none of the headers that a caller may have written", () => {
    const sent = {
      forwarded: "for=203.0.113.7;host=api.example.com;proto=https",
      host: "internal-careflowai-prod-1.us-east-1.elb.amazonaws.com",
      "x-forwarded-for": "198.51.100.1, 10.0.2.5",
      "x-forwarded-proto": "http",
    };
    const { status, body } = instance().fromOutside(8000, "/health", sent);
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: "v1.0.0", client: "10.0.1.1", scheme: "http", headers: sent });
  });

  test("leaves the token neither on the disk nor with a process", () => {
    const forms = [TOKEN, Buffer.from(`x-access-token:${TOKEN}`).toString("base64")];
    expect(forms.flatMap((form) => instance().filesWith(form))).toEqual([]);
    const commands = instance().command("cat /run/git-commands");
    expect(commands).toContain(" fetch ");
    for (const form of forms) {
      expect(commands).not.toContain(form);
      const found = instance().attempt(
        `grep --recursive --files-with-matches --fixed-strings --no-messages '${form}' /run /tmp /dev/shm /proc/[0-9]*/environ`,
      );
      expect(found.stdout).toBe("");
    }
    expect(instance().fromInside(8000, "/environment").body).not.toHaveProperty("token");
  });
});
