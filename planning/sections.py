"""Where the pages of planning lie beside each other."""

from personnel.sections import Entry, add_section

add_section(
    "standards",
    "Standar dan acuan",
    Entry("Versi standar", "planning:standard_list"),
    Entry("Kamus kompetensi", "planning:competency_list"),
    Entry("Siklus", "planning:cycle_list"),
    Entry("Katalog program", "planning:programme_list"),
    Entry("Konversi JP", "planning:conversion_list", also=("planning:conversion_detail",)),
    Entry("Syarat jabatan", "careers:rule_list"),
)
add_section(
    "voices",
    "Masukan dan usulan",
    Entry("Masukan", "planning:suggestion_list"),
    Entry("Usulan saya", "planning:proposal_list"),
)
