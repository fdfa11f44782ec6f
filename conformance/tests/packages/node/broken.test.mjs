import { suite } from "ringback";
import { app } from "./notes.mjs";

const list = suite("notes.yaml").operation("listNotes");

suite("missing.yaml").handler(app).test("no file");
suite("notes.yaml").operation("createNotes").handler(app).test("no operation");
suite("notes.yaml").parameter("noteId", 1).handler(app).test("no parameter");
list.test("no target");
list.target("http://127.0.0.1:9").test("no server");
list.factory(() => undefined).test("no application");
