from django.urls import URLPattern, path

from planning.views import approval, items, plans

app_name = "planning"

urlpatterns: list[URLPattern] = [
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
