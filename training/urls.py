from django.urls import URLPattern, path

from training.views import (
    absences,
    batches,
    calendar,
    days,
    enrolment,
    feeds,
    participants,
    places,
    releases,
    schedule_rules,
    sessions,
    speakers,
)

app_name = "training"

urlpatterns: list[URLPattern] = [
    # Batches, their sessions, the calendar
    path("pelatihan/kalender/", calendar.calendar, name="calendar"),
    path("pelatihan/jadwal-saya/", calendar.my_schedule, name="my_schedule"),
    path("pelatihan/angkatan/", batches.batch_list, name="batch_list"),
    path("pelatihan/angkatan/baru/", batches.batch_new, name="batch_new"),
    path("pelatihan/angkatan/<int:pk>/", batches.batch_detail, name="batch_detail"),
    path("pelatihan/angkatan/<int:pk>/ubah/", batches.batch_change, name="batch_change"),
    path("pelatihan/angkatan/<int:pk>/batalkan/", batches.batch_cancel, name="batch_cancel"),
    path("pelatihan/angkatan/<int:pk>/tetapkan/", batches.batch_confirm, name="batch_confirm"),
    path("pelatihan/angkatan/<int:pk>/tutup/", batches.batch_finish, name="batch_finish"),
    path("pelatihan/angkatan/<int:pk>/sesi/baru/", sessions.session_new, name="session_new"),
    path("pelatihan/sesi/<int:pk>/ubah/", sessions.session_change, name="session_change"),
    path("pelatihan/sesi/<int:pk>/batalkan/", sessions.session_cancel, name="session_cancel"),
    # Calendar files
    path("pelatihan/kalender/<str:token>.ics", feeds.feed, name="feed"),
    path("pelatihan/angkatan/<int:pk>/kalender.ics", feeds.batch_file, name="batch_file"),
    path("pelatihan/jadwal-saya/kalender/", feeds.feed_page, name="feed_page"),
    path("pelatihan/jadwal-saya/kalender/baru/", feeds.feed_renew, name="feed_renew"),
    path("pelatihan/jadwal-saya/kalender/akhiri/", feeds.feed_end, name="feed_end"),
    # Versions of the schedule
    path("pelatihan/pengumuman/", releases.release_list, name="release_list"),
    path("pelatihan/pengumuman/<int:pk>/", releases.release_detail, name="release_detail"),
    path("pelatihan/pengumuman/<int:year>/baru/", releases.release_new, name="release_new"),
    # Speakers
    path("pelatihan/narasumber/", speakers.speaker_list, name="speaker_list"),
    path("pelatihan/narasumber/baru/", speakers.speaker_new, name="speaker_new"),
    path("pelatihan/narasumber/baru/pegawai/", speakers.speaker_pick, name="speaker_pick"),
    path("pelatihan/narasumber/baru/pegawai/<int:pk>/", speakers.speaker_of_person, name="speaker_of_person"),
    path("pelatihan/narasumber/<int:pk>/", speakers.speaker_detail, name="speaker_detail"),
    path("pelatihan/narasumber/<int:pk>/ubah/", speakers.speaker_change, name="speaker_change"),
    path("pelatihan/narasumber/<int:pk>/hapus/", speakers.speaker_remove, name="speaker_remove"),
    path("pelatihan/narasumber/<int:pk>/halangan/", speakers.speaker_absence, name="speaker_absence"),
    path(
        "pelatihan/narasumber/halangan/<int:pk>/hapus/",
        speakers.speaker_absence_remove,
        name="speaker_absence_remove",
    ),
    # Venues and rooms
    path("pelatihan/tempat/", places.venue_list, name="venue_list"),
    path("pelatihan/tempat/baru/", places.venue_new, name="venue_new"),
    path("pelatihan/tempat/<int:pk>/", places.venue_detail, name="venue_detail"),
    path("pelatihan/tempat/<int:pk>/ubah/", places.venue_change, name="venue_change"),
    path("pelatihan/tempat/<int:pk>/hapus/", places.venue_remove, name="venue_remove"),
    path("pelatihan/tempat/<int:pk>/waktu-tempuh/", places.venue_travel, name="venue_travel"),
    path("pelatihan/tempat/<int:pk>/ruang/baru/", places.room_new, name="room_new"),
    path("pelatihan/ruang/<int:pk>/ubah/", places.room_change, name="room_change"),
    path("pelatihan/ruang/<int:pk>/hapus/", places.room_remove, name="room_remove"),
    # Holidays
    path("pelatihan/hari-libur/", days.holiday_list, name="holiday_list"),
    path("pelatihan/hari-libur/<int:year>/", days.holiday_list, name="holiday_list"),
    path("pelatihan/hari-libur/<int:year>/unduh/", days.holiday_file, name="holiday_file"),
    path("pelatihan/hari-libur/baru/", days.holiday_new, name="holiday_new"),
    path("pelatihan/hari-libur/<int:pk>/ubah/", days.holiday_change, name="holiday_change"),
    path("pelatihan/hari-libur/<int:pk>/hapus/", days.holiday_remove, name="holiday_remove"),
    path("pelatihan/hari-libur/impor/", days.holiday_import, name="holiday_import"),
    path("pelatihan/hari-libur/impor/terapkan/", days.holiday_import_apply, name="holiday_import_apply"),
    # Who is away
    path("pelatihan/ketidakhadiran/", absences.absence_list, name="absence_list"),
    path("pelatihan/ketidakhadiran/pegawai/<int:pk>/", absences.absence_person, name="absence_person"),
    path("pelatihan/ketidakhadiran/pegawai/<int:pk>/baru/", absences.absence_new, name="absence_new"),
    path("pelatihan/ketidakhadiran/<int:pk>/hapus/", absences.absence_remove, name="absence_remove"),
    # Rules of scheduling
    path("pelatihan/aturan/", schedule_rules.rule_list, name="rule_list"),
    path("pelatihan/aturan/ubah/", schedule_rules.rule_edit, name="rule_edit"),
    # Who takes part
    path("pelatihan/kepesertaan/", enrolment.my_enrolments, name="my_enrolments"),
    path("pelatihan/kepesertaan/persetujuan/", participants.approval_list, name="approval_list"),
    path("pelatihan/kepesertaan/<int:pk>/setujui/", enrolment.enrolment_approve, name="enrolment_approve"),
    path("pelatihan/kepesertaan/<int:pk>/tolak/", enrolment.enrolment_decline, name="enrolment_decline"),
    path("pelatihan/kepesertaan/<int:pk>/terima/", enrolment.enrolment_accept, name="enrolment_accept"),
    path("pelatihan/kepesertaan/<int:pk>/mundur/", enrolment.enrolment_withdraw, name="enrolment_withdraw"),
    path("pelatihan/angkatan/<int:pk>/daftar/", enrolment.enrolment_apply, name="enrolment_apply"),
    path("pelatihan/angkatan/<int:pk>/peserta/", participants.enrolment_list, name="enrolment_list"),
    path("pelatihan/angkatan/<int:pk>/tunjuk/", participants.enrolment_nominate, name="enrolment_nominate"),
    path("pelatihan/angkatan/<int:pk>/kuota/", participants.quota_edit, name="quota_edit"),
    path("pelatihan/angkatan/<int:pk>/surat-tugas/", participants.letter_list, name="letter_list"),
]
