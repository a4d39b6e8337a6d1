"""What a version still lacks before anybody can be asked, naming the part and the question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from evaluation.models import InstrumentVersion
from evaluation.question_kinds.kind import AskedQuestion
from evaluation.questionnaire import Questionnaire, load
from personnel.templatetags.palu import angka


def problems(version: InstrumentVersion) -> list[str]:
    """In words, in the order of the pages; empty: it can be put in use."""
    form = load(version)
    return [*_of_form(form), *_of_scales(version)]


def _of_form(form: Questionnaire) -> Iterator[str]:
    if not form.questions:
        yield "Belum ada pertanyaan. Tambahkan paling sedikit satu."
    for part in form.parts:
        if form.questions and not part.questions:
            yield (
                f"Bagian {part.number} “{part.title}” belum berisi pertanyaan. Isi, atau hapus bagian itu."
            )
    earlier: dict[str, AskedQuestion] = {}
    for part in form.parts:
        for question in part.questions:
            for words in _of_question(question, earlier):
                yield f"Bagian {part.number}, pertanyaan {question.number}: {words}"
            earlier[question.code] = question


def _of_question(question: AskedQuestion, earlier: dict[str, AskedQuestion]) -> Iterator[str]:
    yield from question.kind.lacks(question)
    if not question.depends_on:
        return
    other = earlier.get(question.depends_on)
    if other is None:
        yield "syaratnya menunjuk pertanyaan yang datang sesudahnya. Pindahkan, atau ubah syaratnya."
    elif not question.depends_values:
        yield "pilih pada jawaban mana pertanyaan ini diajukan."
    elif not question.depends_values <= other.values:
        yield f"syaratnya menyebut jawaban yang tidak ada pada pertanyaan {other.number}."


def _of_scales(version: InstrumentVersion) -> Iterator[str]:
    for scale in version.scales.prefetch_related("bands"):
        bands = [(band.lower_bound, band.label) for band in scale.bands.all()]
        for words in scale_faults(scale.labels, bands):
            yield f"Skala “{scale.name}”: {words}"


def scale_faults(labels: Sequence[str], bands: Sequence[tuple[Decimal, str]]) -> Iterator[str]:
    """What is wrong with a scale: the names of its points, and the bands by which a mean is called."""
    if len(set(labels)) != len(labels):
        yield "setiap sebutan harus berbeda."
    if not bands:
        yield "beri kategori nilai, yang pertama mulai dari 1,00."
        return
    bounds = [bound for bound, _label in bands]
    if bounds[0] != 1:
        yield "kategori pertama harus mulai dari 1,00."
    if any(later <= former for former, later in pairwise(bounds)):
        yield "nilai awal kategori harus naik dari atas ke bawah."
    if bounds[-1] > len(labels):
        yield f"kategori tidak dapat mulai di atas {angka(len(labels))}, nilai tertinggi skala ini."
