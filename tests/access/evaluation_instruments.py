"""Questionnaires and their builder: BKPSDMD's alone."""

from evaluation import instruments
from evaluation.models import InstrumentVersion
from tests.access import Row
from tests.evaluation.world import make_version

BKPSDMD = {"city_hr"}


def version(cast):
    return {"pk": make_version().pk}


def draft(cast):
    return {"pk": make_version(InstrumentVersion.State.DRAFT).pk}


def second(cast):
    return {"pk": instruments.start_draft(make_version().instrument, by=None).pk}


def instrument(cast):
    return {"pk": make_version().instrument_id}


def _question(code):
    def args(cast):
        return {"pk": make_version(InstrumentVersion.State.DRAFT).questions.get(code=code).pk}

    return args


def part(cast):
    return {"pk": make_version(InstrumentVersion.State.DRAFT).parts.get(number=2).pk}


def scale(cast):
    return {"pk": make_version(InstrumentVersion.State.DRAFT).scales.get().pk}


def nothing(cast):
    return {}


def a_questionnaire(cast):
    return {"name": "Baru", "level": "1", "respondent": "participant", "code": "k-1"}


def a_name(cast):
    return {"name": "Nama baru", "code": "k-2"}


def an_introduction(cast):
    return {"introduction": "Selamat datang."}


def a_part(cast):
    return {"title": "Saran"}


def a_scale(cast):
    return {"name": "Mutu", "labels": "a\nb\nc\nd", "bands": "1 = Rendah\n2,5 = Tinggi"}


def marks(cast):
    return {"pilihan_1": "time", "pilihan_2": "none", "pilihan_3": "none"}


def way(cast):
    return {"way": "up", "seen": "2"}


#: What a form over a row that is there answers when it does not say what its editor had before them.
UNSEEN = 422


def form(name, args, data=nothing, answer=302):
    """A form: opened, and sent."""
    return [
        Row(f"evaluation:{name}", allowed=BKPSDMD, args=args),
        Row(f"evaluation:{name}", allowed=BKPSDMD, args=args, method="post", answer=answer, data=data),
    ]


def act(name, args, data=nothing):
    return Row(f"evaluation:{name}", allowed=BKPSDMD, args=args, method="post", answer=302, data=data)


ROWS = [
    Row("evaluation:instrument_list", allowed=BKPSDMD),
    *form("instrument_new", nothing, a_questionnaire),
    Row("evaluation:instrument_detail", allowed=BKPSDMD, args=instrument),
    *form("instrument_rename", instrument, a_name, UNSEEN),
    *form("instrument_anonymity", instrument),
    *form("instrument_retire", instrument),
    act("instrument_bring_back", instrument),
    act("instrument_draft", instrument),
    *form("instrument_copy", version, a_name),
    Row("evaluation:version_edit", allowed=BKPSDMD, args=version),
    Row("evaluation:version_edit", allowed=BKPSDMD, args=draft, note="draft"),
    *form("version_use", draft),
    *form("version_discard", draft),
    Row("evaluation:version_differences", allowed=BKPSDMD, args=second),
    *form("version_preview", version, answer=200),
    *form("version_introduction", draft, an_introduction, UNSEEN),
    *form("part_new", draft, a_part),
    *form("part_change", part, a_part, UNSEEN),
    act("part_move", part, way),
    *form("part_remove", part),
    *form("version_questions", draft, nothing, UNSEEN),
    *form("question_remove", _question("days")),
    Row("evaluation:question_condition", allowed=BKPSDMD, args=_question("days")),
    act("question_always", _question("days")),
    *form("question_obstacles", _question("obstacles"), marks),
    *form("scale_new", draft, a_scale),
    *form("scale_change", scale, a_scale, UNSEEN),
    Row("evaluation:scale_remove", allowed=BKPSDMD, args=scale),
]
