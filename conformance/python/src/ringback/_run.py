"""A run of the binary, and the results of its cases as they come."""

import contextlib
import dataclasses
import json
import subprocess
import tempfile
import threading
from typing import Any, Dict, Sequence, Set

from ._errors import RingbackError
from ._settings import Settings

#: Seconds that an interrupted run has to delete what it has created.
GRACE = 15

#: The exit code of a run in which nothing could be judged.
NOTHING_JUDGED = 3


@dataclasses.dataclass(frozen=True)
class Result:
    """What has become of a case."""

    name: str
    #: ``passed``, ``failed``, ``skipped`` or ``error``.
    outcome: str
    #: What is wrong, or why nothing was judged, in one line.
    message: str
    #: What was sent, expected and received, the sentence that decides, and a command that sends it again.
    report: str


class Run:
    """Starts the binary. Its lines are read as they come, so that it never waits for who asks."""

    def __init__(self, command: Sequence[str], settings: Settings, names: Sequence[str]):
        self._results: Dict[str, Result] = {}
        self._unasked: Set[str] = set(names)
        self._failed = False
        self._ended = False
        self._changed = threading.Condition()
        self._settings = settings
        self._said = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [*command, "--case-list", "-", "--report", "jsonl"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=settings.environment,
        )
        self._reader = threading.Thread(target=self._read, args=("\n".join(names).encode(),), daemon=True)
        self._reader.start()

    def result(self, name: str) -> Result:
        """The result of a case, once it is there."""
        with self._changed:
            self._changed.wait_for(lambda: name in self._results or self._ended)
            result = self._results.get(name)
        if result is None:
            raise RingbackError(self._why_not())
        self._unasked.discard(name)
        self._failed = self._failed or result.outcome in ("failed", "error")
        if not self._unasked and not self._failed and self._exit_code() == NOTHING_JUDGED:
            message = f"none of the selected cases could be judged; {name}: {result.message}"
            return dataclasses.replace(result, outcome="error", message=message)
        return result

    def wait(self) -> None:
        """Waits until all cases have been sent."""
        self._reader.join()

    def close(self) -> None:
        """Ends the run, which deletes what it has created."""
        if not self._ended:
            self._process.terminate()
            self._reader.join(GRACE)
            self._process.kill()
        self._reader.join()
        self._said.close()

    def _exit_code(self) -> int:
        self._reader.join()
        return self._process.wait()

    def _read(self, names: bytes) -> None:
        try:
            with self._process as process:
                # It may have ended already, and says why.
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.write(names)
                    process.stdin.close()
                for line in process.stdout:
                    event = json.loads(line)
                    if event["event"] == "case":
                        self._add(event)
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _add(self, event: Dict[str, Any]) -> None:
        name = event["record"]["name"]
        with self._changed:
            self._results[name] = Result(name, event["outcome"], event["message"], event["text"])
            self._changed.notify_all()

    def _why_not(self) -> str:
        code = self._exit_code()
        self._said.seek(0)
        said = self._settings.said(self._said.read().decode(errors="replace"))
        return said or f"ringback ended with exit code {code} before it had run this case"
