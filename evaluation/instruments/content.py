"""What stands in a draft: its introduction, parts, questions with their options and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluation.instruments.guard import ask, draft, still_there
from evaluation.models import InstrumentVersion, Obstacle, Option, Part, Question
from evaluation.question_kinds import KINDS, listed
from personnel import audit
from personnel.edit_stamps import digest, require_seen, stamp_of
from personnel.models import User
from personnel.templatetags.palu import angka
from personnel.typed import fill, plain

Numbered = TypeVar("Numbered", Part, Question)

PART_FIELDS = ("title", "explanation")
QUESTION_FIELDS = ("text", "help", "is_required", "scale", "lowest", "highest")
#: More than anybody answers with care.
MOST_QUESTIONS = 60
MOST_OPTIONS = 30

audit.name_acts(
    {
        "instrument_introduction_set": "Mengubah pengantar kuesioner",
        "instrument_part_saved": "Menyimpan bagian kuesioner",
        "instrument_part_moved": "Memindahkan bagian kuesioner",
        "instrument_part_removed": "Menghapus bagian kuesioner",
        "instrument_question_saved": "Menyimpan pertanyaan kuesioner",
        "instrument_question_moved": "Memindahkan pertanyaan kuesioner",
        "instrument_question_removed": "Menghapus pertanyaan kuesioner",
        "instrument_condition_set": "Mengatur syarat pertanyaan kuesioner",
        "instrument_obstacles_marked": "Menandai pilihan sebagai hambatan",
    }
)


@transaction.atomic
def change_introduction(
    version: InstrumentVersion, text: str, *, by: User | None, seen: str | None = None
) -> InstrumentVersion:
    """What respondents read before the first question."""
    ask(by)
    version = draft(version)
    require_seen(stamp_of(version, ("introduction",)), seen)
    before, version.introduction = version.introduction, text.strip()
    if before != version.introduction:
        version.full_clean()
        version.save(update_fields=["introduction"])
        audit.record("instrument_introduction_set", by=by, on=version)
    return version


# -------------------------------------------------------------------------------------------------- parts


@transaction.atomic
def add_part(
    version: InstrumentVersion, *, title: str, explanation: str, number: int | None = None, by: User | None
) -> Part:
    """A part at the end. ``number`` is the one the editor saw it would get: sent twice, it is made once."""
    ask(by)
    version = draft(version)
    same = version.parts.filter(number=number, title=plain(title)).first() if number else None
    if same is not None:
        return same
    part = Part(version=version, number=version.parts.count() + 1)
    _fill_part(part, title, explanation)
    audit.record("instrument_part_saved", by=by, on=version, part=part.number, after=part.title)
    return part


@transaction.atomic
def change_part(
    part: Part, *, title: str, explanation: str, by: User | None, seen: str | None = None
) -> Part:
    """Its title and what stands above its questions."""
    ask(by)
    version = draft(part.version)
    part = still_there(Part, part)
    require_seen(stamp_of(part, PART_FIELDS), seen)
    before = part.title
    _fill_part(part, title, explanation)
    audit.record(
        "instrument_part_saved", by=by, on=version, part=part.number, before=before, after=part.title
    )
    return part


def _fill_part(part: Part, title: str, explanation: str) -> None:
    part.title, part.explanation = plain(title), plain(explanation)
    part.full_clean()
    part.save()


@transaction.atomic
def move_part(part: Part, *, up: bool, seen: int, by: User | None) -> None:
    """One place up or down. ``seen`` is the number it had: a second press of the same button does nothing."""
    ask(by)
    version = draft(part.version)
    part = still_there(Part, part)
    other = version.parts.filter(number=part.number + (-1 if up else 1)).first()
    if part.number != seen or other is None:
        return
    part.number, other.number = other.number, part.number
    Part.objects.bulk_update([part, other], ["number"])
    _renumber(version)
    audit.record("instrument_part_moved", by=by, on=version, part=part.title, before=seen, after=part.number)


@transaction.atomic
def remove_part(part: Part, *, by: User | None) -> None:
    """Delete a part with its questions, unless others hang on one of them."""
    ask(by)
    version = draft(part.version)
    part = still_there(Part, part)
    _refuse_if_needed(part.questions.all(), except_in=part)
    title, count = part.title, part.questions.count()
    part.questions.update(depends_on=None, depends_values=[])
    part.delete()
    _renumber(version)
    audit.record("instrument_part_removed", by=by, on=version, name=title, questions=count)


def _renumber(version: InstrumentVersion) -> None:
    """Parts and questions from 1 on, in the order of the pages."""
    Part.objects.bulk_update(_in_order(version.parts.order_by("number")), ["number"])
    questions = version.questions.order_by("part__number", "number")
    Question.objects.bulk_update(_in_order(questions), ["number"])


def _in_order(rows: Iterable[Numbered]) -> list[Numbered]:
    """Those whose number was not their place; now it is."""
    moved = [(place, row) for place, row in enumerate(rows, 1) if row.number != place]
    for place, row in moved:
        row.number = place
    return [row for _place, row in moved]


# ----------------------------------------------------------------------------------------------- questions


def question_stamp(question: Question) -> str:
    """A question with its options as they stand."""
    return digest([stamp_of(question, QUESTION_FIELDS), *_labels(question)])


def _labels(question: Question) -> list[str]:
    return [option.label for option in question.options.all()]


@transaction.atomic
def add_question(
    part: Part,
    kind: str,
    values: Mapping[str, Any],
    *,
    code: str,
    options: Sequence[str] = (),
    by: User | None,
) -> Question:
    """A question at the end of a part. Sent twice with the same ``code``, it is made once.

    The code stays the same in later versions, so that their results can be compared.
    """
    ask(by)
    if kind not in KINDS:
        raise ValidationError({"kind": "Pilih jenis pertanyaan dari daftar."})
    version = draft(part.version)
    part = still_there(Part, part)
    if same := version.questions.filter(code=code, part=part).first():
        return same
    count = version.questions.count()
    if count >= MOST_QUESTIONS:
        raise ValidationError(
            f"Sudah ada {angka(MOST_QUESTIONS)} pertanyaan, dan itu batasnya. Hapus satu sebelum menambah."
        )
    question = Question(version=version, part=part, number=count + 1, code=code, kind=kind)
    _fill_question(question, values)
    _write_options(question, options)
    _renumber(version)
    audit.record("instrument_question_saved", by=by, on=version, question=code, after=question.text)
    return question


@transaction.atomic
def change_question(
    question: Question,
    values: Mapping[str, Any],
    *,
    options: Sequence[str] = (),
    by: User | None,
    seen: str | None = None,
) -> Question:
    """Its words, bounds, scale and options. Its kind stays: answers of another kind cannot be compared."""
    ask(by)
    version = draft(question.version)
    question = still_there(Question, question)
    require_seen(question_stamp(question), seen)
    before = question.text
    _fill_question(question, values)
    _write_options(question, options)
    audit.record(
        "instrument_question_saved",
        by=by,
        on=version,
        question=question.code,
        before=before,
        after=question.text,
    )
    return question


def _fill_question(question: Question, values: Mapping[str, Any]) -> None:
    fill(question, QUESTION_FIELDS, values)
    for name in {"scale", "lowest", "highest"} - KINDS[question.kind].fields:
        setattr(question, name, None)
    if "scale" in KINDS[question.kind].fields and question.scale is None:
        raise ValidationError({"scale": "Pilih skala untuk pertanyaan ini."})
    if question.scale is not None and question.scale.version_id != question.version_id:
        raise ValidationError({"scale": "Pilih skala dari versi ini."})
    question.full_clean()
    question.save()


def _write_options(question: Question, labels: Sequence[str]) -> None:
    """The options in this order; obstacles and conditions follow an option by its words or its place."""
    if not KINDS[question.kind].has_options:
        return
    labels = [plain(label) for label in labels]
    _check_options(labels)
    former = list(question.options.order_by("number"))
    moved = _moves([option.label for option in former], labels)
    obstacles = {
        moved[option.number]: option.obstacle for option in former if moved.get(option.number) is not None
    }
    question.options.all().delete()
    Option.objects.bulk_create(
        Option(
            version_id=question.version_id,
            question=question,
            number=number,
            label=label,
            obstacle=obstacles.get(number, ""),
        )
        for number, label in enumerate(labels, 1)
    )
    for dependant in question.dependants.all():
        values = sorted({moved[value] for value in dependant.depends_values if value in moved})
        if values != dependant.depends_values:
            dependant.depends_values = values
            dependant.save(update_fields=["depends_values"])


def _check_options(labels: Sequence[str]) -> None:
    if len(labels) < 2:
        raise ValidationError({"options": "Tulis paling sedikit dua pilihan, satu pada setiap baris."})
    if len(labels) > MOST_OPTIONS:
        raise ValidationError({"options": f"Paling banyak {angka(MOST_OPTIONS)} pilihan."})
    if len({label.casefold() for label in labels}) < len(labels):
        raise ValidationError({"options": "Ada pilihan yang tertulis dua kali. Hapus salah satunya."})
    longest = Option._meta.get_field("label").max_length or 0
    if too_long := next((label for label in labels if len(label) > longest), None):
        raise ValidationError(
            {"options": f"Pilihan “{too_long[:30]}…” terlalu panjang: paling banyak {angka(longest)} huruf."}
        )


def _moves(former: Sequence[str], labels: Sequence[str]) -> dict[int, int]:
    """The new number of every former option that is still there, by its words or, reworded, by its place."""
    now = {label: number for number, label in enumerate(labels, 1)}
    moved = {number: now[label] for number, label in enumerate(former, 1) if label in now}
    reworded = (
        number
        for number, label in enumerate(former, 1)
        if label not in now and number <= len(labels) and labels[number - 1] not in former
    )
    return moved | {number: number for number in reworded}


@transaction.atomic
def move_question(question: Question, *, up: bool, seen: int, by: User | None) -> None:
    """One place up or down, over the edge of its part into the next one. ``seen``: as for parts."""
    ask(by)
    version = draft(question.version)
    question = still_there(Question, question)
    if question.number != seen:
        return
    step = -1 if up else 1
    other = version.questions.filter(number=seen + step, part=question.part_id).first()
    if other is not None:
        question.number, other.number = other.number, question.number
        Question.objects.bulk_update([question, other], ["number"])
    else:
        there = version.parts.filter(number=question.part.number + step).first()
        if there is None:
            return
        # At the edge of the other part: its numbers are all higher (or lower), so the order is already right.
        question.part = there
        question.save(update_fields=["part"])
    _renumber(version)
    audit.record("instrument_question_moved", by=by, on=version, question=question.code, before=seen, up=up)


@transaction.atomic
def remove_question(question: Question, *, by: User | None) -> None:
    """Delete a question, unless others hang on it."""
    ask(by)
    version = draft(question.version)
    question = still_there(Question, question)
    _refuse_if_needed([question])
    code, text = question.code, question.text
    question.delete()
    _renumber(version)
    audit.record("instrument_question_removed", by=by, on=version, question=code, before=text)


def _refuse_if_needed(questions: Iterable[Question], except_in: Part | None = None) -> None:
    needed = Question.objects.filter(depends_on__in=list(questions)).select_related("depends_on")
    if except_in is not None:
        needed = needed.exclude(part=except_in)
    if row := needed.order_by("number").first():
        raise ValidationError(
            f"Pertanyaan {row.number} hanya diajukan pada jawaban tertentu dari pertanyaan "
            f"{(row.depends_on.number if row.depends_on else '')}. Hapus dahulu syarat pertanyaan "
            f"{row.number}."
        )


@transaction.atomic
def set_condition(
    question: Question, on: Question | None, values: Iterable[int] = (), *, by: User | None
) -> Question:
    """Ask it only when an earlier question has one of these answers; without ``on``, always."""
    ask(by)
    version = draft(question.version)
    question = still_there(Question, question)
    chosen = sorted(set(values)) if on is not None else []
    if on is not None:
        on = still_there(Question, on)
        _check_condition(question, on, chosen)
    question.depends_on, question.depends_values = on, chosen
    question.save(update_fields=["depends_on", "depends_values"])
    audit.record(
        "instrument_condition_set",
        by=by,
        on=version,
        question=question.code,
        depends_on=on.code if on else None,
        values=chosen,
    )
    return question


def _check_condition(question: Question, on: Question, values: Sequence[int]) -> None:
    if on.version_id != question.version_id or on.number >= question.number or on.kind not in listed():
        raise ValidationError({"on": "Pilih pertanyaan sebelumnya yang jawabannya dipilih dari daftar."})
    if not values:
        raise ValidationError({"values": "Pilih paling sedikit satu jawaban."})
    if not set(values) <= set(values_of(on)):
        raise ValidationError({"values": "Pilih jawaban dari daftar."})


def values_of(question: Question) -> dict[int, str]:
    """The answers a question can have, by their whole numbers."""
    if question.scale is not None:
        return dict(question.scale.points)
    return dict(question.options.order_by("number").values_list("number", "label"))


@transaction.atomic
def mark_obstacles(question: Question, marks: Mapping[int, str], *, by: User | None) -> None:
    """Which options (by number) stand for which obstacle, so that they are counted with those of projects."""
    ask(by)
    version = draft(question.version)
    question = still_there(Question, question)
    if not KINDS[question.kind].has_options or set(marks.values()) - {"", *Obstacle.values}:
        raise ValidationError("Pilih hambatan dari daftar.")
    changed = []
    for option in question.options.all():
        if option.obstacle != marks.get(option.number, option.obstacle):
            option.obstacle = marks[option.number]
            changed.append(option)
    Option.objects.bulk_update(changed, ["obstacle"])
    if changed:
        after = {str(option.number): option.obstacle for option in changed}
        audit.record("instrument_obstacles_marked", by=by, on=version, question=question.code, after=after)
