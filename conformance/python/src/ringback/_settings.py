"""A configuration file for what a suite says of its target."""

import json
import os
import re
import tempfile
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

from ._errors import RingbackError


class Settings:
    """The arguments and variables that tell the binary how the target is called."""

    def __init__(
        self,
        config: Optional[str],
        parameters: Sequence[Tuple[str, str]],
        headers: Sequence[Tuple[str, str]],
        adapter: Sequence[str],
    ):
        self.arguments: List[str] = ["--config", config] if config else []
        self.environment: Dict[str, str] = dict(os.environ)
        self._folder = None
        if not (parameters or headers or adapter):
            return
        if config:
            raise RingbackError(
                f"parameters, headers and adapters belong into {config}, since that is the configuration"
            )
        lines = ["[target]"]
        if adapter:
            # A program runs in the folder of its configuration file; this one is to run where the tests do.
            command = ["sh", "-c", 'cd "$0" && exec "$@"', os.getcwd(), *adapter]
            lines.append(f"exec = [{', '.join(map(_text, command))}]")
        if headers:
            written = []
            for index, (name, value) in enumerate(headers):
                variable = f"RINGBACK_HEADER_{index}"
                self.environment[variable] = value
                written.append(f"{_text(name)} = {{ env = {_text(variable)} }}")
            lines.append(f"headers = {{ {', '.join(written)} }}")
        lines.append("[parameters]")
        names = dict.fromkeys(name for name, _ in parameters)
        for name in names:
            values = [_text(value) for other, value in parameters if other == name]
            lines.append(f"{_text(name)} = {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}")
        self._folder = tempfile.TemporaryDirectory(prefix="ringback-")
        path = Path(self._folder.name, "ringback.toml")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.arguments = ["--config", str(path)]

    def said(self, text: str) -> str:
        """What the binary says on standard error, without the file that nobody else has seen."""
        text = text.strip()
        if self._folder:
            text = re.sub(re.escape(self._folder.name) + r"/ringback\.toml:\d+: ", "", text)
        return text[len("error: ") :] if text.startswith("error: ") else text

    def close(self) -> None:
        """Removes the file."""
        if self._folder:
            self._folder.cleanup()


def _text(value: str) -> str:
    # A string of JSON is one of TOML, but for a character that JSON does not escape.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
