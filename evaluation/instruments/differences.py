"""What changed from one version to the next, question by question."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.models import InstrumentVersion
from evaluation.question_kinds.kind import AskedQuestion
from evaluation.questionnaire import Questionnaire, load
from personnel.templatetags.palu import jp as number_in_words


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is said otherwise: where, what, and how it was and is (empty: was not, is not there)."""

    where: str
    what: str
    before: str
    after: str


def differences(former: InstrumentVersion, version: InstrumentVersion) -> list[Difference]:
    """In the order of the newer version; what was taken out stands at the end."""
    old, new = load(former), load(version)
    found = []
    if old.introduction != new.introduction:
        found.append(Difference("Pengantar", "diubah", old.introduction, new.introduction))
    found += [*_parts(old, new), *_order(old, new)]
    for question in new.questions:
        found += _question(old, new, question)
    for question in old.questions:
        if question.code not in new.by_code:
            found.append(Difference(_where(question), "dihapus", question.text, ""))
    return found


def _where(question: AskedQuestion) -> str:
    return f"Pertanyaan {question.number}"


def _parts(old: Questionnaire, new: Questionnaire) -> list[Difference]:
    was, now = (
        [": ".join(filter(None, [part.title, part.explanation])) for part in form.parts]
        for form in (old, new)
    )
    if was == now:
        return []
    return [Difference("Bagian", "diubah", "\n".join(was), "\n".join(now))]


def _order(old: Questionnaire, new: Questionnaire) -> list[Difference]:
    """What moved, among what stands in both versions: a question more does not move the others."""
    was = [question for question in old.questions if question.code in new.by_code]
    now = [question for question in new.questions if question.code in old.by_code]
    moved = [place for place, pair in enumerate(zip(was, now, strict=True)) if pair[0].code != pair[1].code]
    if not moved:
        return []
    lists = ["\n".join(questions[place].text for place in moved) for questions in (was, now)]
    return [Difference("Urutan pertanyaan", "diubah", *lists)]


def _question(old: Questionnaire, new: Questionnaire, question: AskedQuestion) -> list[Difference]:
    former = old.by_code.get(question.code)
    if former is None:
        return [Difference(_where(question), "ditambahkan", "", question.text)]
    was, now = _said(old, former), _said(new, question)
    return [
        Difference(_where(question), what, was[what], now[what]) for what in now if was[what] != now[what]
    ]


def _said(form: Questionnaire, question: AskedQuestion) -> dict[str, str]:
    """Everything about a question in words, by what it is called."""
    bounds = [
        "–" if bound is None else number_in_words(bound) for bound in (question.lowest, question.highest)
    ]
    return {
        "bagian": next(part.title for part in form.parts if question in part.questions),
        "pertanyaan": question.text,
        "petunjuk": question.help,
        "wajib dijawab": "ya" if question.is_required else "tidak",
        "jawaban": "\n".join(f"{choice.value}. {choice.label}" for choice in question.choices),
        "batas": f"{bounds[0]} sampai {bounds[1]}",
        "kategori nilai": "\n".join(f"{band.lower_bound} {band.label}" for band in question.bands),
        "syarat": condition_in_words(form, question),
    }


def condition_in_words(form: Questionnaire, question: AskedQuestion) -> str:
    """'hanya bila “Apakah …?” dijawab “Ya”'; nothing when it is always asked."""
    other = form.by_code.get(question.depends_on)
    if other is None:
        return ""
    labels = " atau ".join(f"“{other.label_of(value)}”" for value in sorted(question.depends_values))
    return f"hanya bila “{other.text}” dijawab {labels}"
