"""Questionnaires for tests. Append only: several hands add to it."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from evaluation.models import Instrument, InstrumentVersion, Level, Option, Part, Question, Respondent, Scale
from evaluation.models import ScaleBand as Band

AGREE = ["Sangat tidak setuju", "Tidak setuju", "Setuju", "Sangat setuju"]


class InstrumentFactory(DjangoModelFactory):
    class Meta:
        model = Instrument

    code = factory.Sequence(lambda n: f"kuesioner-{n}")
    name = factory.Sequence(lambda n: f"Kuesioner {n}")
    level = Level.REACTION
    respondent = Respondent.PARTICIPANT
    is_anonymous = True


class VersionFactory(DjangoModelFactory):
    class Meta:
        model = InstrumentVersion

    instrument = factory.SubFactory(InstrumentFactory)
    number = 1
    state = InstrumentVersion.State.IN_USE


def make_version(state=InstrumentVersion.State.IN_USE, *, instrument=None, number=1, **fields):
    """Two parts, every kind of question; ``obstacles`` asked at the values 1 and 2 of ``used``, ``which`` at
    its third option, and ``days`` at the value 1 of ``gave``."""
    fields = {"instrument": instrument} if instrument else {f"instrument__{k}": v for k, v in fields.items()}
    version = VersionFactory(state=state, number=number, **fields)
    scale = Scale.objects.create(version=version, name="Persetujuan", labels=AGREE)
    for bound, label in (("1.00", "Kurang"), ("2.51", "Baik"), ("3.26", "Sangat baik")):
        Band.objects.create(version=version, scale=scale, lower_bound=bound, label=label)
    first = Part.objects.create(version=version, number=1, title="Materi")
    second = Part.objects.create(version=version, number=2, title="Penerapan")

    def ask(part, number, code, kind, **more):
        return Question.objects.create(
            version=version, part=part, number=number, code=code, kind=kind, text=f"Tanya {code}", **more
        )

    def options(question, labels):
        for number, (label, obstacle) in enumerate(labels, 1):
            Option.objects.create(
                version=version, question=question, number=number, label=label, obstacle=obstacle
            )

    ask(first, 1, "relevant", "scale", scale=scale)
    used = ask(first, 2, "used", "scale", scale=scale)
    ask(first, 3, "remark", "long", is_required=False)
    obstacles = ask(second, 4, "obstacles", "choices", depends_on=used, depends_values=[1, 2])
    options(obstacles, [("Dana", "funds"), ("Tim", "team"), ("Lain", "")])
    ask(second, 5, "which", "short", depends_on=obstacles, depends_values=[3])
    gave = ask(second, 6, "gave", "choice", is_required=False)
    options(gave, [("Ya", ""), ("Tidak", "")])
    ask(second, 7, "days", "number", lowest=0, highest=365, depends_on=gave, depends_values=[1])
    return version
