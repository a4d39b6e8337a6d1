"""'Data saya' leads to everything else that is kept about the person, in whatever app it lives."""

from __future__ import annotations

import re

from tests.planning.world import CycleFactory

ELSEWHERE = {
    "/kebutuhan/",
    "/penilaian/",
    "/masukan/?milik_saya=on",
    "/usulan/",
    "/rencana/saya/",
    "/pelatihan/kepesertaan/",
    "/pelatihan/jp-saya/",
    "/pelatihan/rencana-saya/",
    "/pelatihan/luar/saya/",
    "/pelatihan/sertifikat-saya/",
    "/evaluasi/kuesioner-saya/semua/",
    "/evaluasi/wawancara-saya/",
    "/evaluasi/proyek/?lihat=saya",
    "/evaluasi/jejak/",
    "/jalur-jabatan/",
}


def test_it_leads_to_what_is_kept_elsewhere(cast, sign_in):
    CycleFactory()
    client = sign_in(cast.owner)
    page = client.get("/data-saya/").content.decode()
    section = page[page.index("Data Anda di halaman lain") :]
    links = set(re.findall(r'<li><a href="([^"]+)"', section[: section.index("</section>")]))
    assert links == ELSEWHERE
    for link in links:
        assert client.get(link, follow=True).status_code == 200, link


def test_an_account_without_a_person_has_none_of_it(cast, sign_in):
    assert "Data Anda di halaman lain" not in sign_in(cast.ppk).get("/data-saya/").content.decode()
