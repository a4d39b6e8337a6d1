from django.urls import URLPattern, path

from planning.views import approval, board, catalogue, cycles, items, needs, plans, stages, standards

app_name = "planning"

urlpatterns: list[URLPattern] = [
    # Needs
    path("kebutuhan/", needs.heat_map, name="heat_map"),
    path("kebutuhan/<int:year>/", needs.heat_map, name="heat_map"),
    path("kebutuhan/<int:year>/kelompok/", needs.need_groups, name="need_groups"),
    path("kebutuhan/<int:year>/bawahan/", needs.need_subordinates, name="need_subordinates"),
    path("kebutuhan/<int:year>/unduh/<slug:kind>/", needs.need_export, name="need_export"),
    path("kebutuhan/<int:year>/unit/<int:pk>/", needs.need_unit, name="need_unit"),
    path("kebutuhan/<int:year>/unit/<int:pk>/pegawai/", needs.need_people, name="need_people"),
    path("kebutuhan/<int:year>/unit/<int:pk>/kelompok/", needs.need_groups, name="need_groups"),
    path("kebutuhan/<int:year>/pegawai/<int:pk>/", needs.need_person, name="need_person"),
    path("kebutuhan/pegawai/<int:pk>/nilai/<str:code>/", needs.rating_new, name="rating_new"),
    path("kebutuhan/pegawai/<int:pk>/kinerja/", needs.performance_new, name="performance_new"),
    path("kebutuhan/pegawai/<int:pk>/jabatan-dituju/", needs.person_target, name="person_target"),
    # Standards and the dictionary
    path("standar/", standards.standard_list, name="standard_list"),
    path("standar/draf/", standards.standard_draft, name="standard_draft"),
    path("standar/<int:number>/", standards.standard_detail, name="standard_detail"),
    path("standar/<int:number>/syarat/", standards.standard_requirement, name="standard_requirement"),
    path(
        "standar/<int:number>/syarat/<int:pk>/keluarkan/",
        standards.standard_requirement_remove,
        name="standard_requirement_remove",
    ),
    path("standar/<int:number>/berlakukan/", standards.standard_put_in_force, name="standard_put_in_force"),
    path("kompetensi/", standards.competency_list, name="competency_list"),
    path("kompetensi/<str:code>/", standards.competency_detail, name="competency_detail"),
    # Cycles and the catalogue
    path("siklus/", cycles.cycle_list, name="cycle_list"),
    path("siklus/buka/", cycles.cycle_open, name="cycle_open"),
    path("siklus/<int:year>/", cycles.cycle_detail, name="cycle_detail"),
    path("siklus/<int:year>/bobot/", cycles.cycle_weights, name="cycle_weights"),
    path("siklus/<int:year>/aturan/", cycles.cycle_rules, name="cycle_rules"),
    path("siklus/<int:year>/prioritas/", cycles.cycle_priority, name="cycle_priority"),
    # Stages of a year, and how far each OPD is
    path("siklus/<int:year>/tahapan/", stages.stage_list, name="stage_list"),
    path("siklus/<int:year>/tahapan/atur/", stages.stage_edit, name="stage_edit"),
    path("siklus/tahap/<int:pk>/perpanjang/", stages.stage_extend, name="stage_extend"),
    path("siklus/<int:year>/papan/", board.board, name="board"),
    path("siklus/<int:year>/papan/<int:pk>/", board.board_unit, name="board_unit"),
    path("katalog/", catalogue.programme_list, name="programme_list"),
    path("katalog/baru/", catalogue.programme_new, name="programme_new"),
    path("katalog/<int:pk>/", catalogue.programme_change, name="programme_change"),
    path("katalog/penyelenggara/", catalogue.provider_list, name="provider_list"),
    path("katalog/penyelenggara/baru/", catalogue.provider_new, name="provider_new"),
    path("katalog/penyelenggara/<int:pk>/", catalogue.provider_change, name="provider_change"),
    path("katalog/konversi/", catalogue.conversion_list, name="conversion_list"),
    path("katalog/konversi/<str:code>/", catalogue.conversion_detail, name="conversion_detail"),
    path("katalog/konversi/<str:code>/ubah/", catalogue.conversion_change, name="conversion_change"),
    # Plans
    path("rencana/", plans.plan_list, name="plan_list"),
    path("rencana/baru/", plans.plan_new, name="plan_new"),
    path("rencana/saya/", plans.my_plan, name="my_plan"),
    path("rencana/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("rencana/<int:pk>/susun-draf/", plans.plan_draft, name="plan_draft"),
    path("rencana/<int:pk>/di-bawah-garis/", plans.plan_leftovers, name="plan_leftovers"),
    path("rencana/<int:pk>/pegawai/", plans.plan_people, name="plan_people"),
    path("rencana/<int:pk>/kode-subkegiatan/", items.plan_sub_activity, name="plan_sub_activity"),
    path("rencana/<int:pk>/langkah/<slug:step>/", approval.plan_step, name="plan_step"),
    path("rencana/<int:pk>/butir/baru/", items.item_new, name="item_new"),
    path("rencana/butir/<int:pk>/", items.item_detail, name="item_detail"),
    path("rencana/butir/<int:pk>/ubah/", items.item_edit, name="item_edit"),
    path("rencana/butir/<int:pk>/hapus/", items.item_remove, name="item_remove"),
    path("rencana/butir/<int:pk>/sasaran/", items.item_targets, name="item_targets"),
    path("rencana/butir/<int:pk>/sasaran/semua/", items.item_fill, name="item_fill"),
    path("rencana/sasaran/<int:pk>/keluarkan/", items.target_remove, name="target_remove"),
    path("rencana/sasaran/<int:pk>/prioritas/", items.target_priority, name="target_priority"),
]
