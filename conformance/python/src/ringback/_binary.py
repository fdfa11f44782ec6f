"""The binary inside this package."""

import os
import sys
from pathlib import Path

from ._errors import RingbackError

#: Names another binary than the one inside, such as one that was built from source.
VARIABLE = "RINGBACK_BINARY"


def binary() -> str:
    """The path of the binary."""
    chosen = os.environ.get(VARIABLE)
    path = Path(chosen) if chosen else Path(__file__).parent / "bin" / "ringback"
    if not path.is_file():
        whose = f"the variable {VARIABLE} names" if chosen else "this installation of the package ringback lacks"
        raise RingbackError(
            f"{whose} {path}, which does not exist: install the wheel for this machine, "
            f"or let {VARIABLE} name a binary that you have built"
        )
    if not os.access(path, os.X_OK):
        raise RingbackError(f"{path} may not be executed: chmod +x it, or install the wheel again")
    return str(path)


def main() -> None:
    """Becomes the binary, with the arguments of this process."""
    try:
        path = binary()
        os.execv(path, [path, *sys.argv[1:]])
    except (RingbackError, OSError) as error:
        sys.exit(f"error: {error}")
