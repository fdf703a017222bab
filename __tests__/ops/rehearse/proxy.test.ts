import { createServer, request } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { connect } from "node:net";
import type { Proxy } from "../../../src/ops/rehearse/proxy";
import { startProxy } from "../../../src/ops/rehearse/proxy";

let emulator: Server;
let port: number;
let proxy: Proxy;
beforeEach(async () => {
  const server = createServer((incoming, answer) => {
    incoming.pipe(answer.writeHead(201, { "x-host": incoming.headers.host, "x-url": incoming.url }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  emulator = server;
  ({ port } = server.address() as AddressInfo);
  proxy = await startProxy(`http://127.0.0.1:${String(port)}`);
});
afterEach(() => {
  proxy.close();
  emulator.close();
});

/** A request through the proxy, as an HTTP client sends it. */
const send = (host: string, path: string, body = "") =>
  new Promise<{ status: number | undefined; headers: object; body: string }>((done, fail) => {
    const outgoing = request(
      proxy.url,
      { path: `http://${host}${path}`, method: "POST", headers: { host } },
      (answer) => {
        let text = "";
        answer.on("data", (part: Buffer) => (text += part.toString()));
        answer.on("end", () => {
          done({ status: answer.statusCode, headers: answer.headers, body: text });
        });
      },
    );
    outgoing.on("error", fail).end(body);
  });

test("a host in front of the emulator's leads to the emulator", async () => {
  const host = `111122223333.127.0.0.1:${String(port)}`;
  const { status, headers, body } = await send(host, "/tags?key=a%2Fb", "text");
  expect({ status, body }).toEqual({ status: 201, body: "text" });
  expect(headers).toMatchObject({ "x-host": host, "x-url": "/tags?key=a%2Fb" });
  expect([...proxy.refused]).toEqual([]);
});

test("any other host is refused and remembered", async () => {
  for (const host of ["sts.amazonaws.com", `evil127.0.0.1:${String(port)}`])
    expect((await send(host, "/")).status).toBe(403);
  const socket = connect(Number(new URL(proxy.url).port), "127.0.0.1");
  socket.write("CONNECT iam.amazonaws.com:443 HTTP/1.1\r\n\r\n");
  const answer = await new Promise<string>((done) =>
    socket.once("data", (data) => {
      done(data.toString());
    }),
  );
  expect(answer).toMatch(/^HTTP\/1.1 403 /);
  expect([...proxy.refused]).toEqual([
    "sts.amazonaws.com",
    `evil127.0.0.1:${String(port)}`,
    "iam.amazonaws.com:443",
  ]);
});
