"""What goes wrong before or beside the cases."""


class RingbackError(Exception):
    """The suite cannot be run; the message says why, and what to do."""
