from django.urls import URLPattern, path

from careers.views import figures, paths, rules, seats, talent

app_name = "careers"

urlpatterns: list[URLPattern] = [
    path("jalur-jabatan/", paths.my_path, name="my_path"),
    path("jalur-jabatan/<int:pk>/", paths.path, name="path"),
    path("jalur-jabatan/<int:pk>/bukti/baru/", paths.evidence_new, name="evidence_new"),
    path("jalur-jabatan/angka-kredit/", paths.credit_new, name="credit_new"),
    # Goals
    path("jalur-jabatan/tujuan/baru/", paths.goal_new, name="goal_new"),
    path("jalur-jabatan/tujuan/<int:pk>/ubah/", paths.goal_change, name="goal_change"),
    path("jalur-jabatan/tujuan/<int:pk>/dahulukan/", paths.goal_first, name="goal_first"),
    path("jalur-jabatan/tujuan/<int:pk>/lepas/", paths.goal_drop, name="goal_drop"),
    path("jalur-jabatan/tujuan/setelah-setahun/", paths.goal_progress, name="goal_progress"),
    # Requirements, steps and figures
    path("jalur-jabatan/syarat/", rules.rule_list, name="rule_list"),
    path("jalur-jabatan/syarat/baru/", rules.rule_start, name="rule_start"),
    path("jalur-jabatan/syarat/baru/isi/", rules.rule_new, name="rule_new"),
    path("jalur-jabatan/syarat/<int:pk>/", rules.rule_detail, name="rule_detail"),
    path("jalur-jabatan/syarat/<int:pk>/versi-baru/", rules.rule_change, name="rule_change"),
    path("jalur-jabatan/syarat/<int:pk>/akhiri/", rules.rule_end, name="rule_end"),
    path("jalur-jabatan/langkah/", figures.step_list, name="step_list"),
    path("jalur-jabatan/langkah/baru/", figures.step_new, name="step_new"),
    path("jalur-jabatan/langkah/<int:pk>/akhiri/", figures.step_end, name="step_end"),
    path("jalur-jabatan/angka/", figures.figure_list, name="figure_list"),
    path("jalur-jabatan/angka/<slug:kind>/baru/", figures.figure_new, name="figure_new"),
    # Seats
    path("jalur-jabatan/kekosongan/", seats.seat_list, name="seat_list"),
    path("jalur-jabatan/kekosongan/unduh/", seats.seat_export, name="seat_export"),
    path("jalur-jabatan/kekosongan/<int:pk>/", seats.seat_detail, name="seat_detail"),
    path("jalur-jabatan/kekosongan/<int:pk>/kritikal/", seats.seat_key, name="seat_key"),
    path("jalur-jabatan/kekosongan/<int:pk>/perpindahan/", seats.seat_leave, name="seat_leave"),
    path(
        "jalur-jabatan/kekosongan/<int:pk>/nominasi/<int:person>/",
        seats.nomination_new,
        name="nomination_new",
    ),
    path("jalur-jabatan/nominasi/<int:pk>/", seats.nomination_detail, name="nomination_detail"),
    path("jalur-jabatan/nominasi/<int:pk>/akhiri/", seats.nomination_end, name="nomination_end"),
    # The official talent map
    path("jalur-jabatan/talenta/", talent.my_talent, name="my_talent"),
    path("jalur-jabatan/talenta/<int:pk>/keberatan/", talent.talent_object, name="talent_object"),
    path("jalur-jabatan/talenta/peta/", talent.talent_map, name="talent_map"),
    path("jalur-jabatan/talenta/hasil/", talent.result_list, name="result_list"),
    path("jalur-jabatan/talenta/hasil/<int:pk>/", talent.result_detail, name="result_detail"),
    path("jalur-jabatan/talenta/hasil/<int:pk>/butir/", talent.follow_up_new, name="follow_up_new"),
    path("jalur-jabatan/talenta/keberatan/", talent.objection_list, name="objection_list"),
    path("jalur-jabatan/talenta/keberatan/<int:pk>/", talent.objection_answer, name="objection_answer"),
]
