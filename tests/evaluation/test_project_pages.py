"""The pages of projects: who sees which list, what a page says, files, and how many queries a list takes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from evaluation import projects
from evaluation.models import Project, ProjectEvidence
from personnel.models import AuditEntry
from personnel.sent_files import MAX_BYTES
from tests.evaluation.project_world import (
    DAY,
    WHY,
    State,
    alumnus,
    milestone_of,
    move,
    past_batch,
    project_of,
    reviewed,
)

LIST = reverse("evaluation:project_list")


def page(project, name="project_detail", *args):
    return reverse(f"evaluation:{name}", args=[project.pk, *args])


@pytest.mark.parametrize(
    ("part", "scope", "seen"),
    [
        ("owner", "saya", True),
        ("owner", "mentor", False),
        ("owner", "kota", True),  # there is no such tab: one's own
        ("colleague", "mentor", True),
        ("colleague", "saya", False),
        ("superior", "tim", True),
        ("unit_hr", "unit", True),
        ("unit_hr", "tim", False),
        ("unit_head", "unit", True),
        ("stranger", "unit", False),
        ("city_hr", "kota", True),
        ("official", "kota", True),
    ],
)
def test_each_tab_holds_its_own(cast, sign_in, part, scope, seen):
    project = project_of(cast.owner, mentor=cast.colleague.civil_servant)
    answer = sign_in(cast.members[part]).get(LIST, {"lihat": scope})
    assert (project in answer.context["page_obj"].object_list) == seen


@pytest.mark.parametrize("n", [1, 3])
def test_a_list_takes_the_same_queries(cast, sign_in, django_assert_num_queries, n):
    batch = past_batch()
    for user in (cast.owner, cast.colleague, cast.superior)[:n]:
        milestone_of(project_of(user, enrolment=alumnus(user, batch), mentor=cast.unit_hr.civil_servant))
    client = sign_in(cast.city_hr)
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(LIST).context["page_obj"].object_list) == n


LIST_QUERIES = 7


@pytest.mark.parametrize("n", [1, 3])
def test_a_project_takes_the_same_queries(cast, sign_in, django_assert_num_queries, n):
    project = project_of(cast.owner, mentor=cast.colleague.civil_servant)
    for _ in range(n):
        row = milestone_of(project)
        ProjectEvidence.objects.create(milestone=row, address="https://palukota.go.id/", added_by=cast.owner)
        projects.note(project, "help", "Tolong.", by=cast.owner)
    client = sign_in(cast.superior)
    client.get(page(project))
    with django_assert_num_queries(DETAIL_QUERIES):
        assert len(client.get(page(project)).context["page"].stones) == n


DETAIL_QUERIES = 13


def test_filters_and_nonsense(cast, sign_in):
    project = project_of(cast.owner)
    client = sign_in(cast.city_hr)
    for query, n in (
        ({"q": "antrean"}, 1),
        ({"q": "pemilik"}, 1),
        ({"q": "tidak ada"}, 0),
        ({"keadaan": "active"}, 1),
        ({"keadaan": "closed"}, 0),
        ({"keadaan": "hidup"}, 1),
        ({"keadaan": "pindah"}, 0),
        ({"keadaan": "entah", "halaman": "x", "q": "\x00"}, 1),
    ):
        answer = client.get(LIST, query)
        assert (answer.status_code, len(answer.context["page_obj"].object_list)) == (200, n), query
    move(cast.owner, superior=cast.unit_head)
    assert client.get(LIST, {"keadaan": "pindah"}).context["page_obj"].object_list[0] == project


def test_proposing_keeps_what_was_typed(cast, sign_in):
    enrolment = alumnus(cast.owner)
    client = sign_in(cast.owner)
    url = reverse("evaluation:project_propose")
    today = timezone.localdate()
    form = {
        "enrolment": enrolment.pk,
        "title": "Antrean tanpa kertas",
        "aim": "",
        "beneficiaries": "Warga",
        "starts_on": today.isoformat(),
        "due_on": (today + 30 * DAY).isoformat(),
        "request_key": str(client.get(url).context["form"].initial["request_key"]),
    }
    answer = client.post(url, form)
    assert answer.status_code == 422
    assert "Ada masalah" in answer.content.decode()
    assert "Antrean tanpa kertas" in answer.content.decode()
    for _ in range(2):
        answer = client.post(url, {**form, "aim": "Lebih cepat"})
        assert answer.status_code == 302
    assert answer.url == page(Project.objects.get())


def test_offering_from_a_batch(cast, sign_in):
    batch = past_batch()
    mine, other = alumnus(cast.owner, batch), alumnus(cast.stranger, batch)
    client = sign_in(cast.unit_hr)
    url = reverse("evaluation:project_offer", args=[batch.pk])
    text = client.get(url).content.decode()
    assert mine.civil_servant.full_name in text
    assert other.civil_servant.full_name not in text
    assert client.post(url, {"title": "Antrean", "alumni": [other.pk]}).status_code == 422
    assert client.post(url, {"title": "Antrean", "alumni": [mine.pk]}).status_code == 302
    assert Project.objects.get().leader == cast.owner.civil_servant
    assert "Tidak ada alumni" in client.get(url).content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_batches_to_offer_take_the_same_queries(cast, sign_in, django_assert_num_queries, n):
    for number in range(n):
        batch = past_batch(days=30 + number)
        alumnus(cast.owner, batch)
        alumnus(cast.stranger, batch)
        if number:
            alumnus(cast.colleague, batch, came=False)
    client, url = sign_in(cast.unit_hr), reverse("evaluation:project_offer_start")
    client.get(url)
    with django_assert_num_queries(OFFER_QUERIES):
        rows = client.get(url).context["page_obj"].object_list
        assert [row.alumni for row in rows] == [1] * n


OFFER_QUERIES = 6


def test_the_second_press_says_why(cast, sign_in):
    project = project_of(cast.owner, State.PROPOSED)
    client = sign_in(cast.superior)
    client.post(page(project, "project_step", "agree"))
    answer = client.post(page(project, "project_step", "agree"), follow=True)
    assert "tidak dapat dilakukan" in answer.content.decode()


def test_a_mentor_is_found_by_name(cast, sign_in):
    project = project_of(cast.owner)
    client = sign_in(cast.superior)
    url = page(project, "project_mentor")
    found = client.get(url, {"q": "rekan"})
    assert "Rekan Sejawat" in found.content.decode()
    assert "Orang Dinas Lain" not in client.get(url, {"q": "orang"}).content.decode()
    assert client.post(url, {"mentor": cast.stranger.civil_servant_id}).status_code == 422
    assert client.post(url, {"mentor": "9" * 30}).status_code == 422
    assert client.post(url, {"mentor": cast.colleague.civil_servant_id}).status_code == 302
    assert Project.objects.get().mentor == cast.colleague.civil_servant
    client.post(url, {"mentor": ""})
    assert Project.objects.get().mentor is None


# ------------------------------------------------------------------------------------------------ the files


def reach(client, milestone, content=b"%PDF-1.7 bukti", name="laporan 198504122010032004.pdf", **more):
    url = reverse("evaluation:milestone_reach", args=[milestone.pk])
    stamp = client.get(url).context["form"].initial["stamp"]
    data = {"stamp": stamp, "done_on": timezone.localdate().isoformat(), "words": "Selesai", **more}
    if content is not None:
        data["file"] = SimpleUploadedFile(name, content)
    return client.post(url, data)


@pytest.fixture
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


def test_evidence_is_kept_and_read(cast, sign_in, private):
    row = milestone_of(project_of(cast.owner, mentor=cast.colleague.civil_servant))
    client = sign_in(cast.owner)
    assert reach(client, row, address="https://palukota.go.id/antrean").status_code == 302
    assert row.evidence.count() == 2
    kept = row.evidence.exclude(stored_as="").get()
    assert kept.media_type == "application/pdf"
    assert "laporan" not in kept.stored_as
    answer = sign_in(cast.colleague).get(reverse("evaluation:project_evidence", args=[kept.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 bukti"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    read = AuditEntry.objects.get(action="project_evidence_read")
    assert (read.actor, read.subject) == (cast.colleague, cast.owner.civil_servant)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>alert(1)</script>", "PDF, JPG, PNG, atau HEIC"),
        (b"MZ\x90\x00", "PDF, JPG, PNG, atau HEIC"),
        (b"%PDF-" + b"0" * MAX_BYTES, "10 MB"),
    ],
)
def test_what_is_no_evidence_is_refused(cast, sign_in, private, content, words):
    row = milestone_of(project_of(cast.owner))
    answer = reach(sign_in(cast.owner), row, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    row.refresh_from_db()
    assert row.done_on is None
    assert not row.evidence.exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://palukota.go.id/", "data:text/html,x"])
def test_an_address_is_a_page(cast, sign_in, address):
    row = milestone_of(project_of(cast.owner))
    assert reach(sign_in(cast.owner), row, None, address=address).status_code == 422
    assert not row.evidence.exists()


def test_two_who_say_it_differently(cast, sign_in):
    row = milestone_of(project_of(cast.owner))
    client, url = sign_in(cast.owner), reverse("evaluation:milestone_reach", args=[row.pk])
    seen = client.get(url).context["form"].initial["stamp"]
    data = {"stamp": seen, "done_on": timezone.localdate().isoformat(), "words": "Selesai"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302  # the second press of a double click
    answer = client.post(url, {**data, "words": "Hampir selesai"})
    assert answer.status_code == 422
    assert "Hampir selesai" in answer.content.decode()
    row.refresh_from_db()
    assert row.words == "Selesai"


def test_the_same_file_twice_and_at_most_five(cast, sign_in, private):
    row = milestone_of(project_of(cast.owner))
    client = sign_in(cast.owner)
    for n in (1, 1, 2, 3, 4, 5):
        assert reach(client, row, b"%PDF-1.7 " + str(n).encode()).status_code == 302
    assert row.evidence.count() == 5
    answer = reach(client, row, b"%PDF-1.7 6")
    assert answer.status_code == 422
    assert "Paling banyak 5" in answer.content.decode()
    assert len(list(private.rglob("*.pdf"))) == 5


# ------------------------------------------------------------------------------------------ what a page says


def test_a_request_for_help_stands_on_top(cast, sign_in):
    project = project_of(cast.owner, mentor=cast.colleague.civil_servant)
    asked = projects.note(project, "help", "Siapa yang dapat melatih?", by=cast.owner)
    text = sign_in(cast.colleague).get(page(project)).content.decode()
    assert text.index("Siapa yang dapat melatih?") < text.index("Penerima manfaat")
    assert reverse("evaluation:project_answer", args=[asked.pk]) in text
    assert (
        reverse("evaluation:project_answer", args=[asked.pk])
        not in sign_in(cast.owner).get(page(project)).content.decode()
    )


def test_the_leader_reads_the_reviews(cast, sign_in):
    project = project_of(cast.owner, State.REPORTED)
    reviewed(project, cast.superior, verdict=2)
    text = sign_in(cast.owner).get(page(project)).content.decode()
    assert "Atasan: Tercapai sebagian" in text


def test_a_transfer_asks_for_a_hand_over(cast, sign_in):
    project = project_of(cast.owner)
    move(cast.owner, superior=cast.unit_head)
    url = page(project, "project_hand_over")
    assert url in sign_in(cast.unit_hr).get(page(project)).content.decode()
    assert url not in sign_in(cast.owner).get(page(project)).content.decode()
    assert sign_in(cast.unit_hr).post(url, {"way": "along", "reason": WHY}).status_code == 302
    answer = page(project, "project_hand_over_answer")
    client = sign_in(cast.unit_head)
    assert answer in client.get(page(project)).content.decode()
    assert client.post(answer, {"decision": "no", "words": ""}).status_code == 422
    assert client.post(answer, {"decision": "yes", "words": ""}).status_code == 302
    assert Project.objects.get().superior == cast.unit_head.civil_servant


def test_choosing_an_heir_asks_who(cast, sign_in):
    project = project_of(cast.owner)
    client = sign_in(cast.unit_hr)
    answer = client.post(page(project, "project_hand_over"), {"way": "heir", "reason": WHY})
    assert answer.status_code == 422
    assert "Pilih siapa yang meneruskan" in answer.content.decode()
