from django.apps import AppConfig


class PaluAsnConfig(AppConfig):
    name = "palu_asn"
    verbose_name = "PALU ASN"

    def ready(self) -> None:
        # A kind of document registers itself; models are ready only now.
        from palu_asn.own_data import archive  # noqa: F401, PLC0415
