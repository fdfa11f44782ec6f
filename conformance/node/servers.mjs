// Applications of this process behind a port of this machine.

import { createServer, Server } from "node:http";
import { once } from "node:events";

/** A server that somebody else has started. */
export class Remote {
  constructor(url) {
    this.url = url;
  }

  async close() {}
}

/** A server of this process. */
class Local {
  #server;

  constructor(server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${server.address().port}`;
  }

  async close() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** Serves a request listener, such as an express application, or lets a server listen. */
export async function listenTo(app) {
  if (!(app instanceof Server) && typeof app !== "function") {
    throw new Error(`a handler is a function (request, response) or a server of node:http, and this is ${kind(app)}`);
  }
  const server = app instanceof Server ? app : createServer(app);
  if (!server.listening) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  return new Local(server);
}

/** Serves a function from `Request` to `Response`, or what has one under `fetch`. */
export async function serveFetch(handler) {
  const answer = typeof handler === "function" ? handler : handler?.fetch?.bind(handler);
  if (!answer) throw new Error(`a fetch handler is a function from Request to Response, and this is ${kind(handler)}`);
  return listenTo(async (incoming, outgoing) => {
    try {
      await send(await answer(await requestOf(incoming)), outgoing);
    } catch (error) {
      console.error(error);
      outgoing.writeHead(500).end();
    }
  });
}

/** A server for what a factory returned: a URL, what has `fetch`, or a handler. */
export async function serve(target) {
  if (typeof target === "string" || target instanceof URL) return new Remote(String(target));
  if (typeof target !== "function" && typeof target?.fetch === "function") return serveFetch(target);
  return listenTo(target);
}

async function requestOf(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method, headersDistinct } = incoming;
  const headers = Object.entries(headersDistinct).flatMap(([name, values]) => values.map((value) => [name, value]));
  const body = method === "GET" || method === "HEAD" ? undefined : Buffer.concat(chunks);
  return new Request(`http://${incoming.headers.host}${incoming.url}`, { method, headers, body });
}

async function send(response, outgoing) {
  outgoing.statusCode = response.status;
  outgoing.setHeaders(response.headers);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

function kind(value) {
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}
