"""The list that people sign: who may have it, and who stands on it."""

from __future__ import annotations

import pytest

from documents import kinds
from tests.cast import sign_in
from tests.documents.conftest import make_document, opened, text_of, worker  # noqa: F401
from tests.planning.world import people
from tests.stored import stored
from tests.training.test_attendance import opened as opened_session
from tests.training.test_attendance import session_now

pytestmark = pytest.mark.django_db


def test_who_may_have_it(cast):
    kind = kinds.get("attendance_list")
    session = session_now(organiser=cast.colleague)
    may = {name for name, user in cast.members.items() if kind.may_request(user, session.pk, None)}
    assert may == {"city_hr", "colleague"}
    type(session.batch).objects.update(state="planned")
    for pk in (session.pk, None, 0, 10**18):
        assert not kind.may_request(cast.city_hr, pk, None)


def test_the_print(cast, worker, make_document, opened):  # noqa: F811
    session, _check_in = opened_session(cast, cast.colleague)
    people(cast.bidang_a, 1, name="Tanpa Kursi")
    document = make_document("attendance_list", session.pk, None, by=cast.city_hr)
    text = " ".join(text_of(stored(document.stored_as)).split())
    for words in ("Daftar Hadir", session.title, "Ni Wayan Pemilik", "Rekan Sejawat", document.check_number):
        assert words in text, words
    assert "Tanpa Kursi" not in text
    with opened(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert cast.owner.civil_servant.nip not in document.file_name


def test_the_page_asks_for_it(cast):
    session, _check_in = opened_session(cast)
    page = sign_in(cast.city_hr).get(f"/pelatihan/sesi/{session.pk}/presensi/").content.decode()
    assert 'value="attendance_list"' in page
