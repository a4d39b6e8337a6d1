"""Themes, and the questions with which a talk begins: lists that BKPSDMD keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from evaluation import permissions
from evaluation.interviews.planning import MOST_QUESTIONS
from evaluation.models import Interview, StandardQuestion, Theme
from personnel import audit
from personnel.edit_stamps import digest, require_seen, stamp_of
from personnel.models import User

THEME_FIELDS = ("name", "is_active")
#: A list of more is no list to choose from any more.
MOST_THEMES = 60
#: With these the list begins, until BKPSDMD writes its own.
STARTERS: dict[str, tuple[Any, ...]] = {
    Interview.Kind.INTERVIEW: (
        "Apa yang Anda pelajari dan sudah Anda pakai dalam pekerjaan?",
        "Ceritakan satu contoh: apa yang dulu Anda kerjakan, dan bagaimana sekarang?",
        "Apa yang menghambat Anda memakai hasil pelatihan?",
        "Dukungan apa yang Anda terima dari atasan dan rekan kerja?",
        "Apa yang sebaiknya diubah pada pelatihan berikutnya?",
    ),
    Interview.Kind.GROUP: (
        "Bagian mana dari pelatihan yang paling berguna bagi pekerjaan unit Anda?",
        "Apa yang sudah berubah dalam cara kerja unit Anda?",
        "Hambatan apa yang Anda alami bersama?",
        "Apa yang perlu disiapkan BKPSDMD dan OPD untuk pelatihan berikutnya?",
    ),
}

audit.name_acts(
    {
        "theme_saved": "Menyimpan tema wawancara",
        "standard_questions_saved": "Menyimpan pertanyaan baku wawancara",
    }
)


def _ask(by: User) -> None:
    if not permissions.may_keep_instruments(by):
        raise PermissionDenied


@transaction.atomic
def save_theme(
    name: str, *, is_active: bool = True, theme: Theme | None = None, by: User, seen: str | None = None
) -> Theme:
    """Add a theme, give it another name, or put it out of use; what was coded with it stays coded."""
    _ask(by)
    themes = list(Theme.objects.select_for_update())
    if theme is not None:
        theme = next(row for row in themes if row.pk == theme.pk)
        require_seen(stamp_of(theme, THEME_FIELDS), seen)
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": "Tulis nama temanya."})
    if any(row.name.lower() == name.lower() for row in themes if row != theme):
        raise ValidationError({"name": "Tema ini sudah ada."})
    if theme is None:
        if len(themes) >= MOST_THEMES:
            raise ValidationError(f"Sudah ada {MOST_THEMES} tema. Ubah nama tema yang tidak dipakai.")
        theme = Theme(code=_free_code(name, {row.code for row in themes}))
    theme.name, theme.is_active = name, is_active
    theme.full_clean()
    theme.save()
    audit.record("theme_saved", by=by, on=theme, name=name, is_active=is_active)
    return theme


def _free_code(name: str, taken: set[str]) -> str:
    code = slugify(name)[:34] or "tema"
    return next(c for c in (code, *(f"{code}-{n}" for n in range(2, MOST_THEMES + 3))) if c not in taken)


def standard_questions(kind: str) -> list[str]:
    """With these a new talk begins."""
    rows = list(StandardQuestion.objects.filter(kind=kind).order_by("number").values_list("text", flat=True))
    return rows or [str(text) for text in STARTERS[kind]]


def stamp_of_questions(kind: str) -> str:
    return digest(standard_questions(kind))


@transaction.atomic
def save_standard_questions(
    kind: str, questions: Sequence[str], *, by: User, seen: str | None = None
) -> QuerySet[StandardQuestion]:
    """Write the list anew; talks that are planned already keep theirs."""
    _ask(by)
    rows = StandardQuestion.objects.filter(kind=kind)
    list(rows.select_for_update())
    require_seen(stamp_of_questions(kind), seen)
    texts = [text for question in questions if (text := " ".join(question.split()))]
    if not 1 <= len(texts) <= MOST_QUESTIONS:
        raise ValidationError(
            {"questions": f"Tulis 1 sampai {MOST_QUESTIONS} pertanyaan, satu pada setiap baris."}
        )
    if any(len(text) > 300 for text in texts):
        raise ValidationError({"questions": "Satu pertanyaan paling panjang 300 huruf."})
    for number, text in enumerate(texts, start=1):
        StandardQuestion.objects.update_or_create(kind=kind, number=number, defaults={"text": text})
    rows.filter(number__gt=len(texts)).delete()
    audit.record("standard_questions_saved", by=by, kind=kind, questions=len(texts))
    return rows
