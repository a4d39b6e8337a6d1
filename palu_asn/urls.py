"""Every address of the application; each app keeps its own list."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from palu_asn.views import condition, dashboard, guides, home, offline, probes

urlpatterns = [
    path("", home.home, name="home"),
    path("langkah-pertama/tutup/", home.first_steps_hide, name="first_steps_hide"),
    path("dasbor/", dashboard.dashboard, name="dashboard"),
    path("dasbor/<int:pk>/", dashboard.dashboard_unit, name="dashboard_unit"),
    path("terlambat/", home.overdue_page, name="overdue"),
    path("bantuan/", guides.guide_list, name="help"),
    path("bantuan/<slug:slug>/", guides.guide_detail, name="guide_detail"),
    path("aplikasi.webmanifest", offline.manifest, name="manifest"),
    path("pekerja.js", offline.worker, name="worker"),
    path("luring/", offline.offline, name="offline"),
    path("livez", probes.alive, name="alive"),
    path("readyz", probes.ready, name="ready"),
    path("sehat/", probes.ready, name="health"),
    path("pengaturan/keadaan/", condition.condition_page, name="condition"),
    path("pengaturan/keadaan/pekerjaan/<uuid:key>/ulangi/", condition.job_retry, name="job_retry"),
    path("", include("personnel.urls")),
    path("pekerjaan/", include("jobs.urls")),
    path("", include("documents.urls")),
    path("", include("planning.urls")),
    path("", include("training.urls")),
    path("", include("evaluation.urls")),
    path("", include("careers.urls")),
]

# Records that somebody tried what they may not.
handler403 = "personnel.views.errors.permission_denied"
# Names the number of the request.
handler500 = "palu_asn.request_number.server_error"

if settings.LOCAL:
    urlpatterns += [path("admin/", admin.site.urls)]
