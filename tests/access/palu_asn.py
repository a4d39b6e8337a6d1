from tests.access import EVERYONE, Row

ROWS = [
    Row("home", allowed=EVERYONE),
    Row("health", allowed=EVERYONE, anonymous=200),
]
