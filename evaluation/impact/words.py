"""What may and what may not be concluded from a figure. The wordings are fixed, so that nobody's hope colours
them; each is one plain sentence or two."""

from __future__ import annotations

from decimal import Decimal

from evaluation.impact.figures import Comparison, Learning, LevelChange, Performance
from personnel.templatetags.palu import angka
from planning.suppression import K


def no_cause() -> str:
    """Beside every change without people to compare with."""
    return "Perubahan ini tidak membuktikan bahwa pelatihan menjadi penyebabnya."


def too_few(n_words: str) -> str:
    """Below the least number nothing is claimed."""
    return f"Belum dapat disimpulkan: {n_words}"


def of_reaction(answers: int) -> str:
    """Level 1, and what people say of behaviour and results in questionnaires."""
    if answers < K:
        return too_few(f"tidak ada kelompok paling sedikit {K} orang yang menjawab kuesionernya.")
    return (
        "Angka ini menunjukkan pendapat yang menjawab, bukan kemampuan mereka dan bukan pendapat yang tidak "
        "menjawab."
    )


def of_learning(one: Learning) -> str:
    """Level 2."""
    if one.gain is None:
        return too_few(f"tidak ada kelompok paling sedikit {K} orang yang mengikuti tes awal dan tes akhir.")
    return "{} {}".format(
        f"Nilai tes rata-rata {_way(one.gain)} selama pelatihan; tes tidak menunjukkan apakah "
        "ilmunya dipakai di tempat kerja.",
        no_cause(),
    )


def of_change(one: LevelChange, comparison: Comparison | None = None) -> str:
    """Level 3, rated by others."""
    if one.n < K:
        return too_few(f"tidak ada kelompok paling sedikit {K} orang yang sudah dinilai ulang.")
    if comparison is not None:
        return of_comparison(comparison)
    if one.mean is None:
        return no_cause()
    said = "Dari %(n)s orang yang dinilai ulang, tingkat kompetensi rata-rata %(way)s."
    return f"{said % {'n': angka(one.mean_n), 'way': _way(one.mean)}} {no_cause()}"


def of_comparison(one: Comparison) -> str:
    """What it is: two groups side by side, not an experiment."""
    said = (
        "Alumni dengan kesenjangan (%(n)s orang) berubah rata-rata %(own)s tingkat; %(others)s orang dengan "
        "kesenjangan yang sama tetapi tidak dilatih berubah rata-rata %(other)s tingkat. Ini perbandingan "
        "sederhana: kedua kelompok dapat berbeda dalam hal lain, jadi selisihnya bukan bukti sebab akibat."
    )
    return said % {
        "n": angka(one.n),
        "own": signed(one.mean),
        "others": angka(one.others),
        "other": signed(one.others_mean),
    }


def of_performance(one: Performance) -> str:
    """Level 4, by SKP."""
    if one.n < K:
        return too_few(
            f"tidak ada kelompok paling sedikit {K} orang yang predikat kinerjanya diketahui "
            "sebelum dan sesudah pelatihan."
        )
    return "{} {}".format(no_cause(), "Predikat kinerja dipengaruhi banyak hal selain pelatihan.")


def signed(value: Decimal) -> str:
    """With its sign: '+0,8', '−0,2', '0,0'."""
    shown = angka(abs(value), 2)
    sign = "" if not any(letter in "123456789" for letter in shown) else "+" if value > 0 else "−"
    return f"{sign}{shown}"


def _way(value: Decimal) -> str:
    shown = signed(value)
    if shown[0] == "+":
        return "naik"
    return "turun" if shown[0] == "−" else "tetap"
