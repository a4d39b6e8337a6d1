"""Where the pages of training lie beside each other: everybody's courses, one's own, and what they need."""

from personnel.navigation import acts_for_others, is_somebody
from personnel.sections import Entry, add_section
from training import permissions

add_section(
    "training",
    "Pelatihan",
    Entry("Kalender", "training:calendar"),
    Entry("Angkatan", "training:batch_list"),
    Entry("Usulan angkatan", "training:demand_list", permissions.may_organise),
    Entry("Persetujuan", "training:approval_list", permissions.may_nominate),
    Entry("Pelatihan luar", "training:outside_list", permissions.may_nominate),
    Entry("Realisasi", "training:realisation", acts_for_others),
    Entry("Sarana", "training:speaker_list", acts_for_others),
    Entry("Pelatihan saya", "training:my_enrolments", is_somebody),
)
add_section(
    "own_training",
    "Pelatihan saya",
    Entry("Pelatihan saya", "training:my_enrolments", is_somebody),
    Entry("Jadwal saya", "training:my_schedule"),
    Entry("JP saya", "training:my_hours", is_somebody),
    Entry("Sertifikat saya", "training:my_certificates", is_somebody, ("training:outside_mine",)),
    Entry("Kalender kota", "training:calendar"),
)
add_section(
    "means",
    "Sarana pelatihan",
    Entry("← Pelatihan", "training:calendar"),
    Entry("Narasumber", "training:speaker_list"),
    Entry("Tempat", "training:venue_list"),
    Entry("Pekan", "training:means_week"),
    Entry("Ruang kosong", "training:room_day"),
    Entry("Hari libur", "training:holiday_list"),
    Entry("Ketidakhadiran", "training:absence_list", permissions.may_keep_absences),
    Entry("Aturan", "training:rule_list"),
    Entry("Pengumuman", "training:release_list"),
)
