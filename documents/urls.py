from django.urls import path

from documents import views

app_name = "documents"

urlpatterns = [
    path("dokumen/", views.document_list, name="document_list"),
    path("dokumen/minta/", views.document_request, name="document_request"),
    path("dokumen/<slug:code>/", views.document_detail, name="document_detail"),
    path("dokumen/<slug:code>/unduh/", views.document_download, name="document_download"),
    path("periksa/", views.document_check_start, name="document_check_start"),
    path("periksa/<slug:code>/", views.document_check, name="document_check"),
]
