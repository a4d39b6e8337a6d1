"""The pages of masukan and usulan: hidden names stay hidden, forms keep what was typed, constant queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.models import Notice, Position
from planning.items import remove_item
from planning.models import Plan, PlanItem, Proposal, Suggestion
from planning.reports.voices import answers_awaited, may_speak_until, views_awaited
from planning.suggestions import support
from planning.voice_answers import answer_proposal, answer_suggestion
from tests.factories import CivilServantFactory, PositionFactory, RoleAssignmentFactory, UserFactory
from tests.planning.world import CycleFactory, ItemFactory, PlanFactory, complete_plan, proposed, said

WHY = "Sudah kami bahas bersama bidang."


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


# ------------------------------------------------------------------------------------------------ to say


def test_said_on_a_phone_and_answered_at_a_desk(cast, sign_in):
    """From the form to the answer, by the pages alone."""
    item = complete_plan(cast).items.get()
    owner, hr, head = sign_in(cast.owner), sign_in(cast.unit_hr), sign_in(cast.unit_head)
    page = text(owner.get(url("suggestion_new")))
    assert "Siapa melihat nama Anda?" in page
    key = re.search(r'name="request_key" value="([^"]+)"', page)[1]
    sent = {"kind": "idea", "text": "Loket dibuka pagi.\r\nWarga bekerja.", "request_key": key}
    answers = {owner.post(url("suggestion_new"), sent).url for _click in "12"}
    suggestion = Suggestion.objects.get()
    assert answers == {url("suggestion_detail", suggestion.pk)}
    assert "Belum ada tanggapan" in text(owner.get(url("suggestion_detail", suggestion.pk)))

    plan_page = text(head.get(url("plan_detail", item.plan_id)))
    assert "0 ditanggapi dari 1" in plan_page
    submit = url("plan_step", item.plan_id, "submit")
    assert "1 masukan atau usulan belum ditanggapi" in text(head.get(submit))
    assert "1 masukan atau usulan belum ditanggapi" in text(
        head.post(submit, {"note": "Nanti."})
    )  # past the missing button
    assert Plan.objects.get().status == "draft"

    assert "1 dari 1 masukan belum ditanggapi" in text(hr.get(url("suggestion_worklist")))
    address = url("suggestion_answer", suggestion.pk, "taken_up")
    response = hr.post(address, {"reason": WHY, "items": [item.pk]})
    assert response.url == url("suggestion_detail", suggestion.pk)
    page = text(owner.get(response.url))
    assert WHY in page
    assert str(item) in page
    assert url("item_detail", item.pk) not in page  # a civil servant cannot open the plan
    assert "Loket dibuka pagi." in text(hr.get(url("item_detail", item.pk)))
    assert head.post(submit, {"note": "Dana terbatas."}).status_code == 302
    assert Plan.objects.get().status == "submitted"


def test_errors_keep_what_was_typed(cast, sign_in):
    CycleFactory()
    client = sign_in(cast.owner)
    for sent in ({"text": "Tetap ada"}, {"kind": "idea", "text": "Tetap ada" + "x" * 1500}):
        response = client.post(url("suggestion_new"), sent)
        assert response.status_code == 422
        assert "Tetap ada" in text(response)
    lines = client.post(url("suggestion_new"), {"kind": "idea", "text": "a\r\n" * 750})
    assert lines.status_code == 302  # a line end counts as one letter, as in the browser


def test_closed_lists_say_so_and_take_nothing(cast, sign_in):
    complete_plan(cast, "submitted")
    suggestion = said(cast.colleague)
    client = sign_in(cast.owner)
    page = text(client.get(url("suggestion_list")))
    assert "sudah ditutup" in page
    assert "Dukung" not in page
    for name in ("suggestion_new", "proposal_training", "proposal_position"):
        assert (
            client.post(url(name), {"kind": "idea", "text": "x", "name": "x", "why": "x"}).status_code == 302
        )
    client.post(url("suggestion_support", suggestion.pk))
    assert (Suggestion.objects.count(), Proposal.objects.count(), suggestion.supports.count()) == (1, 0, 0)
    hr = sign_in(cast.unit_hr)
    hr.post(url("suggestion_answer", suggestion.pk, "declined"), {"reason": WHY})
    assert not suggestion.answers.exists()


def test_a_foreign_item_in_the_form_is_refused(cast, sign_in):
    complete_plan(cast)
    foreign = ItemFactory(plan=PlanFactory(unit=cast.dinas_kesehatan))
    suggestion, proposal = said(cast.owner), proposed(cast.owner)
    hr = sign_in(cast.city_hr)
    address = url("suggestion_answer", suggestion.pk, "taken_up")
    response = hr.post(address, {"reason": WHY, "items": [foreign.pk]})
    assert response.status_code == 422
    assert WHY in text(response)
    response = hr.post(url("proposal_answer", proposal.pk, "accepted"), {"words": WHY, "item": foreign.pk})
    assert response.status_code == 422
    proposal.refresh_from_db()
    assert (suggestion.answers.count(), proposal.outcome) == (0, "")


def test_searching_for_items_loses_nothing(cast, sign_in):
    plan = complete_plan(cast)
    first = plan.items.get()
    for n in range(2, 30):
        ItemFactory(plan=plan, number=n, competency=first.competency, name=f"Lokakarya {n}")
    suggestion = said(cast.owner)
    hr = sign_in(cast.unit_hr)
    address = url("suggestion_answer", suggestion.pk, "taken_up")
    page = text(hr.get(address))
    assert "dan 4 butir lain" in page
    response = hr.post(
        address, {"search": "1", "q": "Lokakarya 29", "reason": "Sudah diketik", "items": [first.pk]}
    )
    page = text(response)
    assert response.status_code == 200
    assert "Sudah diketik" in page
    assert f'value="{first.pk}" id="butir-{first.pk}" checked' in page
    assert page.count('name="items"') == 2
    assert not suggestion.answers.exists()


def test_reopened_is_shown(cast, sign_in):
    plan = complete_plan(cast)
    item = ItemFactory(plan=plan, number=2)
    suggestion = said(cast.owner)
    answer_suggestion(suggestion, "taken_up", by=cast.unit_hr, reason=WHY, items=[item.pk])
    remove_item(item, by=cast.unit_hr)
    for user in (cast.owner, cast.unit_hr):
        page = text(sign_in(user).get(url("suggestion_detail", suggestion.pk)))
        assert "sudah dihapus dari rencana" in page
    assert "Perlu ditanggapi lagi" in text(sign_in(cast.unit_hr).get(url("suggestion_worklist")))


def test_support_goes_back_to_where_it_was_pressed(cast, sign_in):
    CycleFactory()
    suggestion = said(cast.owner)
    client = sign_in(cast.colleague)
    address = url("suggestion_support", suggestion.pk)
    response = client.post(address, {"next": "?jenis=idea&halaman=2"})
    assert response.url == f"{url('suggestion_list')}?jenis=idea&halaman=2#m{suggestion.pk}"
    for evil in ("https://contoh.id/", "//contoh.id", "?\r\nX: y"):
        assert client.post(address, {"next": evil}).url == url("suggestion_detail", suggestion.pk)
    assert "Batalkan dukungan" in text(client.get(url("suggestion_list")))


def rows_of(response) -> list:
    """Of the list and of the worklist."""
    context = response.context
    return list(context["table"].page if "table" in context else context["rows"])


def test_filters(cast, sign_in):
    plan = complete_plan(cast)
    mine = said(cast.owner, "Antrean panjang")
    idea = said(cast.colleague, "Aplikasi antrean", kind="idea")
    said(cast.stranger, "Antrean puskesmas")
    answer_suggestion(idea, "taken_up", by=cast.unit_hr, reason=WHY, items=[plan.items.get().pk])

    def found(part, name, query):
        return [row.it.pk for row in rows_of(sign_in(getattr(cast, part)).get(f"{url(name)}?{query}"))]

    assert found("owner", "suggestion_list", "") == [mine.pk, idea.pk]  # one's own first
    assert found("owner", "suggestion_list", "q=aplikasi") == [idea.pk]
    assert found("owner", "suggestion_list", "milik_saya=on") == [mine.pk]
    assert found("owner", "suggestion_list", "keadaan=taken_up") == [idea.pk]
    assert found("unit_hr", "suggestion_worklist", "jenis=idea") == [idea.pk]
    assert found("unit_hr", "suggestion_worklist", "") == [mine.pk, idea.pk]  # unanswered first
    opd = cast.dinas_kesehatan.pk
    assert len(found("city_hr", "suggestion_worklist", f"opd={opd}")) == 1
    assert len(found("unit_hr", "suggestion_worklist", f"opd={opd}")) == 2  # not theirs: as if not asked


# ------------------------------------------------------------------------------------------- hidden names


NAME = "Zulkhairiyah Rahasia"


@pytest.fixture
def hidden(cast):
    """A suggestion whose author nobody may learn, answered, supported, in a plan."""
    plan = complete_plan(cast)
    plan.targets.all().delete()
    person = cast.owner.civil_servant
    person.name, person.unit = NAME, cast.bidang_b
    person.save()
    suggestion = said(cast.owner, hidden=True)
    support(suggestion, by=cast.colleague)
    answer_suggestion(suggestion, "taken_up", by=cast.unit_hr, reason=WHY, items=[plan.items.get().pk])
    return suggestion


COLLEAGUES = ("colleague", "superior", "unit_head", "pyb", "ppk", "official", "administrator")
HR = ("owner", "unit_hr", "city_hr")
PAGES = (
    lambda hidden: url("suggestion_list"),
    lambda hidden: f"{url('suggestion_list')}?q=Zulkhairiyah",
    lambda hidden: url("suggestion_worklist"),
    lambda hidden: f"{url('suggestion_worklist')}?q=loket",
    lambda hidden: url("suggestion_detail", hidden.pk),
    lambda hidden: url("plan_detail", Plan.objects.get().pk),
    lambda hidden: url("item_detail", PlanItem.objects.get().pk),
    lambda hidden: reverse("home"),
    lambda hidden: reverse("personnel:my_data"),
)


@pytest.mark.parametrize("part", COLLEAGUES)
def test_no_page_tells_colleagues_who_said_it(cast, sign_in, hidden, part):
    client, seen = sign_in(getattr(cast, part)), 0
    for page in PAGES:
        response = client.get(page(hidden))
        if response.status_code == 200:
            html = response.content.decode()
            # What was typed into the search field stays in it; a hit would be more than that.
            assert NAME not in html, page(hidden)
            assert html.count("Zulkhairiyah") <= html.count('value="Zulkhairiyah"')
            seen += hidden.text in html
    assert seen >= 2  # the words themselves are read


@pytest.mark.parametrize("part", COLLEAGUES)
def test_searching_for_the_name_finds_nothing(cast, sign_in, hidden, part):
    client, read = sign_in(getattr(cast, part)), 0
    for name in ("suggestion_list", "suggestion_worklist"):
        response = client.get(f"{url(name)}?q=Zulkhairiyah")
        if response.status_code == 200:
            assert rows_of(response) == []
            read += 1
    assert read


@pytest.mark.parametrize("part", COLLEAGUES)
def test_the_sub_unit_is_hidden_too(cast, sign_in, hidden, part):
    client, read = sign_in(getattr(cast, part)), 0
    for page in PAGES[:5]:
        response = client.get(page(hidden))
        if response.status_code == 200:
            assert "Bidang B" not in response.content.decode()
            read += 1
    assert read > 1


@pytest.mark.parametrize("part", HR)
def test_hr_and_the_author_read_the_name(cast, sign_in, hidden, part):
    client = sign_in(getattr(cast, part))
    page = text(client.get(url("suggestion_detail", hidden.pk)))
    assert "nama tersembunyi dari rekan kerja" in page
    assert (NAME in page) == (part != "owner" or page.count(NAME) > 0)
    if part != "owner":
        rows = rows_of(client.get(f"{url('suggestion_worklist')}?q=Zulkhairiyah"))
        assert [row.it.pk for row in rows] == [hidden.pk]


def test_hr_of_a_part_of_the_opd_is_a_colleague(cast, sign_in, hidden):
    part_hr = UserFactory()
    RoleAssignmentFactory(user=part_hr, role="unit_hr", unit=cast.bidang_a)
    client = sign_in(part_hr)
    answers = [client.get(page(hidden)) for page in PAGES[:5]]
    assert sum(answer.status_code == 200 for answer in answers) > 1
    assert [answer.request["PATH_INFO"] for answer in answers if NAME in answer.content.decode()] == []


def test_the_order_of_the_list_tells_nothing_about_hidden_names(cast, sign_in):
    """By time, whoever said it: renaming the author moves nothing."""
    CycleFactory()
    keys = [said(part, hidden=True).pk for part in (cast.owner, cast.superior, cast.unit_head)]
    client = sign_in(cast.colleague)

    def order():
        return [row.it.pk for row in client.get(url("suggestion_list")).context["rows"]]

    before = order()
    person = cast.owner.civil_servant
    person.name = "Aaa"
    person.save()
    assert order() == before == keys[::-1]


def test_notices_do_not_name_the_author(cast, hidden):
    assert Notice.objects.filter(user=cast.colleague).count() == 1
    for notice in Notice.objects.all():
        assert NAME not in notice.subject + notice.text + notice.path


# ------------------------------------------------------------------------------------------------- usulan


def test_a_proposal_from_the_form_to_the_plan(cast, sign_in):
    plan = complete_plan(cast)
    owner, superior, hr = sign_in(cast.owner), sign_in(cast.superior), sign_in(cast.unit_hr)
    owner.post(url("proposal_training"), {"name": "Bahasa isyarat", "why": "Warga tuli datang."})
    proposal = Proposal.objects.get()
    assert "1 usulan pegawai menunggu pandangan Anda" in text(superior.get(url("proposal_list")))
    assert "Beri pandangan" in text(superior.get(url("proposal_views")))
    response = superior.post(url("proposal_view", proposal.pk), {"view": "supports"})
    assert response.status_code == 422
    superior.post(url("proposal_view", proposal.pk), {"view": "supports", "words": "Sesuai tugas."})
    assert "Mendukung" in text(hr.get(url("proposal_worklist")))
    response = hr.post(url("proposal_answer", proposal.pk, "accepted"), {"words": WHY, "item": ""})
    assert response.url == url("proposal_detail", proposal.pk)
    item = plan.items.get(name="Bahasa isyarat")
    assert str(item) in text(owner.get(response.url))
    assert "Bahasa isyarat" in text(hr.get(url("item_detail", item.pk)))
    assert hr.get(url("proposal_answer", proposal.pk, "declined")).status_code == 302  # answered once


def test_posts_are_searched_and_nothing_typed_is_lost(cast, sign_in):
    CycleFactory()
    post = PositionFactory(name="Kepala Seksi Loket", level=Position.Level.PENGAWAS)
    client = sign_in(cast.owner)
    assert "Kepala Seksi Loket" not in text(client.get(url("proposal_position")))
    sent = {"search": "1", "q": "loket", "why": "Sudah diketik"}
    page = text(client.post(url("proposal_position"), sent))
    assert "Kepala Seksi Loket" in page
    assert "Sudah diketik" in page
    client.post(url("proposal_position"), {"position": post.pk, "why": "Minat saya."})
    assert Proposal.objects.get().position == post


# ----------------------------------------------------------------------------------- counts and the home page


def test_lists_cost_the_same_for_one_and_three(cast, sign_in):
    plan = complete_plan(cast)
    item = plan.items.get()

    def more(n):
        for _n in range(n):
            author = UserFactory(
                civil_servant=CivilServantFactory(unit=cast.bidang_a, superior=cast.superior.civil_servant)
            )
            said_up = said(author)
            answer_suggestion(said_up, "taken_up", by=cast.unit_hr, reason=WHY, items=[item.pk])
            support(said_up, by=cast.colleague)
            proposed(author)
            done = proposed(author)
            answer_proposal(done, "accepted", WHY, by=cast.unit_hr, item=item.pk)
            proposed(cast.colleague)

    lists = (
        (sign_in(cast.colleague), url("suggestion_list")),
        (sign_in(cast.colleague), url("proposal_list")),
        (sign_in(cast.superior), url("proposal_views")),
        (sign_in(cast.city_hr), url("suggestion_worklist")),
        (sign_in(cast.city_hr), url("proposal_worklist")),
        (sign_in(cast.unit_hr), url("item_detail", item.pk)),
    )
    more(1)
    one = [queries(*page) for page in lists]
    more(2)
    assert [queries(*page) for page in lists] == one
    assert one == [15, 12, 7, 14, 11, 16]


def test_what_awaits(cast, sign_in):
    cycle = complete_plan(cast).cycle
    for part in (cast.owner, cast.unit_hr, cast.stranger):
        said(part)
    proposed(cast.owner)
    hr, city, superior = (
        answers_awaited(getattr(cast, part), cycle) for part in ("unit_hr", "city_hr", "superior")
    )
    assert (hr.suggestions, hr.proposals, hr.until) == (1, 1, None)
    assert (city.suggestions, city.proposals, superior.total) == (3, 1, 0)
    assert views_awaited(cast.superior, cycle).total == 1
    assert views_awaited(cast.colleague, cycle).total == 0
    assert may_speak_until(cast.owner, cycle) == (True, None)
    assert may_speak_until(cast.ppk, cycle) == (False, None)
