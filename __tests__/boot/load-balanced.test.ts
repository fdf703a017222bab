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

  test("tries again whatever failed", () => {
    const refused = instance().requests.filter((line) => line.endsWith(" 503"));
    expect(refused.map((line) => line.split(" ")[0]).sort()).toEqual([
      "amazoncloudwatch-agent-us-east-1.s3.us-east-1.amazonaws.com",
      "git.example.com",
      "packages.example.com",
      "ssm.us-east-1.amazonaws.com",
    ]);
  });

  test.each([8000, 80])("answers the load balancer on %i, and knows the client", (port) => {
    const { status, body } = instance().fromOutside(port, "/health", {
      Host: "api.example.com",
      "X-Forwarded-For": "203.0.113.7",
      "X-Forwarded-Proto": "https",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: "v1.0.0",
      client: "203.0.113.7",
      scheme: "https",
      headers: { host: "api.example.com", "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https" },
    });
  });

  test("leaves the token neither on the disk nor with a process", () => {
    const forms = [TOKEN, Buffer.from(`x-access-token:${TOKEN}`).toString("base64")];
    expect(forms.flatMap((form) => instance().filesWith(form))).toEqual([]);
    for (const form of forms) {
      const found = instance().attempt(
        `grep --recursive --files-with-matches --fixed-strings --no-messages '${form}' /run /tmp /dev/shm /proc/[0-9]*/environ /proc/[0-9]*/cmdline`,
      );
      expect(found.stdout.split("\n").filter((path) => !/^\/proc\/\d+\/cmdline$|^$/.test(path))).toEqual([]);
    }
    expect(instance().fromInside(8000, "/environment").body).not.toHaveProperty("token");
  });
});
