import type { RequestListener, Server } from "node:http";

/** A function from a request to its response, as Hono, Deno and Bun have. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** What a factory may return: an application or a URL. */
export type Target = string | URL | RequestListener | Server | { fetch: FetchHandler };

/**
 * The cases of an OpenAPI or Swagger file, or of a vendor whose documents are built in.
 *
 * A relative path counts from the working directory. With `prose`, the rules that descriptions state count too.
 */
export function suite(contract: string | URL, options?: { prose?: boolean }): Suite;

/** Cases, and what they are sent to. Every method but `test` returns a changed copy. */
export interface Suite {
  /** Only these operations: an `operationId`, or a name such as `get-pets` where there is none. */
  operation(...names: string[]): Suite;
  /** A value for a `{placeholder}` of paths, such as the identifier of a record that exists. */
  parameter(name: string, value: string | number): Suite;
  /** A header of every request. Reports do not show its value. */
  header(name: string, value: string): Suite;
  /** A configuration file; without it, `ringback.toml` in the working directory, if there is one. */
  config(path: string | URL): Suite;
  /** Further arguments of `ringback run`, such as `"--known", "known.toml"` or `"--jobs", "1"`. */
  arguments(...words: string[]): Suite;
  /** Sends the cases to a server that runs already. The URL has the base path of the API. */
  target(url: string | URL): Suite;
  /** Sends the cases to a request listener, such as an express application, or to a server of `node:http`. */
  handler(app: RequestListener | Server): Suite;
  /** Sends the cases to a function from `Request` to `Response`, or to what has one under `fetch`. */
  fetch(handler: FetchHandler | { fetch: FetchHandler }): Suite;
  /** Sends the cases to what a function returns when the first case runs. */
  factory(make: () => Target | Promise<Target>): Suite;
  /** Sends the cases to a program that reads and writes JSON lines. */
  adapter(command: string[]): Suite;
  /** Registers the cases as tests of `node:test`, in a group with this title: if none is given, the name of the file. */
  test(title?: string): void;
}
