from tests.access import EVERYONE, Row

ROWS = [
    Row("home", allowed=EVERYONE),
    Row("help", allowed=EVERYONE),
    Row("health", allowed=EVERYONE, anonymous=200),
]
