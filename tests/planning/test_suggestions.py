"""Masukan: who may say, support and answer; and that no plan goes up while one lacks an answer."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse

from personnel.models import AuditEntry, Notice, RoleAssignment
from planning.approval import take_step
from planning.drafting import draft_plan
from planning.items import add_item, remove_item
from planning.letters import voices
from planning.models import CycleStage, Plan, PlanStep, Suggestion, SuggestionAnswer, SuggestionSupport
from planning.reports.voices import heard_for
from planning.revision import start_revision
from planning.stages import Stage
from planning.suggestions import hold, suggest, support, withdraw_suggestion, withdraw_support
from planning.voice_answers import answer_suggestion
from tests.cast import make_cast
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.world import CycleFactory, ItemFactory, PlanFactory, TargetFactory, complete_plan, said
from tests.races import at_once, in_the_middle_of

WORDS = "Warga menunggu lama di loket."
WHY = "Sudah kami bahas bersama bidang."


def say(by, text=WORDS, **fields):
    return suggest("challenge", text, **{"is_name_hidden": False, "by": by, **fields})


def take_up(suggestion, items, by):
    return answer_suggestion(suggestion, "taken_up", by=by, reason=WHY, items=[item.pk for item in items])


def decline(suggestion, by, reason=WHY):
    return answer_suggestion(suggestion, "declined", by=by, reason=reason)


def state(suggestion):
    return Suggestion.objects.with_state().get(pk=suggestion.pk).state


def acts():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


@pytest.fixture
def year(cast):
    return CycleFactory()


def set_window(cycle, stage, first, last):
    """Only this stage lies around today; the others follow after."""
    for n, name in enumerate(Stage):
        day = dt.date(2027, 1, 1) + dt.timedelta(days=n)
        dates = (first, last) if name == stage else (day, day)
        CycleStage.objects.create(cycle=cycle, stage=name, starts_on=dates[0], ends_on=dates[1])


# ----------------------------------------------------------------------------------------------- to say


def test_said_for_ones_own_opd_and_recorded(cast, year):
    suggestion = say(cast.owner, f"  {WORDS} ")
    assert (suggestion.cycle, suggestion.opd, suggestion.unit) == (year, cast.dinas_sosial, cast.bidang_a)
    assert suggestion.text == WORDS
    entry = AuditEntry.objects.get(action="suggestion_new")
    assert (entry.actor, entry.object_id) == (cast.owner, str(suggestion.pk))
    assert say(cast.superior).author == cast.superior.civil_servant


def test_said_twice_with_one_key_is_said_once(cast, year):
    key = uuid.uuid4()
    assert say(cast.owner, request_key=key) == say(cast.owner, request_key=key)
    assert Suggestion.objects.count() == 1
    with pytest.raises(ValidationError):  # somebody else's key is not a way to their words
        say(cast.colleague, request_key=key)


def test_the_same_words_again_are_the_same_suggestion(cast, year):
    first = say(cast.owner)
    assert say(cast.owner, f"{WORDS} ", request_key=uuid.uuid4()) == first
    assert say(cast.colleague) != first
    withdraw_suggestion(first, by=cast.owner)
    assert say(cast.owner) != first


def test_who_does_not_speak(cast, year):
    with pytest.raises(PermissionDenied):
        say(cast.ppk)
    person = cast.owner.civil_servant
    person.legal_state = "cltn"
    person.save()
    with pytest.raises(PermissionDenied):
        say(cast.owner)


@pytest.mark.parametrize(("kind", "text"), [("challenge", " "), ("nonsense", WORDS), ("idea", "x" * 1501)])
def test_what_is_not_said(cast, year, kind, text):
    with pytest.raises(ValidationError):
        suggest(kind, text, is_name_hidden=False, by=cast.owner)


def test_not_without_a_year_nor_once_the_plan_is_submitted(cast):
    with pytest.raises(ValidationError, match="Belum ada tahun"):
        say(cast.owner)
    plan = complete_plan(cast)
    mine = say(cast.owner)
    decline(mine, cast.unit_hr)
    take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
    refused = (
        lambda: say(cast.owner),
        lambda: support(mine, by=cast.colleague),
        lambda: decline(mine, cast.city_hr, "lain"),
        lambda: withdraw_suggestion(mine, by=cast.owner),
    )
    for act in refused:
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.code == "submitted"
    take_step(plan, "return", by=cast.city_hr, note="Perbaiki.")
    say(cast.owner)


def test_only_in_its_stage(cast, year):
    today = dt.date.today()
    set_window(year, Stage.INPUT, today - dt.timedelta(days=9), today - dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="sudah berakhir"):
        say(cast.owner)
    CycleStage.objects.filter(stage=Stage.INPUT).update(ends_on=today)
    say(cast.owner)


def test_answers_only_in_their_stages(cast, year):
    today = dt.date.today()
    suggestion = said(cast.owner)
    set_window(year, Stage.INPUT, today + dt.timedelta(days=1), today + dt.timedelta(days=9))
    with pytest.raises(ValidationError, match="baru dimulai"):
        decline(suggestion, cast.unit_hr)


def test_taken_back_only_by_the_author_and_before_an_answer(cast, year):
    mine = say(cast.owner)
    for other in (cast.colleague, cast.unit_hr, cast.superior):
        with pytest.raises(PermissionDenied):
            withdraw_suggestion(mine, by=other)
    withdraw_suggestion(mine, by=cast.owner)
    withdraw_suggestion(mine, by=cast.owner)
    assert acts().count("suggestion_withdraw") == 1
    assert mine not in Suggestion.objects.visible_to(cast.unit_hr)
    assert mine in Suggestion.objects.visible_to(cast.owner)
    with pytest.raises(ValidationError, match="ditarik"):
        decline(mine, cast.unit_hr)
    other = say(cast.owner)
    decline(other, cast.unit_hr)
    with pytest.raises(ValidationError, match="sudah ditanggapi"):
        withdraw_suggestion(other, by=cast.owner)


# ------------------------------------------------------------------------------------------- to support


def test_support_counts_once(cast, year):
    suggestion = say(cast.owner)
    for _click in "12":
        support(suggestion, by=cast.colleague)
    assert Suggestion.objects.with_supports().get().support_count == 1
    assert acts().count("suggestion_support") == 1
    for _click in "12":
        withdraw_support(suggestion, by=cast.colleague)
    assert Suggestion.objects.with_supports().get().support_count == 0
    assert acts().count("suggestion_support_end") == 1


def test_who_does_not_support(cast, year):
    suggestion = say(cast.owner)
    for part in ("owner", "stranger", "city_hr", "ppk"):
        with pytest.raises(PermissionDenied):
            support(suggestion, by=getattr(cast, part))
    withdraw_suggestion(suggestion, by=cast.owner)
    with pytest.raises(ValidationError, match="ditarik"):
        support(suggestion, by=cast.colleague)


@pytest.mark.django_db(transaction=True)
def test_supported_twice_at_once_is_once():
    cast = make_cast()
    CycleFactory()
    suggestion = said(cast.owner)
    assert at_once(*[lambda: support(suggestion, by=cast.colleague)] * 3) == [None] * 3
    assert SuggestionSupport.objects.count() == 1
    assert acts().count("suggestion_support") == 1


# --------------------------------------------------------------------------------------------- to answer


def test_taken_up_links_items_keeps_them_and_is_told(cast):
    plan = complete_plan(cast)
    item = ItemFactory(plan=plan, number=2, is_drafted=True)
    suggestion = say(cast.owner)
    support(suggestion, by=cast.colleague)
    answer = take_up(suggestion, [item], cast.unit_hr)
    item.refresh_from_db()
    assert (state(suggestion), item.is_drafted, list(answer.items.all())) == ("taken_up", False, [item])
    assert dict(Notice.objects.values_list("user", "subject")) == {
        cast.owner.pk: "Masukan Anda ditanggapi",
        cast.colleague.pk: "Masukan yang Anda dukung diambil ke dalam rencana",
    }
    assert AuditEntry.objects.get(action="suggestion_answer").facts["items"] == [2]
    draft_plan(plan, by=cast.unit_hr, ceiling=None)
    assert state(suggestion) == "taken_up"


def test_each_answer_is_kept_and_the_newest_counts(cast, year):
    suggestion = say(cast.owner)
    support(suggestion, by=cast.colleague)
    decline(suggestion, cast.unit_hr)
    answer_suggestion(suggestion, "passed_on", by=cast.city_hr, reason=WHY, passed_to="Bagian Organisasi")
    assert state(suggestion) == "passed_on"
    assert [a.outcome for a in suggestion.answers.all()] == ["declined", "passed_on"]
    assert Notice.objects.filter(user=cast.owner).count() == 2
    assert not Notice.objects.filter(user=cast.colleague).exists()
    first = suggestion.answers.first()
    for change in (first.delete, lambda: SuggestionAnswer.objects.update(reason="lain")):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            change()


def test_the_same_answer_sent_twice_is_one(cast):
    plan = complete_plan(cast)
    suggestion = say(cast.owner)
    item = plan.items.get()
    assert take_up(suggestion, [item], cast.unit_hr) == take_up(suggestion, [item], cast.unit_hr)
    assert (suggestion.answers.count(), Notice.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("outcome", "facts"),
    [
        ("declined", {"reason": "  "}),
        ("passed_on", {"reason": WHY, "passed_to": " "}),
        ("taken_up", {"reason": WHY}),
        ("taken_up", {"reason": WHY, "items": [10**18]}),
        ("waiting", {"reason": WHY}),
    ],
)
def test_what_is_no_answer(cast, outcome, facts):
    complete_plan(cast)
    suggestion = say(cast.owner)
    with pytest.raises(ValidationError):
        answer_suggestion(suggestion, outcome, by=cast.unit_hr, **facts)
    assert state(suggestion) == "waiting"


def test_who_does_not_answer(cast, year):
    suggestion = say(cast.owner)
    for part in (
        "owner",
        "colleague",
        "superior",
        "unit_head",
        "stranger",
        "pyb",
        "official",
        "administrator",
    ):
        with pytest.raises(PermissionDenied):
            decline(suggestion, getattr(cast, part))
    part_hr = UserFactory()
    RoleAssignmentFactory(user=part_hr, role=RoleAssignment.Role.UNIT_HR, unit=cast.bidang_a)
    with pytest.raises(PermissionDenied):
        decline(suggestion, part_hr)
    own = say(cast.unit_hr)
    with pytest.raises(PermissionDenied):
        decline(own, cast.unit_hr)
    decline(own, cast.city_hr)


# --------------------------------------------------------------------- the answer-every-input rule holds


def submit(plan, cast):
    return take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")


def refuses(plan, cast):
    with pytest.raises(ValidationError) as refusal:
        submit(plan, cast)
    assert refusal.value.code == "unanswered"
    plan.refresh_from_db()
    assert plan.status == "draft"
    return True


def test_no_submission_without_every_answer(cast):
    plan = complete_plan(cast)
    suggestion, own_of_hr = say(cast.owner), say(cast.unit_hr)
    assert refuses(plan, cast)
    decline(suggestion, cast.unit_hr)
    assert refuses(plan, cast)
    decline(own_of_hr, cast.city_hr)
    submit(plan, cast)


def test_one_taken_back_or_of_another_opd_or_year_does_not_count(cast):
    plan = complete_plan(cast)
    withdraw_suggestion(say(cast.owner), by=cast.owner)
    say(cast.stranger)
    said(cast.owner, cycle=CycleFactory(year=2026, is_open=False))
    submit(plan, cast)
    plan.refresh_from_db()
    assert plan.status == "submitted"


def test_items_of_another_plan_are_no_answer(cast):
    plan = complete_plan(cast)
    foreign = ItemFactory(plan=PlanFactory(unit=cast.dinas_kesehatan))
    suggestion = say(cast.owner)
    for items in ([foreign], [plan.items.get(), foreign]):
        with pytest.raises(ValidationError, match="butir dari draf"):
            take_up(suggestion, items, cast.city_hr)
    assert refuses(plan, cast)


def test_a_linked_item_that_is_removed_opens_it_again(cast):
    plan = complete_plan(cast)
    items = [add_item(plan, {"name": f"Butir {n}", "origin": "duty"}, by=cast.unit_hr) for n in "12"]
    suggestion = say(cast.owner)
    take_up(suggestion, items, cast.unit_hr)
    remove_item(items[0], by=cast.unit_hr)
    assert state(suggestion) == "taken_up"
    remove_item(items[1], by=cast.unit_hr)
    assert state(suggestion) == "reopened"
    assert refuses(plan, cast)
    take_up(suggestion, [plan.items.get()], cast.unit_hr)
    submit(plan, cast)


def test_in_the_database_itself_answers_keep_their_items_or_lack_one(cast):
    """Even rows that are removed past our rules leave the suggestion unanswered."""
    plan = complete_plan(cast)
    suggestion = say(cast.owner)
    take_up(suggestion, [plan.items.get()], cast.unit_hr)
    SuggestionAnswer.items.through.objects.all().delete()
    assert refuses(plan, cast)


def test_a_revision_is_not_held_up_by_what_the_plan_has_answered(cast):
    """Its copies may go: the items that answered stand in the ratified plan for good."""
    plan = complete_plan(cast)
    item = ItemFactory(plan=plan, number=2, competency=plan.items.get().competency)
    TargetFactory(item=item, civil_servant=cast.owner.civil_servant)
    suggestion = say(cast.owner)
    take_up(suggestion, [item], cast.unit_hr)
    Plan.objects.update(status="ratified", decision_number="800/7", decision_date=dt.date(2026, 11, 20))
    revision = start_revision(Plan.objects.get(), "Pagu berubah.", by=cast.unit_hr)
    copy = revision.items.get(key=item.key)
    assert heard_for(copy)[0] == [suggestion]
    remove_item(copy, by=cast.unit_hr)
    submit(revision, cast)
    assert state(suggestion) == "taken_up"
    assert [row["is_dropped"] for row in voices.chunks(revision)[0]["suggestions"]] == [True]
    with pytest.raises(ValidationError, match="sudah ditutup"):
        say(cast.owner)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_draft_of_a_closed_year_can_still_be_answered_for(cast, sign_in, is_open):
    plan = complete_plan(cast)
    suggestion = say(cast.owner)
    plan.cycle.is_open = is_open
    plan.cycle.save()
    address = reverse("planning:suggestion_answer", args=[suggestion.pk, "declined"])
    assert sign_in(cast.unit_hr).post(address, {"reason": WHY}).status_code == 302
    submit(plan, cast)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n", range(4))
def test_saying_and_submitting_at_once(n):
    """Either the plan is submitted and nothing more is said, or something was said and it is refused."""
    cast = make_cast()
    plan = complete_plan(cast)
    works = [lambda: say(cast.owner), lambda: submit(plan, cast)]
    at_once(*(works if n % 2 else works[::-1]))
    submitted = Plan.objects.get().status == "submitted"
    assert submitted != Suggestion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_said_while_submitting_waits_and_is_refused():
    """The transaction that submits has counted and not yet committed: the race with its order fixed."""
    cast = make_cast()
    plan = complete_plan(cast)
    step, said = in_the_middle_of(lambda: submit(plan, cast), lambda: say(cast.owner))
    assert isinstance(step, PlanStep)
    assert said.code == "submitted"
    assert not Suggestion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_submitting_waits_for_what_is_being_said():
    cast = make_cast()
    plan = complete_plan(cast)
    said, step = in_the_middle_of(lambda: say(cast.owner), lambda: submit(plan, cast))
    assert isinstance(said, Suggestion)
    assert step.code == "unanswered"


@pytest.mark.django_db(transaction=True)
def test_removing_the_only_item_while_submitting():
    """Both take the plan's row: the removal comes first and blocks, or is refused."""
    cast = make_cast()
    plan = complete_plan(cast)
    item = ItemFactory(plan=plan, number=2, competency=plan.items.get().competency)
    for target in plan.targets.all():
        target.pk, target.item = None, item
        target.save()
    suggestion = say(cast.owner)
    take_up(suggestion, [item], cast.unit_hr)
    at_once(lambda: submit(plan, cast), lambda: remove_item(item, by=cast.unit_hr))
    submitted = Plan.objects.get().status == "submitted"
    assert submitted == (state(suggestion) == "taken_up")


def test_an_opd_is_held_until_the_commit(cast):
    hold(cast.dinas_sosial.pk)
    hold(cast.dinas_kesehatan.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert {row[0] for row in cursor.fetchall()} == {cast.dinas_sosial.pk, cast.dinas_kesehatan.pk}


# -------------------------------------------------------------------------------------------- hidden names


def test_the_audit_trail_does_not_say_who_said_what_is_hidden(cast, year):
    suggestion = say(cast.owner, is_name_hidden=True)
    decline(suggestion, cast.unit_hr)
    withdrawn = say(cast.owner, "Ruang tunggu terlalu sempit.", is_name_hidden=True)
    withdraw_suggestion(withdrawn, by=cast.owner)
    for entry in AuditEntry.objects.all():
        names = cast.owner in (entry.actor, getattr(entry.subject, "user", None))
        assert not (names and entry.object_id), entry.action
    assert AuditEntry.objects.filter(actor=cast.owner).count() == 3
