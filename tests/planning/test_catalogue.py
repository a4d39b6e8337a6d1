"""What BKPSDMD keeps by form: the dated JP conversion, programmes and providers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from personnel.models import AuditEntry
from planning import catalogue, reference
from planning.conversion import Period, jp_counted
from planning.models import ConversionRule, Programme, Provider
from tests.factories import CompetencyFactory
from tests.planning.world import FormFactory, ProgrammeFactory, ProviderFactory, RuleFactory
from tests.races import in_the_middle_of

pytestmark = pytest.mark.django_db

NOBODY_ELSE = [
    "owner",
    "superior",
    "unit_hr",
    "unit_head",
    "pyb",
    "ppk",
    "official",
    "administrator",
    "stranger",
]


def in_days(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


def values(**fields):
    return dict.fromkeys(catalogue.RULE_FIELDS) | {
        "counted_per": "jp",
        "jp_national": Decimal(1),
        "source": "Surat BKPSDMD",
        **fields,
    }


class TestConversion:
    @pytest.fixture
    def form(self):
        return RuleFactory(form=FormFactory(code="B7"), valid_from=dt.date(2019, 1, 1)).form

    def test_a_new_rule_ends_the_old_and_leaves_the_past(self, cast, form):
        old = form.rules.get()
        catalogue.set_conversion(
            form, values(jp_national=Decimal(2)), valid_from=in_days(10), by=cast.city_hr
        )
        old.refresh_from_db()
        assert old.valid_to == in_days(9)
        jp = [jp_counted(form, Decimal(6), period=Period(in_days(n))) for n in (9, 10)]
        assert jp == [Decimal(6), Decimal(12)]
        entry = AuditEntry.objects.get(action="conversion_set")
        assert entry.actor == cast.city_hr
        assert entry.facts["after"]["jp_national"] == "2"

    def test_what_was_set_for_later_gives_way(self, cast, form):
        for days, jp in ((30, 3), (10, 2), (10, 4)):
            catalogue.set_conversion(
                form, values(jp_national=Decimal(jp)), valid_from=in_days(days), by=cast.city_hr
            )
        rules = form.rules.order_by("valid_from").values_list("valid_from", "valid_to", "jp_national")
        assert list(rules)[1:] == [(in_days(10), None, Decimal(4))]
        assert rules[0][1] == in_days(9)

    def test_the_first_rule_of_a_form(self, cast):
        form = FormFactory(code="D1")
        rule = catalogue.set_conversion(form, values(), valid_from=in_days(0), by=cast.city_hr)
        assert form.rules.get() == rule

    def test_the_past_is_never_rewritten(self, cast, form):
        with pytest.raises(ValidationError) as refusal:
            catalogue.set_conversion(form, values(), valid_from=in_days(-1), by=cast.city_hr)
        assert "valid_from" in refusal.value.error_dict
        assert form.rules.get().valid_to is None

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"counted_per": ""}, "counted_per"),
            ({"jp_national": None}, "jp_national"),
            ({"jp_national": Decimal(-1)}, "jp_national"),
            (
                {"jp_international": Decimal(2), "international_bonus_percent": 20},
                "international_bonus_percent",
            ),
            ({"max_times_per_month": 2}, "max_times_per_month"),
            ({"counted_per": "hour"}, "counted_per"),
        ],
    )
    def test_what_does_not_fit_changes_nothing(self, cast, form, fields, named):
        with pytest.raises(ValidationError) as refusal:
            catalogue.set_conversion(form, values(**fields), valid_from=in_days(5), by=cast.city_hr)
        assert named in refusal.value.error_dict
        assert form.rules.get().valid_to is None

    @pytest.mark.parametrize("member", NOBODY_ELSE)
    def test_only_bkpsdmd(self, cast, form, member):
        with pytest.raises(PermissionDenied):
            catalogue.set_conversion(form, values(), valid_from=in_days(5), by=getattr(cast, member))

    def test_by_form(self, cast, sign_in, form):
        client, url = sign_in(cast.city_hr), reverse("planning:conversion_change", args=[form.code])
        typed = {"valid_from": in_days(3), "counted_per": "day", "jp_national": "4.5", "source": "Surat 7"}
        answer = client.post(url, typed | {"valid_from": in_days(-3)})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "paling cepat hari ini" in page
        assert all(word in page for word in ("Surat 7", "4.5", f"{in_days(-3)}"))
        assert client.post(url, typed).status_code == 302
        assert form.rules.order_by("-valid_from").first().jp_national == Decimal("4.5")
        assert (
            "Surat 7" in client.get(reverse("planning:conversion_detail", args=[form.code])).content.decode()
        )

    def test_the_list_costs_the_same_for_one_and_three(self, cast, sign_in, form, django_assert_num_queries):
        client, url = sign_in(cast.city_hr), reverse("planning:conversion_list")
        client.get(url)
        with django_assert_num_queries(6):
            client.get(url)
        RuleFactory(form=FormFactory(code="B8"))
        RuleFactory(form=FormFactory(code="B9"))
        FormFactory(code="B10")
        with django_assert_num_queries(6):
            assert "belum ditetapkan" in client.get(url).content.decode()
        assert ConversionRule.objects.count() == 3


def programme_values(**fields):
    return {
        "code": "T-01",
        "name": "Pelayanan prima",
        "competency": CompetencyFactory(code="M.05"),
        "level_to": 3,
        "form": RuleFactory(form=FormFactory(code="B7"), counted_per="day", jp_national=5).form,
        "quantity": Decimal(3),
        "jp_proposed": None,
        "is_international": False,
        "provider": ProviderFactory(),
        "cost_per_person": Decimal(500000),
        "curriculum": "sesuai",
        "audience": "",
        "syllabus": "",
        "min_seats": 10,
        "max_seats": 30,
        "prerequisites": [],
        "is_active": True,
        **fields,
    }


class TestProgrammes:
    def test_added_with_the_hours_of_its_form(self, cast):
        programme = catalogue.add_programme(programme_values(), by=cast.city_hr)
        assert programme.jp_proposed == 15
        assert AuditEntry.objects.get(action="programme_added").facts["after"]["name"] == "Pelayanan prima"

    def test_hours_that_were_typed_stay(self, cast):
        programme = catalogue.add_programme(programme_values(jp_proposed=Decimal(8)), by=cast.city_hr)
        assert programme.jp_proposed == 8

    def test_changed_and_taken_out_of_the_choice(self, cast):
        values = programme_values()
        programme = catalogue.add_programme(values, by=None)
        catalogue.change_programme(programme, values | {"is_active": False, "name": "Baru"}, by=cast.city_hr)
        assert not Programme.objects.active().exists()
        facts = AuditEntry.objects.get(action="programme_changed").facts
        assert (facts["before"]["name"], facts["after"]["name"]) == ("Pelayanan prima", "Baru")

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"quantity": Decimal(-1), "jp_proposed": Decimal(1)}, "quantity"),
            ({"jp_proposed": Decimal(-1)}, "jp_proposed"),
            ({"is_international": True}, "jp_proposed"),
            ({"level_to": 6}, "level_to"),
            ({"cost_per_person": Decimal(-1)}, "cost_per_person"),
            ({"min_seats": 0}, "min_seats"),
            ({"syllabus": "x" * 8001}, "syllabus"),
            ({"min_seats": 20, "max_seats": 19}, NON_FIELD_ERRORS),
        ],
    )
    def test_what_does_not_fit(self, cast, fields, named):
        with pytest.raises(ValidationError) as refusal:
            catalogue.add_programme(programme_values(**fields), by=cast.city_hr)
        assert named in refusal.value.error_dict

    def test_what_comes_before_it(self, cast):
        first = ProgrammeFactory(name="Dasar")
        values = programme_values(prerequisites=[first], syllabus="Senyum dan sapa")
        programme = catalogue.add_programme(values, by=cast.city_hr)
        assert list(first.opens.all()) == [programme]
        catalogue.change_programme(programme, values | {"prerequisites": []}, by=cast.city_hr)
        facts = AuditEntry.objects.get(action="programme_changed").facts
        assert [facts[when]["prerequisites"] for when in ("before", "after")] == [[first.pk], []]

    def test_nothing_comes_before_itself(self, cast):
        programme = ProgrammeFactory(code="T-01")
        values = programme_values(prerequisites=[programme])
        with pytest.raises(ValidationError, match="dirinya sendiri"):
            catalogue.change_programme(programme, values, by=cast.city_hr)
        assert not programme.prerequisites.exists()

    def test_no_circle_of_three(self, cast):
        one, two, three = (ProgrammeFactory(name=name) for name in ("Satu", "Dua", "Tiga"))
        two.prerequisites.add(one)
        three.prerequisites.add(two)
        values = programme_values()
        with pytest.raises(ValidationError, match="Tiga sendiri mensyaratkan"):
            catalogue.change_programme(one, values | {"prerequisites": [three]}, by=cast.city_hr)
        assert not one.prerequisites.exists()
        catalogue.change_programme(three, values | {"prerequisites": [one, two]}, by=cast.city_hr)
        assert three.prerequisites.count() == 2

    def test_what_is_ticked_stands_first_and_itself_is_no_choice(self, cast, sign_in):
        programme, other, gone = (ProgrammeFactory(name=name) for name in ("Ini", "Lain", "Tidak lagi"))
        Programme.objects.filter(pk=gone.pk).update(is_active=False)
        programme.prerequisites.add(gone)
        form = (
            sign_in(cast.city_hr)
            .get(reverse("planning:programme_change", args=[programme.pk]))
            .context["form"]
        )
        assert list(form.fields["prerequisites"].queryset) == [gone, other]

    @pytest.mark.parametrize("member", NOBODY_ELSE)
    def test_only_bkpsdmd(self, cast, member):
        by, values = getattr(cast, member), programme_values()
        programme = catalogue.add_programme(values, by=None)
        for act in (
            lambda: catalogue.add_programme(values | {"code": "T-02"}, by=by),
            lambda: catalogue.change_programme(programme, values, by=by),
            lambda: catalogue.add_provider(name="Balai", is_internal=False, by=by),
            lambda: catalogue.change_provider(
                programme.provider, name="Balai", is_internal=False, is_active=True, by=by
            ),
        ):
            with pytest.raises(PermissionDenied):
                act()

    def test_by_form(self, cast, sign_in):
        client, url = sign_in(cast.city_hr), reverse("planning:programme_new")
        values = programme_values()
        typed = {
            name: getattr(value, "pk", value)
            for name, value in values.items()
            if value not in (None, False, [])
        }
        answer = client.post(url, typed | {"name": "Nama yang diketik", "code": "", "level_to": "9"})
        assert answer.status_code == 422
        assert "Nama yang diketik" in answer.content.decode()
        assert client.post(url, typed).status_code == 302
        again = client.post(url, typed)
        assert (again.status_code, Programme.objects.count()) == (422, 1)
        programme = Programme.objects.get()
        off = {name: value for name, value in typed.items() if name != "is_active"}
        client.post(reverse("planning:programme_change", args=[programme.pk]), off)
        assert "tidak ditawarkan" in client.get(reverse("planning:programme_list")).content.decode()
        owner, detail = sign_in(cast.owner), reverse("planning:programme_detail", args=[programme.pk])
        assert "Pelayanan prima" not in owner.get(reverse("planning:programme_list")).content.decode()
        assert owner.get(detail).status_code == 404

    def test_the_page_says_what_is_learned(self, cast, sign_in, django_assert_num_queries):
        programme = ProgrammeFactory(syllabus="Pokok satu\n<b>Pokok dua</b>")
        client, url = sign_in(cast.owner), reverse("planning:programme_detail", args=[programme.pk])
        client.get(url)
        for name in ("Dasar", "Lanjut", "Mahir"):
            programme.prerequisites.add(ProgrammeFactory(name=name))
            with django_assert_num_queries(7):
                page = client.get(url).content.decode()
        assert all(
            word in page for word in ("Pokok satu", "&lt;b&gt;Pokok dua", "Dasar", "10 sampai 30 orang")
        )
        programme.prerequisites.update(is_active=False)
        assert reverse("planning:programme_detail", args=[programme.prerequisites.first().pk]) not in (
            client.get(url).content.decode()
        )

    def test_the_list_costs_the_same_for_one_and_three(self, cast, sign_in, django_assert_num_queries):
        client, url = sign_in(cast.city_hr), reverse("planning:programme_list")
        ProgrammeFactory()
        client.get(url)
        with django_assert_num_queries(7):
            client.get(url)
        ProgrammeFactory(provider__name="Balai")
        ProgrammeFactory(form__code="B7")
        with django_assert_num_queries(7):
            client.get(url)


def test_loading_the_reference_data_again_undoes_nothing(cast):
    reference.load_reference()
    form = ConversionRule.objects.first().form
    catalogue.set_conversion(form, values(jp_national=Decimal(7)), valid_from=in_days(0), by=cast.city_hr)
    provider = Provider.objects.first()
    catalogue.change_provider(provider, name="Baru", is_internal=True, is_active=False, by=cast.city_hr)
    Programme.objects.filter(provider=provider).update(name="Baru", is_active=False)
    models = (ConversionRule, Provider, Programme)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    reference.load_reference()
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


class TestProviders:
    def test_added_changed_and_recorded(self, cast):
        provider = catalogue.add_provider(name="  Balai   Diklat ", is_internal=False, by=cast.city_hr)
        catalogue.change_provider(
            provider, name="Balai Diklat", is_internal=True, is_active=False, by=cast.city_hr
        )
        provider.refresh_from_db()
        assert (provider.name, provider.is_internal, provider.is_active) == ("Balai Diklat", True, False)
        acts = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
        assert list(acts) == ["provider_added", "provider_changed"]

    def test_by_form(self, cast, sign_in):
        client, url = sign_in(cast.city_hr), reverse("planning:provider_new")
        assert client.post(url, {"name": "Balai", "is_active": "on"}).status_code == 302
        answer = client.post(url, {"name": "Balai", "is_active": "on"})
        assert (answer.status_code, Provider.objects.count()) == (422, 1)
        provider = Provider.objects.get()
        client.post(reverse("planning:provider_change", args=[provider.pk]), {"name": "Balai"})
        assert "tidak dipilih lagi" in client.get(reverse("planning:provider_list")).content.decode()

    def test_the_list_costs_the_same_for_one_and_three(self, cast, sign_in, django_assert_num_queries):
        client, url = sign_in(cast.city_hr), reverse("planning:provider_list")
        ProviderFactory()
        client.get(url)
        with django_assert_num_queries(6):
            client.get(url)
        ProviderFactory(name="Dua")
        ProviderFactory(name="Tiga")
        with django_assert_num_queries(6):
            client.get(url)


@pytest.mark.django_db(transaction=True)
def test_two_halves_of_a_circle_at_once():
    """The second hand comes before the first has committed: it waits, then sees, and is refused."""
    one, two = ProgrammeFactory(name="Satu"), ProgrammeFactory(name="Dua")
    values = programme_values()

    def require(programme, earlier):
        fields = {"code": programme.code, "name": programme.name, "prerequisites": [earlier]}
        catalogue.change_programme(programme, values | fields, by=None)

    first, second = in_the_middle_of(lambda: require(one, two), lambda: require(two, one))
    assert first is None
    assert list(second.error_dict) == ["prerequisites"]
    assert Programme.prerequisites.through.objects.count() == 1
