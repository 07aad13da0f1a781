"""Log lines that stay one line each, so that nobody can write a false entry through a form or an address."""

import logging

CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127, 0x85, 0x2028, 0x2029)} | {10: "\\n", 13: "\\r", 9: " "}


class OneLine(logging.Formatter):
    """Time, level, logger and message; line breaks and control characters are written out."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line, its traceback included."""
        return super().format(record).translate(CONTROLS)
