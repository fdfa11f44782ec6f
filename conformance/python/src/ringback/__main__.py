"""``python -m ringback``: the command line of the binary inside."""

from ._binary import main

main()
