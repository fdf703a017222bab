import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy that leads to one address only. */
export interface Proxy {
  readonly url: string;
  /** The other hosts that a program tried to reach. */
  readonly refused: ReadonlySet<string>;
  close(): void;
}

/**
 * Starts a proxy on a free port of 127.0.0.1, through which programs reach an emulator and nothing else: the provider
 * sends some calls to the emulator's host with the account in front. Programs use it through the environment variables
 * HTTP_PROXY and HTTPS_PROXY.
 */
export async function startProxy(endpoint: string): Promise<Proxy> {
  const { host, hostname, port } = new URL(endpoint);
  const refused = new Set<string>();
  const server = createServer((incoming, outgoing) => {
    // A number in front of an address makes a host that URL refuses.
    const [, target = "unknown", path = "/"] = /^http:\/\/([^/]+)(.*)$/.exec(incoming.url ?? "") ?? [];
    if (!target.endsWith(`.${host}`)) {
      refused.add(target);
      outgoing.writeHead(403).end("A rehearsal reaches the emulator only.");
      return;
    }
    const { method, headers } = incoming;
    const forwarded = send({ hostname, port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.on("connect", ({ url = "unknown" }, socket) => {
    refused.add(url);
    socket.end("HTTP/1.1 403 A rehearsal reaches the emulator only\r\n\r\n");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    refused,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
