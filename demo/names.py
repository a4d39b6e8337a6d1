"""Invented names as they sound in Palu, from Kaili and Bugis to Balinese and Arab-Indonesian."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class NamePool:
    """Given names by sex, and what may stand before and after them."""

    weight: int
    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...] = ()
    men_before: tuple[str, ...] = ("",)
    women_before: tuple[str, ...] = ("",)
    second_men: tuple[str, ...] = ()
    second_women: tuple[str, ...] = ()


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


KAILI = NamePool(
    weight=38,
    men=words(
        "Rusli Arifin Syahrir Hasanuddin Moh.Rizal Ismail Yunus Idris Zainal Anwar Irfan Fadlun "
        "Ridwan Taslim Rahmat Asrun Ikhsan Farid Sofyan Usman Abdullah Hamzah Jamaludin Mahfud Nasrun "
        "Rizki Fikri Akbar Amran Burhan"
    ),
    women=words(
        "Nurhayati Rosmini Fatmawati Hasnah Zubaedah Masita Nirwana Rahmawati Salma Hadijah Nurfitri "
        "Asmawati Mariam Rukmini Sahrini Zaitun Nuraini Marwah Indriani Yulianti Maryam Hikmah Wahida "
        "Rosdiana Astuti Ulfa Nurjanah"
    ),
    families=words(
        "Lamarauna Lasimpo Djaelangkara Yotolembah Lahasan Mangge Patudju Larekeng Lembah Tandju "
        "Yodjo Lapatta Lasadindi Pettalolo Lagarense Malonda Daelino Tovea Langgai Yotomaruangi "
        "Sumangkilang Pangeran Labandu Lasoso Marhum Saleha Tanjumbulu Ladoangi Bulango Lapandeng"
    ),
    men_before=("", "", "", "Moh.", "Abd."),
    women_before=("", "", "", "", "Siti"),
)
BUGIS = NamePool(
    weight=24,
    men=words(
        "Syamsul Baharuddin Nurdin Amiruddin Sudirman Ruslan Kamaruddin Bakri Haeruddin Asdar "
        "Mappiasse Firman Muslimin Syarifuddin Rustam Iskandar Fajar Anugrah Fachri Tahir Zulkifli "
        "Darwis Hasbi Muchlis Wahyudin"
    ),
    women=words(
        "Nurlaela Hasnawati Rosdiana Nurhidayah Hartati Suryani Mardiana Besse Marlina Darmawati "
        "Tenri Ernawati Nurmiati Sulfiani Ratnawati Jumriah Kasmawati Syamsiah Hajrah Rahmatia "
        "Irmawati Nurul Fitriani Satriani"
    ),
    men_before=("", "", "", "Andi", "Muh."),
    women_before=("", "", "", "Andi"),
    second_men=words(
        "Bahri Alam Rahman Arsyad Hamid Mansyur Latif Said Rauf Salam Syukur Yasin Amin Basri Kadir"
    ),
    second_women=words(
        "Rahman Arsyad Hamid Mansyur Azis Sari Latif Syam Halim Rauf Yusuf Basri Thamrin Rasyid Amin"
    ),
)
JAVANESE = NamePool(
    weight=15,
    men=words(
        "Agus Bambang Slamet Joko Eko Dwi Tri Heri Wahyu Budi Suryo Hendra Sugeng Purwanto Teguh "
        "Bagus Yudi Imam Arief"
    ),
    women=words(
        "Sri Dewi Endang Retno Wahyu Dwi Tri Ika Rini Eka Siti Sulastri Titik Anik Lestari Yuni Puji "
        "Ambar Ratna Niken"
    ),
    second_men=words(
        "Setiawan Santoso Prasetyo Wibowo Nugroho Susanto Hidayat Purnomo Widodo Riyanto Saputra "
        "Kurniawan Utomo Hartono Mulyono Sutrisno Handoko"
    ),
    second_women=words(
        "Wahyuni Lestari Rahayu Handayani Astuti Wulandari Utami Ningsih Puspitasari Hastuti Purwanti "
        "Setyowati Mulyani Kusumawati Widiastuti Suryandari Pertiwi"
    ),
)
MINAHASAN = NamePool(
    weight=7,
    men=words(
        "Jeffry Stenly Ronny Denny Maxi Ferdinand Hendrik Robby Yopie Michael Steven Frangky Alfrits Johan"
    ),
    women=words(
        "Meiske Selvie Jeane Olvie Deisy Grace Feibe Vonny Lidya Syuul Merry Stella Yulita Novita Angelina"
    ),
    families=words(
        "Rumondor Tumbelaka Mandagi Lumentut Wowor Sondakh Kalalo Pangemanan Rorimpandey Mamahit "
        "Lasut Tulung Karundeng Mokodompit Supit Walangitan"
    ),
)
PAMONA = NamePool(
    weight=8,
    men=words(
        "Yunias Oktavianus Arnold Ferry Herson Yan Festus Sandri Markus Alfrets Nofrianto Kristian "
        "Simson Arlan"
    ),
    women=words(
        "Marlin Yusnita Desmi Arnike Elfrida Herlina Dorce Yuspina Ribka Orpa Mersi Delvia Kartini Agustina"
    ),
    families=words(
        "Tobondo Pesoa Tandi Mentiri Lagarinda Polii Toeba Bouti Tolimba Rerungan Kalengke Tampai "
        "Mosiko Sigilipu"
    ),
)
BALINESE = NamePool(
    weight=5,
    men=words(
        "Sudiarta Suardana Artawan Mahendra Sukerta Wirawan Suartika Dharmawan Budiasa Parwata Astawa Sudana"
    ),
    women=words(
        "Lestari Suryani Sudiani Widyastuti Ariani Puspayanti Sukerti Wahyuni Dewi Mariani Astini Rahayu"
    ),
    men_before=("I Wayan", "I Made", "I Nyoman", "I Ketut", "I Gede", "I Putu"),
    women_before=("Ni Wayan", "Ni Made", "Ni Nyoman", "Ni Ketut", "Ni Luh", "Ni Putu"),
)
ARAB = NamePool(
    weight=3,
    men=words("Ahmad Husen Abubakar Salim Idrus Ali Umar Hasan Zein Fahmi Alwi Hamid Muhsin Taufik"),
    women=words("Fatimah Aisyah Syarifah Zahra Khadijah Nadia Muna Ummi Alwiyah Salmah Rugayah Nur Laila"),
    families=words(
        "Alhabsyi Assegaf Alaydrus Alamri Bachmid Alatas Aldjufri Baculu Almahdali Bahasyuan Alhasni"
    ),
)
POOLS = (KAILI, BUGIS, JAVANESE, MINAHASAN, PAMONA, BALINESE, ARAB)
WEIGHTS = tuple(pool.weight for pool in POOLS)


def make_name(rng: Random, *, female: bool) -> str:
    """A full name without titles."""
    pool = rng.choices(POOLS, WEIGHTS)[0]
    before = rng.choice(pool.women_before if female else pool.men_before)
    given = rng.choice(pool.women if female else pool.men).replace(".", ". ")
    seconds = pool.second_women if female else pool.second_men
    parts = [before, given]
    if seconds:
        parts.append(rng.choice([second for second in seconds if second != given]))
    if pool.families:
        if rng.random() < 0.25:
            parts.append(
                rng.choice([other for other in (pool.women if female else pool.men) if "." not in other])
            )
        parts.append(rng.choice(pool.families))
    if pool is BALINESE and rng.random() < 0.5:
        parts.append(rng.choice([other for other in (pool.women if female else pool.men) if other != given]))
    unique = list(dict.fromkeys(part for part in parts if part))
    if len(unique) > 1 and unique[0].endswith(".") and "." in unique[1]:
        unique = unique[1:]
    return " ".join(unique)
