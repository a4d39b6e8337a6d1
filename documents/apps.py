from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        # Models are ready only now.
        from documents.pages import spreadsheets  # noqa: PLC0415
        from personnel.pages.downloads import ask_for_large_ones  # noqa: PLC0415

        ask_for_large_ones(spreadsheets.ask)
