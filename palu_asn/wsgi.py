"""The entry point of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palu_asn.settings")

application = get_wsgi_application()

# Every address with its view, before the first visitor and before gunicorn forks: its processes share them.
_ = get_resolver().url_patterns
# What is there now stays for good, and a page makes much that is soon gone: looking through both for cycles
# took a tenth of the time.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
