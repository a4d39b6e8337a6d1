"""What a page is made of: each element of its ``<main>``, by what it looks like and what it stands in."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

#: Elements that end where they begin.
EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


class Pieces(HTMLParser):
    """``pieces(page)`` collects them; texts, names and addresses do not count."""

    def __init__(self):
        super().__init__()
        self.around: list[tuple[str, str]] = []
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        classes = " ".join(sorted((told.get("class") or "").split()))
        look = f"{tag} {classes} {told.get('type', '')} {told.get('role', '')}"
        if any(name == "main" for name, _look in self.around):
            self.found.add((self.around[-1][1], look))
        if tag not in EMPTY:
            self.around.append((tag, look))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.around.pop()

    def handle_endtag(self, tag):
        names = [name for name, _look in self.around]
        if tag in names:
            del self.around[len(names) - 1 - names[::-1].index(tag) :]


def pieces(page: str) -> set[tuple[str, str]]:
    reader = Pieces()
    reader.feed(page)
    return reader.found


class Known:
    """The pieces that this run has looked at, in whichever of its processes; a file tells the others."""

    def __init__(self, file: Path):
        self.file = file
        self.file.touch()

    def has(self, found: set[tuple[str, str]]) -> bool:
        return {"\t".join(piece) for piece in found} <= set(self.file.read_text().split("\n"))

    def add(self, found: set[tuple[str, str]]) -> None:
        lines = "".join("\t".join(piece) + "\n" for piece in found)
        with self.file.open("ab", buffering=0) as file:
            file.write(lines.encode())  # at once, so that no line of another process comes between
