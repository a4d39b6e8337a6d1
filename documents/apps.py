from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        # Models are ready only now.
        from documents.pages import spreadsheets  # noqa: PLC0415
        from personnel.pages.downloads import ask_for_large_ones  # noqa: PLC0415
        from personnel.recounts import no_sum  # noqa: PLC0415

        ask_for_large_ones(spreadsheets.ask)
        no_sum("documents_document.pages", "Dibaca dari berkasnya sendiri; isi berkas dijamin oleh SHA-256.")
