"""Which static files are shipped: of Bootstrap its one stylesheet, of htmx its version 2."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class ShippedFilesConfig(StaticFilesConfig):
    """Leaves out what no page names; each file is compressed twice, and two packages bring ninety."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "LICENSE",
        "version.txt",
        "bootstrap.css*",
        "bootstrap.rtl*",
        "bootstrap-*",
        "bootstrap.bundle*",
        "bootstrap.esm*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "htmax-*",
        "htmx-2-*",
        "htmx-2.js",
        "htmx-4*",
        "hx-*",
    ]
