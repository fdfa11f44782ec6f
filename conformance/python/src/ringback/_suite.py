"""Which cases are run, and what they are sent to."""

import contextlib
import dataclasses
import os
import subprocess
import sys
from typing import Any, Callable, Iterator, List, Optional, Sequence, Tuple, Union

from . import _servers
from ._binary import binary
from ._errors import RingbackError
from ._run import Run
from ._settings import Settings

#: Endings by which a contract is a file, and not a built-in vendor.
ENDINGS = (".json", ".yaml", ".yml")

#: The configuration file that the binary reads unless it is told another.
CONFIG = "ringback.toml"


def suite(contract: "Union[str, os.PathLike[str]]", *, prose: bool = False) -> "Suite":
    """The cases of an OpenAPI or Swagger file, or of a vendor whose documents are built in.

    A relative path counts from the working directory. With ``prose``, the rules that descriptions state count too.
    """
    caller = sys._getframe(1)
    return Suite(os.fspath(contract), prose, line=caller.f_lineno)


@dataclasses.dataclass(frozen=True)
class Suite:
    """Cases, and what they are sent to. Every method returns a changed copy.

    A suite that says what it is sent to is collected by pytest where a name such as ``test_contract`` holds it.
    """

    contract: str
    prose: bool = False
    #: The line of the test file that made it.
    line: int = 1
    _operations: Tuple[str, ...] = ()
    _parameters: Tuple[Tuple[str, str], ...] = ()
    _headers: Tuple[Tuple[str, str], ...] = ()
    _config: Optional[str] = None
    _arguments: Tuple[str, ...] = ()
    _adapter: Tuple[str, ...] = ()
    #: Makes the server that the cases are sent to.
    _serve: Optional[Callable[[], Any]] = None
    #: The fixture that gives what the cases are sent to.
    fixture_name: Optional[str] = None

    def operation(self, *names: str) -> "Suite":
        """Only these operations: an ``operationId``, or a name such as ``get-pets`` where there is none."""
        return self._with(_operations=self._operations + names)

    def parameter(self, name: str, value: object) -> "Suite":
        """A value for a ``{placeholder}`` of paths, such as the identifier of a record that exists."""
        return self._with(_parameters=(*self._parameters, (name, str(value))))

    def header(self, name: str, value: str) -> "Suite":
        """A header of every request. Reports do not show its value."""
        return self._with(_headers=(*self._headers, (name, value)))

    def config(self, path: "Union[str, os.PathLike[str]]") -> "Suite":
        """A configuration file; without it, ``ringback.toml`` in the working directory, if there is one."""
        return self._with(_config=os.fspath(path))

    def arguments(self, *words: str) -> "Suite":
        """Further arguments of ``ringback run``, such as ``"--known", "known.toml"`` or ``"--jobs", "1"``."""
        return self._with(_arguments=self._arguments + words)

    def target(self, url: str) -> "Suite":
        """Sends the cases to a server that runs already. The URL has the base path of the API."""
        return self._sent_to(lambda: _servers.Remote(url))

    def wsgi(self, app: Callable[..., Any]) -> "Suite":
        """Sends the cases to a WSGI application: Flask, Django, Bottle, …"""
        return self._sent_to(lambda: _servers.Wsgi(app))

    def asgi(self, app: Callable[..., Any]) -> "Suite":
        """Sends the cases to an ASGI application: FastAPI, Starlette, Django, … It needs uvicorn."""
        return self._sent_to(lambda: _servers.Asgi(app))

    def factory(self, make: Callable[[], Any]) -> "Suite":
        """Sends the cases to what a function returns when the first case runs: an application or a URL."""
        return self._sent_to(lambda: _servers.serve(make()))

    def fixture(self, name: str) -> "Suite":
        """Sends the cases to what a fixture of pytest returns: an application, a URL, or what has a ``url``.

        All selected cases are run by the first test, while the fixture is there.
        """
        return self._with(_serve=None, _adapter=(), fixture_name=name)

    def adapter(self, command: Sequence[str]) -> "Suite":
        """Sends the cases to a program that reads and writes JSON lines."""
        return self._with(_serve=None, _adapter=tuple(command), fixture_name=None)

    def names(self) -> "Tuple[List[str], List[str]]":
        """The names of the cases, and notes on what has none."""
        settings = self._settings()
        try:
            done = subprocess.run(
                [binary(), "run", *self._selection(), *settings.arguments, "--list"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=settings.environment,
                encoding="utf-8",
                check=False,
            )
        finally:
            settings.close()
        if done.returncode != 0:
            raise RingbackError(settings.said(done.stderr) or f"ringback ended with exit code {done.returncode}")
        return done.stdout.splitlines(), [line for line in done.stderr.splitlines() if line.strip()]

    @contextlib.contextmanager
    def run(self, names: Sequence[str], given: Any = None) -> Iterator[Run]:
        """Sends these cases to the target, or to what a fixture has given."""
        with contextlib.ExitStack() as stack:
            settings = self._settings()
            stack.callback(settings.close)
            command = [binary(), "run", *self._selection(), *settings.arguments, *self._arguments]
            server = self._server(given)
            if server:
                stack.callback(server.close)
                command += ["--target", server.url]
            run = Run(command, settings, names)
            stack.callback(run.close)
            yield run

    def all_passed(self) -> None:
        """Runs all cases, and raises an ``AssertionError`` that tells of those that failed: for runners other than pytest."""
        names, _ = self.names()
        with self.run(names) as run:
            results = [run.result(name) for name in names]
        failures = [f"{result.name}\n{result.report}" for result in results if result.outcome in ("failed", "error")]
        if failures:
            raise AssertionError(f"{len(failures)} of {len(names)} cases failed\n\n" + "\n".join(failures))

    def _with(self, **changes: Any) -> "Suite":
        return dataclasses.replace(self, **changes)

    def _sent_to(self, serve: Callable[[], Any]) -> "Suite":
        return self._with(_serve=serve, _adapter=(), fixture_name=None)

    def _server(self, given: Any) -> Any:
        if self.fixture_name:
            return _servers.serve(given)
        if self._serve:
            return self._serve()
        if not (self._adapter or self._config or self._arguments or os.path.exists(CONFIG)):
            raise RingbackError(
                f"nothing says what the cases of {self.contract} are sent to: "
                f".wsgi(app), .asgi(app), .target(url), .fixture(name), .factory(make) or .adapter(command), or [target] in {CONFIG}"
            )
        return None

    def _selection(self) -> List[str]:
        if self.contract.lower().endswith(ENDINGS):
            documents = ["--spec", self.contract, *(["--prose"] if self.prose else [])]
        else:
            documents = ["--vendor", self.contract]
        return documents + [word for name in self._operations for word in ("--operation", name)]

    def _settings(self) -> Settings:
        return Settings(self._config, self._parameters, self._headers, self._adapter)
