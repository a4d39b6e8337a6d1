"""Putting a book of planning together: the front, the text around its sections, the sections, the closing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from documents import sections, unchanged
from documents.binding import ContentsLine, Piece, bind, kept_piece, render_piece
from documents.models import Document, Section
from documents.ready import maker
from jobs.queue import Progress
from planning.letters import tables


@dataclass(frozen=True)
class Book:
    """The text around the sections of a book: its templates, what they show, and what stands at the foot."""

    left: str
    #: What the templates show in a given document.
    says: Callable[[Document], dict[str, Any]]
    front: str
    #: Texts before and after the sections. Each begins a page of its own and is kept by its words.
    before: Sequence[str]
    closing: str
    after: Sequence[str] = ()
    #: How deep the headings of the sections hang.
    below: int = 0


def print_book(
    document: Document, out: Path, progress: Progress, wants: Sequence[sections.Wanted], book: Book
) -> None:
    """Have the missing sections made, then assemble; or raise ``Unchanged``."""
    hashes = [want.content_hash for want in wants]
    unchanged.give_back(document, lambda earlier: _Words.of(book, earlier).hashed_with(hashes))
    words = _Words.of(book, document)
    parts = sections.require(document, wants, progress, meanwhile=words.kept)
    document.made_of = words.hashed_with(hashes)
    progress.stage("Menyusun sampul, ringkasan, dan nomor halaman")
    assemble(document, out, words, parts)


@dataclass(frozen=True)
class _Words:
    """All that a book says beside its sections."""

    book: Book
    context: dict[str, Any]
    left: str
    before: Sequence[str]
    after: Sequence[str]
    closing: str

    @classmethod
    def of(cls, book: Book, document: Document) -> _Words:
        context = book.says(document)
        left = f"{book.left} · DRAF" if context["decision"].is_draft else book.left
        return cls(
            book,
            context,
            left,
            before=[render_to_string(name, context) for name in book.before],
            after=[render_to_string(name, context) for name in book.after],
            closing=render_to_string(book.closing, context),
        )

    def front(self, lines: Sequence[ContentsLine]) -> str:
        return render_to_string(self.book.front, {**self.context, "contents": lines})

    def kept(self) -> list[Section]:
        """The texts, rendered unless the same words were rendered before."""
        return [sections.text(html) for html in (*self.before, *self.after)]

    def hashed_with(self, parts: Sequence[str]) -> str:
        """One hash over these words, the sections, and how all of it looks."""
        said = [tables.look_hash(), maker(), self.left, self.front([]), self.before, self.after, self.closing]
        return hashlib.sha256(json.dumps([said, parts]).encode()).hexdigest()


def stored(parts: Sequence[Section], bench: Path, *, below: int) -> list[Piece]:
    """The sections from the store, on the bench where it is another machine's."""
    return [kept_piece(part, bench, below=below) for part in parts]


def assemble(document: Document, out: Path, words: _Words, parts: Sequence[Section]) -> None:
    """Render the text around the sections and bind everything. What says nothing of this document alone is
    kept; the front and the closing bear its number."""
    bench = out.parent
    texts = stored(words.kept(), bench, below=0)
    place = len(words.before)
    last = render_piece(words.closing, bench / "akhir.pdf")
    bind(
        words.front,
        [*texts[:place], *stored(parts, bench, below=words.book.below), *texts[place:], last],
        out,
        bench=bench,
        left=words.left,
        check_number=document.check_number,
    )
