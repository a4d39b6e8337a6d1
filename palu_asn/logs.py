"""What we write into logs: never a NIP."""

import logging
import re

# 18 digits, also as people group them: 19680411 199303 1 009; not the decimals of a fraction.
NIP = re.compile(r"(?<!\d)(?<!\d\.)\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)")
MASK = "[NIP]"


def mask(text: str) -> str:
    """The text with each run of 18 digits replaced."""
    return NIP.sub(MASK, text)


class MaskingFormatter(logging.Formatter):
    """Masks the finished line. A filter would miss tracebacks, where the database quotes its rows."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, masked."""
        return mask(super().format(record))
