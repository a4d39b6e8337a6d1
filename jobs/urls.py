from django.urls import path

from jobs import views

app_name = "jobs"

urlpatterns = [
    path("<uuid:key>/", views.job_detail, name="job_detail"),
    path("<uuid:key>/kemajuan/", views.job_progress, name="job_progress"),
]
