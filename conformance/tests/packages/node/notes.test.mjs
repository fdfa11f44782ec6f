import { suite } from "ringback";
import { answer, app } from "./notes.mjs";

const notes = suite(new URL("notes.yaml", import.meta.url));

notes.handler(app).test("contract");
notes.operation("listNotes").factory(async () => app).test("factory");
notes
  .operation("listNotes")
  .fetch(async (request) => {
    const [status, value] = answer(request.method, request.url, await request.text());
    return Response.json(value, { status });
  })
  .test("fetch");
