"""Questionnaires are built as drafts, put in use whole, and frozen when somebody is asked."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from evaluation import instruments
from evaluation.instruments.completeness import problems
from evaluation.instruments.content import question_stamp
from evaluation.instruments.scales import scale_stamp
from evaluation.models import Instrument, InstrumentVersion, Option, Part, Question, Scale
from evaluation.questionnaire import load
from personnel.edit_stamps import CHANGED, stamp_of
from personnel.models import AuditEntry
from tests.evaluation.world import AGREE, InstrumentFactory, make_version
from tests.races import refused

State = InstrumentVersion.State
BLANK = {"text": "Apa?", "help": "", "is_required": True, "scale": None, "lowest": None, "highest": None}


@pytest.fixture
def hr(cast):
    return cast.city_hr


@pytest.fixture
def draft(db):
    return make_version(State.DRAFT)


def codes(version):
    return [question.code for question in load(version).questions]


def ask(version, code):
    return version.questions.get(code=code)


def recorded(action):
    return AuditEntry.objects.filter(action=action)


def new(hr, code="k-1", **fields):
    values = {"name": "Survei", "level": 1, "respondent": "participant", "is_anonymous": True}
    return instruments.make(code=code, by=hr, **values | fields)


# ---------------------------------------------------------------------------------------- instruments


def test_an_instrument_begins_with_a_draft_and_the_usual_scale(hr):
    version = new(hr, name="  Survei   reaksi ")
    assert (version.state, version.number, version.instrument.name) == (State.DRAFT, 1, "Survei reaksi")
    assert version.scales.get().labels == AGREE
    assert problems(version) == ["Belum ada pertanyaan. Tambahkan paling sedikit satu."]
    assert new(hr, name="Survei reaksi") == version
    assert Instrument.objects.count() == recorded("instrument_made").count() == 1


def test_only_bkpsdmd_builds(cast, draft):
    question = ask(draft, "used")
    acts = [
        lambda by: instruments.make(code="x", name="x", level=1, respondent="peer", is_anonymous=True, by=by),
        lambda by: instruments.rename(draft.instrument, "x", by=by),
        lambda by: instruments.set_anonymity(draft.instrument, False, by=by),
        lambda by: instruments.retire(draft.instrument, by=by),
        lambda by: instruments.bring_back(draft.instrument, by=by),
        lambda by: instruments.copy_instrument(draft, code="x", name="x", is_anonymous=True, by=by),
        lambda by: instruments.start_draft(draft.instrument, by=by),
        lambda by: instruments.put_in_use(draft, by=by),
        lambda by: instruments.discard(draft, by=by),
        lambda by: instruments.change_introduction(draft, "x", by=by),
        lambda by: instruments.add_part(draft, title="x", explanation="", by=by),
        lambda by: instruments.change_part(question.part, title="x", explanation="", by=by),
        lambda by: instruments.move_part(question.part, up=False, seen=1, by=by),
        lambda by: instruments.remove_part(question.part, by=by),
        lambda by: instruments.add_question(question.part, "long", BLANK, code="x", by=by),
        lambda by: instruments.change_question(question, BLANK, by=by),
        lambda by: instruments.move_question(question, up=True, seen=2, by=by),
        lambda by: instruments.remove_question(question, by=by),
        lambda by: instruments.set_condition(question, None, by=by),
        lambda by: instruments.mark_obstacles(question, {}, by=by),
        lambda by: instruments.save_scale(draft, name="x", labels=AGREE, bands=[], by=by),
        lambda by: instruments.remove_scale(question.scale, by=by),
    ]
    before = AuditEntry.objects.count()
    for act in acts:
        for user in (cast.owner, cast.unit_hr, cast.official, cast.administrator):
            with pytest.raises(PermissionDenied):
                act(user)
    assert AuditEntry.objects.count() == before


def test_a_name_is_changed_by_whoever_saw_it(hr, draft):
    stamp = stamp_of(draft.instrument, ("name",))
    instruments.rename(draft.instrument, "Nama baru", by=hr, seen=stamp)
    with pytest.raises(ValidationError) as refusal:
        instruments.rename(draft.instrument, "Nama lain", by=hr, seen=stamp)
    assert refusal.value.code == CHANGED
    assert recorded("instrument_renamed").get().facts["after"] == "Nama baru"


def test_anonymity_is_changed_until_somebody_is_asked(hr):
    version = make_version(is_anonymous=True)
    instruments.set_anonymity(version.instrument, False, by=hr)
    instruments.set_anonymity(version.instrument, False, by=hr)
    assert recorded("instrument_anonymity_set").count() == 1
    instruments.freeze(version)
    with pytest.raises(ValidationError, match="anonimitasnya tidak dapat diubah"):
        instruments.set_anonymity(version.instrument, True, by=hr)
    version.instrument.refresh_from_db()
    assert version.instrument.is_anonymous is False


def test_an_instrument_goes_out_of_use_and_comes_back(hr):
    version = make_version()
    instruments.retire(version.instrument, by=hr)
    assert not InstrumentVersion.objects.in_use().exists()
    instruments.bring_back(version.instrument, by=hr)
    assert InstrumentVersion.objects.in_use().get() == version


# ------------------------------------------------------------------------------------------- versions


def test_a_draft_says_what_the_version_in_use_says(hr):
    version = make_version()
    made = instruments.start_draft(version.instrument, by=hr)
    assert instruments.start_draft(version.instrument, by=hr) == made
    assert (made.number, made.state) == (2, State.DRAFT)
    assert recorded("instrument_drafted").count() == 1
    assert instruments.differences(version, made) == []
    old, copy = load(version), load(made)
    assert [
        (one.code, one.choices, one.bands, one.depends_on, one.depends_values) for one in old.questions
    ] == [(one.code, one.choices, one.bands, one.depends_on, one.depends_values) for one in copy.questions]
    assert not {one.pk for one in old.questions} & {one.pk for one in copy.questions}
    instruments.discard(made, by=hr)
    assert version.instrument.versions.get() == version
    assert load(version) == old


def test_a_copy_is_an_instrument_of_its_own(hr):
    version = make_version(is_anonymous=True)
    instruments.freeze(version)
    copy = instruments.copy_instrument(version, code="k-9", name="Salinan", is_anonymous=False, by=hr)
    again = instruments.copy_instrument(version, code="k-9", name="Salinan", is_anonymous=False, by=hr)
    assert again == copy
    assert codes(copy) == codes(version)
    assert (copy.instrument.is_anonymous, copy.state) == (False, State.DRAFT)


def test_a_new_version_replaces_the_one_in_use(hr):
    version = make_version()
    instruments.freeze(version)
    made = instruments.start_draft(version.instrument, by=hr)
    instruments.put_in_use(made, by=hr)
    instruments.put_in_use(made, by=hr)
    version.refresh_from_db()
    assert version.state == State.RETIRED
    assert InstrumentVersion.objects.in_use().get() == made
    assert recorded("instrument_in_use").count() == 1


def test_discarding_the_only_draft_takes_the_instrument_along(hr, draft):
    instruments.discard(draft, by=hr)
    assert not Instrument.objects.exists()
    assert not Question.objects.exists()
    with pytest.raises(Instrument.DoesNotExist):
        instruments.discard(draft, by=hr)


def test_a_version_in_use_is_not_discarded_or_changed(hr):
    version = make_version()
    for act in (
        lambda: instruments.discard(version, by=hr),
        lambda: instruments.change_introduction(version, "x", by=hr),
        lambda: instruments.remove_question(ask(version, "days"), by=hr),
        lambda: instruments.change_question(ask(version, "remark"), BLANK, by=hr),
        lambda: instruments.add_part(version, title="x", explanation="", by=hr),
    ):
        with pytest.raises(ValidationError, match="Buat rancangan baru"):
            act()


def test_what_is_missing_is_named_by_part_and_question(hr, draft):
    Part.objects.create(version=draft, number=3, title="Kosong")
    ask(draft, "gave").options.all().delete()
    draft.questions.filter(code="obstacles").update(depends_values=[1, 9])
    draft.questions.filter(code="which").update(depends_values=[])
    draft.questions.filter(code="relevant").update(depends_on=ask(draft, "used"), depends_values=[1])
    draft.scales.get().bands.all().delete()
    with pytest.raises(ValidationError) as refusal:
        instruments.put_in_use(draft, by=hr)
    assert refusal.value.messages == [
        "Bagian 3 “Kosong” belum berisi pertanyaan. Isi, atau hapus bagian itu.",
        (
            "Bagian 1, pertanyaan 1: syaratnya menunjuk pertanyaan yang datang sesudahnya. "
            "Pindahkan, atau ubah syaratnya."
        ),
        "Bagian 2, pertanyaan 4: syaratnya menyebut jawaban yang tidak ada pada pertanyaan 2.",
        "Bagian 2, pertanyaan 5: pilih pada jawaban mana pertanyaan ini diajukan.",
        "Bagian 2, pertanyaan 6: beri paling sedikit dua pilihan jawaban.",
        "Bagian 2, pertanyaan 7: syaratnya menyebut jawaban yang tidak ada pada pertanyaan 6.",
        "Skala “Persetujuan”: beri kategori nilai, yang pertama mulai dari 1,00.",
    ]
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


# ------------------------------------------------------------------------------------------- frozen


def test_freezing_is_done_once(hr):
    version = make_version()
    instruments.freeze(version)
    first = InstrumentVersion.objects.get(pk=version.pk).frozen_at
    instruments.freeze(version)
    assert InstrumentVersion.objects.get(pk=version.pk).frozen_at == first
    assert recorded("instrument_frozen").count() == 1


def test_nobody_answers_a_draft(draft):
    with pytest.raises(ValidationError, match="tidak dapat dijawab"):
        instruments.freeze(draft)


RAW = [
    "UPDATE evaluation_question SET text = 'x' WHERE version_id = %(v)s",
    "UPDATE evaluation_option SET label = 'x' WHERE version_id = %(v)s",
    "UPDATE evaluation_part SET title = 'x' WHERE version_id = %(v)s",
    "UPDATE evaluation_scale SET labels = '{a,b,c,d}' WHERE version_id = %(v)s",
    "DELETE FROM evaluation_scaleband WHERE version_id = %(v)s",
    "DELETE FROM evaluation_option WHERE version_id = %(v)s",
    "INSERT INTO evaluation_part (version_id, number, title, explanation) VALUES (%(v)s, 9, 'x', '')",
    "UPDATE evaluation_part SET version_id = %(v)s, number = 8 WHERE version_id = %(other)s AND number = 1",
    "UPDATE evaluation_instrumentversion SET frozen_at = NULL WHERE id = %(v)s",
    "UPDATE evaluation_instrumentversion SET state = 'draft' WHERE id = %(v)s",
    "UPDATE evaluation_instrumentversion SET introduction = 'x' WHERE id = %(v)s",
    "UPDATE evaluation_instrument SET is_anonymous = NOT is_anonymous WHERE id = %(i)s",
]


@pytest.mark.parametrize("statement", RAW)
def test_the_database_keeps_a_frozen_version(db, statement):
    version, other = make_version(), make_version(State.DRAFT)
    instruments.freeze(version)
    values = {"v": version.pk, "other": other.pk, "i": version.instrument_id}
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_frozen_version_can_still_be_replaced(db):
    version = make_version()
    instruments.freeze(version)
    InstrumentVersion.objects.filter(pk=version.pk).update(state=State.RETIRED)
    version.refresh_from_db()
    assert version.state == State.RETIRED


# ------------------------------------------------------------------------------------ parts, questions


def test_parts_are_added_once_moved_and_removed(hr, draft):
    made = instruments.add_part(draft, title="Saran", explanation="", number=3, by=hr)
    assert instruments.add_part(draft, title="Saran", explanation="", number=3, by=hr) == made
    assert instruments.add_part(draft, title="Lain", explanation="", number=3, by=hr).number == 4
    instruments.move_part(made, up=True, seen=3, by=hr)
    instruments.move_part(made, up=True, seen=3, by=hr)
    assert list(draft.parts.values_list("title", flat=True)) == ["Materi", "Saran", "Penerapan", "Lain"]
    instruments.move_part(draft.parts.get(number=1), up=True, seen=1, by=hr)
    instruments.remove_part(made, by=hr)
    assert list(draft.parts.values_list("number", "title")) == [(1, "Materi"), (2, "Penerapan"), (3, "Lain")]


def test_moving_a_part_takes_its_questions_along(hr, draft):
    instruments.move_part(draft.parts.get(number=2), up=True, seen=2, by=hr)
    assert codes(draft) == ["obstacles", "which", "gave", "days", "relevant", "used", "remark"]
    assert list(draft.questions.values_list("number", flat=True)) == list(range(1, 8))
    assert any("datang sesudahnya" in words for words in problems(draft))


def test_a_part_on_which_others_hang_stays(hr, draft):
    with pytest.raises(ValidationError, match="Hapus dahulu syarat pertanyaan 4"):
        instruments.remove_part(draft.parts.get(number=1), by=hr)
    instruments.remove_part(draft.parts.get(number=2), by=hr)
    assert codes(draft) == ["relevant", "used", "remark"]


def test_a_question_is_added_once_at_the_end_of_its_part(hr, draft):
    part = draft.parts.get(number=1)
    made = instruments.add_question(part, "choice", BLANK, code="t-1", options=["Ya", " Tidak  tahu "], by=hr)
    assert instruments.add_question(part, "choice", BLANK, code="t-1", options=["Ya", "Tidak"], by=hr) == made
    assert codes(draft)[:5] == ["relevant", "used", "remark", "t-1", "obstacles"]
    assert list(made.options.values_list("number", "label")) == [(1, "Ya"), (2, "Tidak tahu")]
    assert recorded("instrument_question_saved").count() == 1


@pytest.mark.parametrize(
    ("kind", "values", "options", "field"),
    [
        ("choice", {}, ["Ya"], "options"),
        ("choice", {}, ["Ya", "ya"], "options"),
        ("choices", {}, [str(n) for n in range(31)], "options"),
        ("choice", {}, ["x" * 151, "y"], "options"),
        ("scale", {}, [], "scale"),
        ("number", {"lowest": 5, "highest": 4}, [], "__all__"),
        ("long", {"text": ""}, [], "text"),
        ("rubbish", {}, [], "kind"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(hr, draft, kind, values, options, field):
    with pytest.raises(ValidationError) as refusal:
        instruments.add_question(
            draft.parts.get(number=1), kind, BLANK | values, code="t-1", options=options, by=hr
        )
    assert field in refusal.value.message_dict
    assert not draft.questions.filter(code="t-1").exists()


def test_a_scale_of_another_version_is_refused(hr, draft):
    foreign = make_version().scales.get()
    with pytest.raises(ValidationError, match="Pilih skala dari versi ini"):
        instruments.change_question(ask(draft, "used"), BLANK | {"scale": foreign}, by=hr)


def test_the_second_editor_is_told(hr, draft):
    question = ask(draft, "gave")
    stamp = question_stamp(question)
    instruments.change_question(question, BLANK, options=["Ya", "Sebagian", "Tidak"], by=hr, seen=stamp)
    with pytest.raises(ValidationError) as refusal:
        instruments.change_question(question, BLANK, options=["Ya", "Tidak"], by=hr, seen=stamp)
    assert refusal.value.code == CHANGED


def test_obstacles_and_conditions_follow_their_option(hr, draft):
    question = ask(draft, "obstacles")
    instruments.change_question(question, BLANK, options=["Aturan", "Tim", "Uang", "Dana"], by=hr)
    assert list(question.options.values_list("label", "obstacle")) == [
        ("Aturan", ""),
        ("Tim", "team"),
        ("Uang", ""),
        ("Dana", "funds"),
    ]
    # "Lain" was the third option; the word that stands in its place is taken for it.
    assert ask(draft, "which").depends_values == [3]
    instruments.change_question(question, BLANK, options=["Uang", "Dana"], by=hr)
    assert ask(draft, "which").depends_values == [1]


def test_questions_move_over_the_edge_of_their_part(hr, draft):
    instruments.move_question(ask(draft, "remark"), up=False, seen=3, by=hr)
    assert [len(part.questions) for part in load(draft).parts] == [2, 5]
    assert codes(draft)[2:4] == ["remark", "obstacles"]
    instruments.move_question(ask(draft, "remark"), up=False, seen=3, by=hr)
    instruments.move_question(ask(draft, "remark"), up=False, seen=3, by=hr)
    assert codes(draft)[2:4] == ["obstacles", "remark"]
    instruments.move_question(ask(draft, "days"), up=False, seen=7, by=hr)
    instruments.move_question(ask(draft, "relevant"), up=True, seen=1, by=hr)
    assert codes(draft)[0] == "relevant"


def test_a_question_on_which_others_hang_stays(hr, draft):
    with pytest.raises(ValidationError, match="Hapus dahulu syarat pertanyaan 7"):
        instruments.remove_question(ask(draft, "gave"), by=hr)
    instruments.remove_question(ask(draft, "days"), by=hr)
    instruments.remove_question(ask(draft, "gave"), by=hr)
    assert codes(draft) == ["relevant", "used", "remark", "obstacles", "which"]


def test_a_condition_names_an_earlier_question_and_its_answers(hr, draft):
    which = ask(draft, "which")
    instruments.set_condition(which, ask(draft, "used"), [2, 1, 2], by=hr)
    assert ask(draft, "which").depends_values == [1, 2]
    foreign = ask(make_version(), "used")
    for on, values in [
        (ask(draft, "used"), []),
        (ask(draft, "used"), [5]),
        (ask(draft, "gave"), [1]),
        (which, [1]),
        (ask(draft, "remark"), [1]),
        (foreign, [1]),
    ]:
        with pytest.raises(ValidationError):
            instruments.set_condition(which, on, values, by=hr)
    instruments.set_condition(which, None, by=hr)
    assert ask(draft, "which").depends_on is None


def test_options_are_marked_as_obstacles(hr, draft):
    question = ask(draft, "obstacles")
    instruments.mark_obstacles(question, {1: "time", 3: "mentor"}, by=hr)
    assert list(question.options.values_list("obstacle", flat=True)) == ["time", "team", "mentor"]
    with pytest.raises(ValidationError):
        instruments.mark_obstacles(question, {1: "rubbish"}, by=hr)
    with pytest.raises(ValidationError):
        instruments.mark_obstacles(ask(draft, "used"), {1: "time"}, by=hr)


# --------------------------------------------------------------------------------------------- scales

BANDS = [(Decimal("1.00"), "Rendah"), (Decimal("3.50"), "Tinggi")]


def test_a_scale_has_four_or_five_points_and_rising_bands(hr, draft):
    made = instruments.save_scale(draft, name="Mutu", labels=list("abcde"), bands=BANDS, by=hr)
    stamp = scale_stamp(made)
    instruments.save_scale(draft, name="Mutu", labels=AGREE, bands=BANDS, scale=made, by=hr, seen=stamp)
    with pytest.raises(ValidationError) as refusal:
        instruments.save_scale(draft, name="Mutu", labels=AGREE, bands=BANDS, scale=made, by=hr, seen=stamp)
    assert refusal.value.code == CHANGED
    instruments.remove_scale(made, by=hr)
    assert draft.scales.count() == 1


@pytest.mark.parametrize(
    ("labels", "bands", "field"),
    [
        (["a", "b", "c"], BANDS, "labels"),
        (["a", "a", "b", "c"], BANDS, "bands"),
        (AGREE, [], "bands"),
        (AGREE, BANDS[1:], "bands"),
        (AGREE, [*BANDS, BANDS[0]], "bands"),
        (AGREE, [*BANDS, (Decimal("4.50"), "x")], "bands"),
        (AGREE, [*BANDS, (Decimal("3.75"), "x" * 41)], "bands"),
    ],
)
def test_a_scale_that_cannot_be_read_is_refused(hr, draft, labels, bands, field):
    with pytest.raises(ValidationError) as refusal:
        instruments.save_scale(draft, name="Mutu", labels=labels, bands=bands, by=hr)
    assert list(refusal.value.message_dict) == [field]


def test_a_scale_in_use_by_a_question_stays(hr, draft):
    with pytest.raises(ValidationError, match="masih dipakai"):
        instruments.remove_scale(draft.scales.get(), by=hr)


# ----------------------------------------------------------------------------------------- differences


def test_differences_name_what_changed_and_nothing_else(hr):
    version = make_version()
    made = instruments.start_draft(version.instrument, by=hr)
    part = made.parts.get(number=1)
    instruments.add_question(part, "long", BLANK, code="t-1", by=hr)
    instruments.change_question(
        ask(made, "gave"), BLANK | {"is_required": False}, options=["Ya", "Tidak"], by=hr
    )
    instruments.remove_question(ask(made, "days"), by=hr)
    found = [(one.where, one.what, one.before, one.after) for one in instruments.differences(version, made)]
    assert found == [
        ("Pertanyaan 4", "ditambahkan", "", "Apa?"),
        ("Pertanyaan 7", "pertanyaan", "Tanya gave", "Apa?"),
        ("Pertanyaan 7", "dihapus", "Tanya days", ""),
    ]
    instruments.move_question(ask(made, "used"), up=True, seen=2, by=hr)
    assert next(one.where for one in instruments.differences(version, made)) == "Urutan pertanyaan"


# ----------------------------------------------------------------------------------------------- races


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one():
    instrument = InstrumentFactory()
    version = make_version(State.DRAFT, instrument=instrument)
    part = version.parts.get(number=1)
    add = lambda: instruments.add_question(part, "long", BLANK, code="t-1", by=None)  # noqa: E731
    move = lambda: instruments.move_question(ask(version, "used"), up=True, seen=2, by=None)  # noqa: E731
    assert refused(add, add, move, move) == []
    assert codes(version)[:4] == ["used", "relevant", "remark", "t-1"]
    use = lambda: instruments.put_in_use(version, by=None)  # noqa: E731
    assert refused(use, use) == []
    start = lambda: instruments.start_draft(instrument, by=None)  # noqa: E731
    assert refused(start, start) == []
    assert [row.state for row in instrument.versions.all()] == [State.DRAFT, State.IN_USE]
    assert (Scale.objects.count(), Option.objects.count()) == (2, 10)
