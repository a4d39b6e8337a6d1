"""HTML to PDF: the only module that knows WeasyPrint.

What is rendered may name only our own print files (``print:letters.css``) and ``data:``. Everything else
is refused, counted, and fails the job: a refusal inside a picture would not stop the render by itself.
"""

from __future__ import annotations

import functools
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from typing import Any

import pydyf
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents.look import PRINT_FOLDER
from jobs.queue import Refused
from personnel.uncollected import uncollected

SCHEME = "print:"
VARIANT = "pdf/ua-1"
STYLE_LINK = re.compile(rf'<link\s+rel="stylesheet"\s+href="{SCHEME}([^"]+)">')


@dataclass(frozen=True)
class Rendered:
    """A finished part: its bytes and its number of pages."""

    pdf: bytes
    pages: int


class ForbiddenAddress(Refused):
    """What was rendered named a file or an address that is not ours."""


class PrintFetcher(URLFetcher):
    """Hands out our print files and ``data:``; refuses and remembers everything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of an address that is allowed."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = url.removeprefix(SCHEME)
        if url.startswith(SCHEME) and name in print_files():
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, print_files()[name], {"Content-Type": kind})
        # The scheme is enough to find the mistake; the rest may be a person's text.
        self.refused.append(url.split(":", 1)[0])
        raise ValueError("address refused")


@functools.cache
def print_files() -> dict[str, bytes]:
    """The allow-list: the files of static/print by name."""
    return {path.name: path.read_bytes() for path in sorted(PRINT_FOLDER.iterdir()) if path.is_file()}


@functools.cache
def style(name: str) -> weasyprint.CSS:
    """A print file as a stylesheet: reading it anew took half the time of a short document."""
    return weasyprint.CSS(url=SCHEME + name, url_fetcher=PrintFetcher())


@uncollected()
def render(html: str, *, identifier: str = "") -> Rendered:
    """The HTML as a tagged PDF/UA-1. The same HTML and identifier give the same bytes.

    Without an identifier it is a part of a document: the renderer writes everything twice to give it one.

    A million boxes, styles and tags live to the end of a render: looking through them for cycles over and
    over took a third of its time. The next object made afterwards has what they leave collected.
    """
    fetcher = PrintFetcher()
    styles = [style(name) for name in STYLE_LINK.findall(html) if name in print_files()]
    html = STYLE_LINK.sub(lambda link: "" if link[1] in print_files() else link[0], html)
    document = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher).render(
        pdf_variant=VARIANT, stylesheets=styles
    )
    pdf = document.write_pdf(
        pdf_variant=VARIANT,
        pdf_identifier=hashlib.sha256(identifier.encode()).digest()[:16] if identifier else None,
        finisher=_finish,
    )
    if fetcher.refused:
        raise ForbiddenAddress(
            f"Dokumen tidak dibuat karena isinya menunjuk ke {len(fetcher.refused)} alamat yang "
            "tidak diizinkan."
        )
    return Rendered(pdf, len(document.pages))


def _finish(document: Any, pdf: Any) -> None:
    """Say of what the table heads are the heads, and drop tags that say nothing.

    The renderer wraps each line of text in a Span of its own and repeats the ids of its heads in every
    cell. A cell can hold its text itself, and a head can name its scope: half the objects, the same sense.
    """
    elements = {obj.reference: obj for obj in pdf.objects if _is_tag(obj)}
    moved: dict[bytes, bytes] = {}
    for element in elements.values():
        if element.get("S") in HOLD_TEXT:
            element["K"] = pydyf.Array(_without_span(kid, element, elements, moved) for kid in element["K"])
        if element.get("S") in {"/TH", "/TD"}:
            _name_scope(element, elements)
    for obj in pdf.objects:
        if isinstance(obj, dict) and "Nums" in obj:
            for refs in obj["Nums"]:
                if isinstance(refs, list):
                    refs[:] = [moved.get(ref, ref) for ref in refs]


def _is_tag(obj: Any) -> bool:
    return isinstance(obj, dict) and obj.get("Type") == "/StructElem"


def _name_scope(cell: Any, elements: dict[bytes, Any]) -> None:
    cell.pop("ID", None)
    cell["A"].pop("Headers", None)
    if cell["S"] == "/TH":
        row = elements[cell["P"]]
        cell["A"]["Scope"] = "/Column" if elements[row["P"]]["S"] == "/THead" else "/Row"
    elif len(cell["A"]) == 1:
        del cell["A"]


HOLD_TEXT = frozenset(
    {"/TD", "/TH", "/P", "/H1", "/H2", "/H3", "/H4", "/LBody", "/Caption", "/Div", "/NonStruct"}
)


def _without_span(kid: Any, parent: Any, elements: dict[bytes, Any], moved: dict[bytes, bytes]) -> Any:
    """The marked content of a Span that holds nothing else; everything else as it is."""
    span = elements.get(kid)
    if not span or span["S"] != "/Span" or len(span["K"]) != 1 or not isinstance(span["K"][0], int):
        return kid
    if span["Pg"] != parent.get("Pg"):
        return kid
    moved[span.reference] = parent.reference
    mark = span["K"][0]
    span.clear()  # "free" would confuse pydyf's table; an empty dictionary is dropped when parts are merged
    return mark
