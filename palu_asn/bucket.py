"""Private files of an installation whose web and workers stand on several hosts."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def storage(name: str, endpoint: str, region: str, access_key: str, secret_key: str) -> dict[str, Any]:
    """Private files where web and workers stand on several hosts: a bucket that only they can open.

    PRIVATE_ROOT is then the workbench of each host.
    """
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("PALU_S3_BUCKET memerlukan: pip install -r requirements/s3.txt")
    from botocore.config import Config  # noqa: PLC0415 - installed only where a bucket is used

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": name,
            "endpoint_url": endpoint or None,
            "region_name": region or None,
            "access_key": access_key or None,
            "secret_key": secret_key or None,
            "client_config": Config(
                signature_version="s3v4",
                # A store of one's own has no host name for each bucket, and may not know new checksums.
                s3={"addressing_style": "path" if endpoint else "auto"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            # No rights of its own for any file: it is as closed as its bucket.
            "default_acl": None,
            "file_overwrite": False,
        },
    }
