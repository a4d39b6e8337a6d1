"""Where the pages about requirements, seats and talent lie beside each other."""

from careers import permissions
from personnel.sections import Entry, add_section

add_section(
    "careers",
    "Jabatan, kekosongan, dan talenta",
    Entry("Syarat jabatan", "careers:rule_list", also=("careers:rule_detail",)),
    Entry("Jalur antarjenjang", "careers:step_list"),
    Entry("Angka acuan", "careers:figure_list"),
    Entry("Jabatan dan kekosongan", "careers:seat_list", permissions.may_see_seats, ("careers:seat_detail",)),
    Entry(
        "Peta talenta",
        "careers:talent_map",
        permissions.may_compare,
        ("careers:result_list", "careers:result_detail"),
    ),
    Entry("Tujuan setelah setahun", "careers:goal_progress", permissions.may_compare),
)
