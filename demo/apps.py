"""The demo as an app: installed only where the folder is and the mode is local, for its one command."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The synthetic city and the years played on it."""

    name = "demo"
    verbose_name = "Kota contoh"
