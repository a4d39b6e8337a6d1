"""The pages of a consultation: one's own lines, a superior's view, and HR's list and answers."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.templatetags.palu import tanggal
from planning.consultation.opening import open_consultation
from planning.consultation.replies import reply
from planning.consultation.turns import accept, counter, decline, seen_of
from planning.items import edit_item, remove_target
from planning.models import ConsultationLine, Plan, PlanTarget
from tests.planning.consultation_world import line_of, stages
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProviderFactory,
    TargetFactory,
    complete_plan,
    people,
)


@pytest.fixture
def plan(cast):
    plan = complete_plan(cast)
    TargetFactory(item=plan.items.get(), civil_servant=cast.colleague.civil_servant)
    stages(plan.cycle)
    return open_consultation(plan, by=cast.unit_hr)


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# ---------------------------------------------------------------------------------------------- for oneself


def test_my_plan_says_until_when_and_why(cast, plan, sign_in):
    PlanTarget.objects.update(level_required=3, level_attained=1, gap=2, part_gap="0.4", score="12")
    page = text(sign_in(cast.owner).get(url("my_plan")))
    last = plan.cycle.stages.get(stage="consultation").ends_on
    assert "1 butir menunggu jawaban Anda" in page
    assert tanggal(last) in page
    assert "diwajibkan tingkat 3, dimiliki 1, kesenjangan 2" in page
    assert "Kesenjangan" in page
    assert "tanpa biaya" in page
    assert url("line_detail", line_of(plan, cast.owner).pk) in page
    assert str(line_of(plan, cast.colleague).pk) not in [
        part.split("/")[0] for part in page.split("/rencana/baris/")[1:]
    ]


def test_before_the_consultation_nothing_can_be_answered(cast, sign_in):
    plan = complete_plan(cast)
    page = text(sign_in(cast.owner).get(url("my_plan")))
    assert plan.items.get().name in page
    assert "Jawab butir ini" not in page


def test_yes_by_the_button(cast, plan, sign_in):
    client, line = sign_in(cast.owner), line_of(plan, cast.owner)
    page = text(client.get(url("line_detail", line.pk)))
    assert url("line_accept", line.pk) in page
    page = text(client.post(url("line_accept", line.pk), follow=True))
    assert "Jawaban Anda tersimpan" in page
    assert "Anda tidak perlu berbuat apa-apa lagi" in page
    assert "Anda sudah menjawab semua butir" in text(client.get(url("my_plan")))


def test_no_asks_for_the_reason_and_keeps_what_was_typed(cast, plan, sign_in):
    client, line = sign_in(cast.owner), line_of(plan, cast.owner)
    response = client.post(url("line_decline", line.pk), {"words": ""})
    assert response.status_code == 422
    assert "Tulis alasan Anda" in text(response)
    long = "kata " * 120
    response = client.post(url("line_decline", line.pk), {"words": long})
    assert response.status_code == 422
    assert long.strip() in text(response)
    page = text(client.post(url("line_decline", line.pk), {"words": "<b>Sibuk</b>"}, follow=True))
    assert "&lt;b&gt;Sibuk&lt;/b&gt;" in page
    assert "wajib menanggapi jawaban Anda" in page


def test_another_proposal(cast, plan, sign_in):
    form, closed = FormFactory(code="M1", name="Magang"), ProviderFactory(name="Tutup", is_active=False)
    client, line = sign_in(cast.owner), line_of(plan, cast.owner)
    page = text(client.get(url("line_counter", line.pk)))
    assert "Tetap: Triwulan II" in page
    assert "Tutup" not in page
    response = client.post(url("line_counter", line.pk), {"words": "Lain"})
    assert response.status_code == 422
    assert "Pilih bentuk, waktu, atau penyelenggara" in text(response)
    for junk in (
        {"wanted_form": closed.pk + 9999},
        {"wanted_provider": closed.pk},
        {"wanted_quarter": "9"},
        {"wanted_quarter": "abc"},
        {"words": "a\x00b", "wanted_quarter": "4"},
    ):
        assert client.post(url("line_counter", line.pk), {"words": "Lain", **junk}).status_code == 422, junk
    sent = {"words": "Lain", "wanted_form": form.pk, "wanted_quarter": "4"}
    page = text(client.post(url("line_counter", line.pk), sent, follow=True))
    assert "bentuk: Magang; waktu: triwulan IV" in page


def test_when_it_is_over_silence_is_called_silence(cast, plan, sign_in):
    ConsultationLine.objects.update(opened_at=timezone.now() - dt.timedelta(days=12))
    stages(plan.cycle, "verification")
    client, line = sign_in(cast.owner), line_of(plan, cast.owner)
    page = text(client.get(url("line_detail", line.pk)))
    assert "Tidak menjawab sampai" in page
    assert "Diam tidak dianggap setuju" in page
    assert url("line_accept", line.pk) not in page
    for name in ("line_decline", "line_counter"):
        assert client.get(url(name, line.pk)).url == url("line_detail", line.pk)
        client.post(url(name, line.pk), {"words": "Sibuk", "wanted_quarter": "4"})
    page = text(client.post(url("line_accept", line.pk), follow=True))
    assert "sudah berakhir" in page
    assert line_of(plan, cast.owner).state == "waiting"


def test_what_was_dropped_stays_to_be_read(cast, plan, sign_in):
    line = line_of(plan, cast.owner)
    remove_target(line.target, words="Anggaran dipotong", by=cast.unit_hr)
    client = sign_in(cast.owner)
    assert "Anggaran dipotong" in text(client.get(url("my_plan")))
    page = text(client.get(url("line_detail", line.pk)))
    assert "tidak lagi ada dalam rencana Anda" in page
    assert "Anggaran dipotong" in page
    for name in ("line_decline", "line_counter"):
        assert client.get(url(name, line.pk)).status_code == 302
    assert client.post(url("line_accept", line.pk)).status_code == 302


def test_the_required_level_stays_hidden_while_one_rates_oneself(cast, plan, sign_in):
    PlanTarget.objects.update(level_required=4, level_attained=1, gap=3, score="77.5", part_gap="0.6")
    stages(plan.cycle, "rating")
    line = line_of(plan, cast.owner)
    for address in (url("my_plan"), url("line_detail", line.pk)):
        page = text(sign_in(cast.owner).get(address))
        assert "diwajibkan tingkat 4" not in page
        assert "Alasan selengkapnya tampil setelah penilaian" in page
        assert "77,5" not in page
    assert "diwajibkan tingkat 4" in text(sign_in(cast.unit_hr).get(url("line_detail", line.pk)))


# ---------------------------------------------------------------------------------------------- nobody else


@pytest.mark.parametrize(
    "part", ["colleague", "superior", "unit_hr", "unit_head", "city_hr", "stranger", "pyb"]
)
def test_nobody_answers_for_another_by_url(cast, plan, sign_in, part):
    client, line = sign_in(getattr(cast, part)), line_of(plan, cast.owner)
    assert client.post(url("line_accept", line.pk)).status_code == 404
    for name in ("line_decline", "line_counter"):
        assert client.get(url(name, line.pk)).status_code == 404
        sent = {"words": "Tidak", "wanted_quarter": "4"}
        assert client.post(url(name, line.pk), sent).status_code == 404
    assert line_of(plan, cast.owner).state == "waiting"


def test_the_superior_reads_and_does_not_write(cast, plan, sign_in):
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    client = sign_in(cast.superior)
    page = text(client.get(url("line_subordinates")))
    assert "Ni Wayan Pemilik" in page
    assert "Ditolak" in page
    page = text(client.get(url("line_detail", line.pk)))
    assert "Sibuk" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert client.post(url("line_reply", line.pk), {"act": "keep", "words": "Tetap"}).status_code == 404
    assert "Lihat rencana bawahan Anda" in text(client.get(url("my_plan")))


# ---------------------------------------------------------------------------------------------------- for HR


def test_opening_says_to_how_many(cast, sign_in):
    plan = complete_plan(cast)
    client = sign_in(cast.unit_hr)
    assert url("consultation_open", plan.pk) in text(client.get(url("plan_detail", plan.pk)))
    page = text(client.get(url("consultation_open", plan.pk)))
    assert "1 baris rencana" in page
    assert not ConsultationLine.objects.exists()
    page = text(client.post(url("consultation_open", plan.pk), follow=True))
    assert "Konsultasi dibuka" in page
    assert client.post(url("consultation_open", plan.pk)).status_code == 302
    assert plan.consultation_lines.count() == 1
    page = text(client.get(url("plan_detail", plan.pk)))
    assert "0 dari 1 sudah dijawab" in page
    assert url("plan_draft", plan.pk) not in page
    assert client.get(url("plan_draft", plan.pk)).url == url("plan_detail", plan.pk)
    client.post(url("plan_draft", plan.pk), {"max_items": "2"})
    assert plan.targets.count() == 1


def test_nothing_to_open(cast, sign_in):
    plan = PlanFactory(unit=cast.dinas_sosial)
    page = text(sign_in(cast.unit_hr).post(url("consultation_open", plan.pk), follow=True))
    assert "belum mempunyai sasaran" in page


def test_what_awaits_an_answer_stands_first(cast, plan, sign_in):
    accept(line_of(plan, cast.owner), by=cast.owner)
    decline(line_of(plan, cast.colleague), "Sibuk", by=cast.colleague)
    client = sign_in(cast.unit_hr)
    page = text(client.get(url("consultation_list", plan.pk)))
    assert page.index("Rekan Sejawat") < page.index("Ni Wayan Pemilik")
    assert "2 dari 2" in page
    page = text(client.get(url("plan_detail", plan.pk)))
    assert "2 dari 2 sudah dijawab, 1 perlu ditanggapi" in page
    assert "1 menerima" in page
    page = text(client.get(url("item_detail", plan.items.get().pk)))
    assert "1 diterima, 0 dengan usul atau penjelasan, 1 ditolak." in page
    for query, names in (
        ("keadaan=unreplied", {"Rekan"}),
        ("keadaan=accepted", {"Wayan"}),
        ("q=wayan", {"Wayan"}),
        (f"unit={cast.bidang_b.pk}", set()),
        (f"unit={cast.bidang_a.pk}", {"Wayan", "Rekan"}),
        ("unit=999999&keadaan=nonsense&halaman=abc&q=%00", {"Wayan", "Rekan"}),
    ):
        page = text(client.get(url("consultation_list", plan.pk) + f"?{query}"))
        table = page.split('id="daftar"')[1].split('id="unit"')[0]
        assert {name for name in ("Wayan", "Rekan") if name in table} == names, query


def test_answering_from_the_page_of_a_line(cast, plan, sign_in):
    line = counter(line_of(plan, cast.owner), "Sibuk", quarter=4, by=cast.owner)
    client = sign_in(cast.unit_hr)
    page = text(client.get(url("line_detail", line.pk)))
    assert "Ubah sesuai usul pegawai" in page
    response = client.post(url("line_reply", line.pk), {})
    assert response.status_code == 422
    assert "Pilih salah satu tanggapan" in text(response)
    response = client.post(url("line_reply", line.pk), {"act": "keep", "words": " "})
    assert response.status_code == 422
    assert "Tulis penjelasan untuk pegawai" in text(response)
    assert client.post(url("line_reply", line.pk), {"act": "accept", "words": "x"}).status_code == 422
    response = client.post(url("line_reply", line.pk), {"act": "change"})
    assert response.url == url("consultation_list", plan.pk)
    assert line_of(plan, cast.owner).target.item.quarter == 4
    page = text(client.post(url("line_reply", line.pk), {"act": "keep", "words": "Lain"}, follow=True))
    assert "sudah ditanggapi" in page
    assert "Diubah sesuai usul" in page


def test_a_plain_no_offers_no_change(cast, plan, sign_in):
    line = decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    client = sign_in(cast.unit_hr)
    assert "Ubah sesuai usul pegawai" not in text(client.get(url("line_detail", line.pk)))
    assert client.post(url("line_reply", line.pk), {"act": "change", "words": "x"}).status_code == 422
    page = text(client.post(url("line_reply", line.pk), {"act": "drop", "words": "Baik"}, follow=True))
    assert "diberi tahu alasannya" in page
    reply(
        decline(line_of(plan, cast.colleague), "Tidak", by=cast.colleague), "keep", "Wajib", by=cast.unit_hr
    )
    page = text(sign_in(cast.colleague).get(url("line_detail", line_of(plan, cast.colleague).pk)))
    assert "Tetap menolak" in page
    assert "Wajib" in page
    assert "Usulkan yang lain" not in page


def test_hr_answers_no_line_of_their_own(cast, sign_in):
    plan = complete_plan(cast)
    TargetFactory(item=plan.items.get(), civil_servant=cast.unit_hr.civil_servant)
    open_consultation(plan, by=cast.unit_hr)
    line = decline(line_of(plan, cast.unit_hr), "Sibuk", by=cast.unit_hr)
    client = sign_in(cast.unit_hr)
    assert url("line_reply", line.pk) not in text(client.get(url("line_detail", line.pk)))
    assert client.post(url("line_reply", line.pk), {"act": "keep", "words": "Tetap"}).status_code == 404
    assert url("line_reply", line.pk) in text(sign_in(cast.city_hr).get(url("line_detail", line.pk)))


def test_taking_somebody_out_asks_for_words(cast, plan, sign_in):
    client, target = sign_in(cast.unit_hr), line_of(plan, cast.owner).target
    response = client.post(url("target_remove", target.pk))
    assert response.status_code == 422
    assert PlanTarget.objects.filter(pk=target.pk).exists()
    client.post(url("target_remove", target.pk), {"words": "Pindah"})
    assert not PlanTarget.objects.filter(pk=target.pk).exists()
    item = plan.items.get()
    assert client.post(url("item_remove", item.pk)).status_code == 422
    client.post(url("item_remove", item.pk), {"words": "Batal"})
    assert not plan.items.exists()


def test_the_submission_says_what_is_missing(cast, plan, sign_in):
    client = sign_in(cast.unit_head)
    page = text(client.get(url("plan_step", plan.pk, "submit")))
    assert "2 jawaban pegawai belum masuk" in page
    decline(line_of(plan, cast.owner), "Sibuk", by=cast.owner)
    page = text(client.get(url("plan_step", plan.pk, "submit")))
    assert "1 penolakan atau usul pegawai belum ditanggapi" in page
    response = client.post(url("plan_step", plan.pk, "submit"), {"note": "Nanti."})
    assert "1 penolakan atau usul pegawai belum ditanggapi" in text(response)
    assert Plan.objects.get(pk=plan.pk).status == "draft"


# ------------------------------------------------------------------------------------------------- how many


def test_my_plan_is_the_same_number_of_queries_for_any_number(cast, sign_in, django_assert_num_queries):
    plan = PlanFactory(unit=cast.dinas_sosial)
    stages(plan.cycle)
    client = sign_in(cast.owner)
    for n in (1, 3):
        while plan.items.count() < n:
            item = ItemFactory(plan=plan, number=plan.items.count() + 1, competency=CompetencyFactory())
            TargetFactory(item=item, civil_servant=cast.owner.civil_servant)
        Plan.objects.filter(pk=plan.pk).update(consultation_opened_at=None)
        open_consultation(plan, by=cast.unit_hr)
        client.get(url("my_plan"))
        with django_assert_num_queries(MY_PLAN):
            client.get(url("my_plan"))


def test_lists_are_the_same_number_of_queries_for_any_number(cast, sign_in, django_assert_num_queries):
    plan = PlanFactory(unit=cast.dinas_sosial)
    CycleFactory()
    stages(plan.cycle)
    item = ItemFactory(plan=plan, number=1, competency=CompetencyFactory())
    hr, superior = sign_in(cast.unit_hr), sign_in(cast.superior)
    for n in (1, 3):
        for person in people(cast.bidang_a, n - item.targets.count(), superior=cast.superior.civil_servant):
            TargetFactory(item=item, civil_servant=person)
        Plan.objects.filter(pk=plan.pk).update(consultation_opened_at=None)
        open_consultation(plan, by=cast.unit_hr)
        hr.get(url("consultation_list", plan.pk))
        with django_assert_num_queries(LIST):
            hr.get(url("consultation_list", plan.pk))
        with django_assert_num_queries(SUBORDINATES):
            superior.get(url("line_subordinates"))


def test_a_page_that_has_grown_old_is_read_again_and_keeps_the_words(cast, plan, sign_in):
    client, line, item = sign_in(cast.owner), line_of(plan, cast.owner), plan.items.get()
    old = seen_of(line)
    edit_item(item, {"quarter": 4}, version=item.version, by=cast.unit_hr)
    page = text(client.post(url("line_accept", line.pk), {"seen": old}, follow=True))
    assert "baru saja berubah" in page
    assert "Triwulan IV" in page
    response = client.post(url("line_decline", line.pk), {"seen": old, "words": "Kata saya"})
    assert response.status_code == 422
    assert "Kata saya" in text(response)
    assert f'value="{seen_of(line_of(plan, cast.owner))}"' in text(response)
    assert line_of(plan, cast.owner).state == "waiting"


def test_words_sent_too_late_are_not_lost(cast, plan, sign_in):
    stages(plan.cycle, "verification")
    client, line = sign_in(cast.owner), line_of(plan, cast.owner)
    for name in ("line_decline", "line_counter"):
        response = client.post(url(name, line.pk), {"words": "Kata saya", "wanted_quarter": "4"})
        assert response.status_code == 422
        assert "Kata saya" in text(response)
        assert "sudah berakhir" in text(response)


MY_PLAN, LIST, SUBORDINATES = 10, 11, 9
