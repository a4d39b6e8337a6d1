"""PALU ASN: how the civil servants of Kota Palu grow."""

from palu_asn.celery import app as celery_app

__all__ = ["celery_app"]
