from django.apps import AppConfig


class PaluAsnConfig(AppConfig):
    name = "palu_asn"
    verbose_name = "PALU ASN"
