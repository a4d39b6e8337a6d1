"""Standards, ratings and results from files: anomalies by row and column; the same twice changes nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from personnel.imports import kinds, preview
from personnel.models import DataImport, Position
from planning.models import CompetencyRating, Need, PerformanceRating, StandardRequirement, StandardVersion
from tests.factories import CompetencyFactory
from tests.planning.city import make_standard, rate, refresh, table

CLERK = Position.Level.PELAKSANA

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    """``run("ratings", header, rows, "--dry-run")`` → what was printed."""

    def call(kind, header, *rows, options=()):
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        out = StringIO()
        call_command(f"import_{kind}", str(path), *options, stdout=out)
        return out.getvalue()

    return call


def findings(tmp_path, kind, header, *rows):
    """(row, column, code) of everything that a preview names."""
    path = tmp_path / "berkas.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    draft = preview.plan(preview.read(kinds.get(kind), path, path.name))
    found = [(item.row, item.column, item.code) for item in draft.findings.items if item.row]
    return found, [row.action for row in draft.rows]


class TestRatings:
    HEADER = "nip,kode_kompetensi,tingkat,sumber,tanggal"

    @pytest.fixture
    def nip(self, cast):
        make_standard((CLERK, "A", 3))
        refresh()
        return cast.owner.username

    def test_added_and_measured(self, run, nip, cast):
        run("ratings", self.HEADER, f"{nip},a,1,Atasan,01-09-2026", f"'{nip},A,0,asesmen,2026-09-02")
        rows = CompetencyRating.objects.order_by("grade").values_list("level", "source", "grade", "rated_on")
        assert list(rows) == [(1, "atasan", 2, dt.date(2026, 9, 1)), (0, "asesmen", 4, dt.date(2026, 9, 2))]
        assert table(cast.owner.civil_servant)["A"] == (3, 0, 3, "kesenjangan")
        assert CompetencyRating.objects.first().source_import.kind == DataImport.Kind.RATINGS

    def test_the_same_again_changes_nothing(self, run, nip):
        row = f"{nip},A,1,atasan,01-09-2026"
        run("ratings", self.HEADER, row)
        before = list(CompetencyRating.objects.values())
        assert "Tidak ada perubahan" in run("ratings", self.HEADER, row)
        run("ratings", self.HEADER, row, "")  # another file of the same content
        assert list(CompetencyRating.objects.values()) == before

    def test_a_dry_run_writes_nothing(self, run, nip):
        run("ratings", self.HEADER, f"{nip},A,1,atasan,01-09-2026", options=["--dry-run"])
        assert not CompetencyRating.objects.exists()
        assert not DataImport.objects.exists()

    @pytest.mark.parametrize(
        ("row", "column", "code"),
        [
            ("1.96804E+17,A,1,atasan,01-09-2026", "NIP", "nip_wrong"),
            ("198412312010032999,A,1,atasan,01-09-2026", "NIP", "nip_unknown"),
            ("{nip},Z,1,atasan,01-09-2026", "KODE KOMPETENSI", "code_unknown"),
            ("{nip},,1,atasan,01-09-2026", "KODE KOMPETENSI", "code_missing"),
            ("{nip},A,6,atasan,01-09-2026", "TINGKAT", "level_wrong"),
            ("{nip},A,-1,atasan,01-09-2026", "TINGKAT", "level_wrong"),
            ("{nip},A,2.5,atasan,01-09-2026", "TINGKAT", "level_wrong"),
            ("{nip},A,1,teman,01-09-2026", "SUMBER", "source_unknown"),
            ("{nip},A,1,atasan,01-09-2999", "TANGGAL", "date_ahead"),
            ("{nip},A,1,atasan,09/31/2026", "TANGGAL", "date_wrong"),
            ("{nip},A,1,atasan,", "TANGGAL", "date_missing"),
        ],
    )
    def test_anomalies(self, tmp_path, nip, row, column, code):
        found, actions = findings(tmp_path, "ratings", self.HEADER, row.format(nip=nip))
        assert [(number, name.upper().replace("_", " "), what) for number, name, what in found] == [
            (2, column, code)
        ]
        assert actions == ["reject"]

    def test_rows_that_repeat_or_contradict(self, tmp_path, nip):
        same, other = f"{nip},A,1,atasan,01-09-2026", f"{nip},A,2,atasan,01-09-2026"
        assert findings(tmp_path, "ratings", self.HEADER, same, same)[1] == ["add", "reject"]
        found, actions = findings(tmp_path, "ratings", self.HEADER, same, other)
        assert [code for *_where, code in found] == ["rows_disagree"] * 2
        assert actions == ["reject", "reject"]

    def test_a_rating_of_the_same_day_is_not_overwritten(self, tmp_path, nip, cast):
        rate(cast.owner.civil_servant, "A", 2)
        found, actions = findings(tmp_path, "ratings", self.HEADER, f"{nip},A,3,atasan,01-09-2026")
        assert [code for *_where, code in found] == ["rating_conflict"]
        assert actions == ["reject"]


class TestPerformance:
    HEADER = "nip,tahun,nilai,predikat"

    def test_added_and_corrected(self, run, cast, bands):
        nip = cast.owner.username
        run("performance", self.HEADER, f'{nip},2025,"88,5",', f"{nip},2024,,Butuh Perbaikan")
        run("performance", "nip,tahun,predikat", f"{nip},2025,baik")
        rows = PerformanceRating.objects.order_by("year").values_list("year", "score", "predicate")
        assert list(rows) == [(2024, None, "butuh_perbaikan"), (2025, Decimal("88.50"), "baik")]

    def test_the_rating_of_work_is_read_where_a_file_has_it(self, run, tmp_path, cast, bands):
        nip, header = cast.owner.username, "nip,tahun,predikat,hasil kerja"
        run("performance", header, f"{nip},2025,Baik,Di atas ekspektasi", f"{nip},2024,Baik,")
        run("performance", "nip,tahun,predikat", f"{nip},2025,Sangat Baik")
        rows = PerformanceRating.objects.order_by("year").values_list("year", "predicate", "work_result")
        assert list(rows) == [(2024, "baik", ""), (2025, "sangat_baik", "di_atas")]
        found, actions = findings(tmp_path, "performance", header, f"{nip},2025,Baik,Hebat")
        assert ([code for *_where, code in found], actions) == (["work_result_unknown"], ["reject"])

    def test_what_disagrees_is_kept_and_named(self, tmp_path, cast, bands):
        found, actions = findings(
            tmp_path, "performance", self.HEADER, f"{cast.owner.username},2025,95,Kurang"
        )
        assert [code for *_where, code in found] == ["score_and_predicate_differ"]
        assert actions == ["add"]

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("{nip},25,80,", "year_wrong"),
            ("{nip},2999,80,", "year_ahead"),
            ("{nip},2025,121,", "score_wrong"),
            ("{nip},2025,nan,", "result_missing"),  # programs write it for nothing
            ("{nip},2025,delapan,", "score_wrong"),
            ("{nip},2025,,Istimewa", "predicate_unknown"),
            ("{nip},2025,,", "result_missing"),
        ],
    )
    def test_anomalies(self, tmp_path, cast, bands, row, code):
        found, actions = findings(tmp_path, "performance", self.HEADER, row.format(nip=cast.owner.username))
        assert code in [what for *_where, what in found]
        assert actions == ["reject"]


class TestStandards:
    HEADER = "jabatan,jenjang,kode_kompetensi,tingkat,bobot"

    @pytest.fixture
    def post(self, cast):
        make_standard((CLERK, "A", 3))
        CompetencyFactory(code="B")
        refresh()
        return cast.owner.civil_servant.position

    def test_a_file_changes_the_draft_and_not_what_is_in_force(self, run, post, cast):
        run(
            "standards",
            self.HEADER,
            f'{post.name.upper()},,B,4,"2,5"',
            f"{post.name},,A,,",
            ",Pelaksana,B,1,",
        )
        draft = StandardVersion.objects.get(status="draft")
        rows = set(
            draft.requirements.values_list(
                "position_level", "position", "competency__code", "level", "weight"
            )
        )
        assert rows == {
            (CLERK, None, "A", 3, Decimal(1)),
            (CLERK, None, "B", 1, Decimal(1)),
            ("", post.pk, "B", 4, Decimal("2.5")),
            ("", post.pk, "A", None, Decimal(1)),
        }
        assert set(table(cast.owner.civil_servant)) == {"A"}

    def test_in_force(self, run, post, cast):
        run(
            "standards", self.HEADER, f"{post.name},,B,4,", options=["--in-force", "--decision", "800/9/2026"]
        )
        assert StandardVersion.objects.in_force().get().decision == "800/9/2026"
        assert set(table(cast.owner.civil_servant)) == {"A", "B"}

    def test_the_same_again_changes_nothing(self, run, post):
        run("standards", self.HEADER, f"{post.name},,B,4,", options=["--in-force"])
        before = list(StandardRequirement.objects.values())
        needs = list(Need.objects.values())
        run("standards", self.HEADER, f"{post.name},,B,4,", options=["--in-force"])
        assert list(StandardRequirement.objects.values()) == before
        assert list(Need.objects.values()) == needs
        assert StandardVersion.objects.count() == 2

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("Tukang Sulap,,A,1,", "post_unknown"),
            (",juragan,A,1,", "level_of_posts_unknown"),
            (",,A,1,", "post_or_level"),
            ("{post},pelaksana,A,1,", "post_or_level"),
            ("{post},,Z,1,", "code_unknown"),
            ("{post},,A,6,", "level_wrong"),
            (",pelaksana,A,,", "level_wrong"),
            ("{post},,A,1,0", "weight_wrong"),
            ("{post},,A,1,berat", "weight_wrong"),
        ],
    )
    def test_anomalies(self, tmp_path, post, row, code):
        found, actions = findings(tmp_path, "standards", self.HEADER, row.format(post=post.name))
        assert code in [what for *_where, what in found]
        assert actions == ["reject"]

    def test_by_somebody_who_may_not(self, run, post, cast):
        with pytest.raises(CommandError, match="tidak berwenang"):
            run("standards", self.HEADER, f"{post.name},,B,4,", options=["--by", cast.unit_hr.username])
