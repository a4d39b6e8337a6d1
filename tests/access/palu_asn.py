from tests.access import EVERYONE, Row

ROWS = [
    Row("home", allowed=EVERYONE),
    Row("overdue", allowed=EVERYONE - {"owner", "colleague"}),
    Row("help", allowed=EVERYONE),
    Row("health", allowed=EVERYONE, anonymous=200),
]
