"""Every address of the application; each app keeps its own list."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from palu_asn import views

urlpatterns = [
    path("", views.home, name="home"),
    path("terlambat/", views.overdue_page, name="overdue"),
    path("bantuan/", views.help_page, name="help"),
    path("sehat/", views.health, name="health"),
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

if settings.LOCAL:
    urlpatterns += [path("admin/", admin.site.urls)]
