"""Applications of this process behind a port of this machine."""

import inspect
import io
import socketserver
import sys
import threading
import time
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from ._errors import RingbackError

#: Seconds until an application that does not start is given up.
START_LIMIT = 30


class Remote:
    """A server that somebody else has started."""

    def __init__(self, url):
        self.url = url

    def close(self):
        """Leaves it alone."""


class Wsgi:
    """A WSGI application, each request in a thread of its own."""

    def __init__(self, app):
        if not callable(app):
            raise RingbackError(f"a WSGI application is a callable, and this is {_kind(app)}")
        self._server = _ThreadingServer(("127.0.0.1", 0), _SilentHandler)
        self._server.set_app(_with_whole_body(app))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()


class _ThreadingServer(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def server_bind(self):
        # The one of HTTPServer asks the network for the name of this machine.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()

    def handle_error(self, request, client_address):
        # A client that has gone away is no news; all else is told by the handler.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _SilentHandler(WSGIRequestHandler):
    def log_message(self, format, *args):
        """Says nothing: the report shows each request of a case that fails."""


def _with_whole_body(app):
    """The application with the body already read: one that answers without reading it would cut off its own answer."""

    def whole(environ, start_response):
        length = environ.get("CONTENT_LENGTH") or "0"
        body = environ["wsgi.input"].read(int(length)) if length.isdigit() else b""
        environ["wsgi.input"] = io.BytesIO(body)
        return app(environ, start_response)

    return whole


class Asgi:
    """An ASGI application, run by uvicorn in a thread."""

    def __init__(self, app):
        try:
            import uvicorn
        except ImportError:
            raise RingbackError("an ASGI application needs uvicorn: pip install uvicorn") from None
        self._server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        started = time.monotonic()
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() - started > START_LIMIT:
                raise RingbackError("the ASGI application does not start: what it said is in the captured output")
            time.sleep(0.01)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"

    def close(self):
        """Ends the application, its lifespan included."""
        self._server.should_exit = True
        self._thread.join(START_LIMIT)


def serve(target):
    """A server for what a fixture or a factory returned: a URL, what has a ``url``, or an application."""
    if isinstance(target, str):
        return Remote(target)
    if isinstance(getattr(target, "url", None), str):
        return Remote(target.url)
    if not callable(target):
        raise RingbackError(f"a URL, a WSGI or an ASGI application is needed, and this is {_kind(target)}")
    called = target if inspect.isfunction(target) else type(target).__call__
    return Asgi(target) if inspect.iscoroutinefunction(called) else Wsgi(target)


def _kind(value):
    return "None" if value is None else f"a {type(value).__name__}"
