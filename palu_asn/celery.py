"""The Celery application. Its settings are the CELERY_* ones of palu_asn.settings."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palu_asn.settings")

app = Celery("palu_asn")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add("jobs.heartbeat:Pulse")
