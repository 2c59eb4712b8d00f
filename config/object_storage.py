"""Files in an S3-compatible store: private, and handed out through our own pages, which know who may have them."""

from __future__ import annotations

from typing import Any

from botocore.config import Config

from config.environment import env


def storage_settings() -> dict[str, Any]:
    """Django's `STORAGES["default"]` for the bucket that the environment names.

    Without a key the machine's own role is used (an instance profile). A link, where one is ever made, lasts a minute.
    """
    endpoint = env.str("VIGIE_S3_ENDPOINT", default="") or None
    encryption = env.str("VIGIE_S3_ENCRYPTION", default="")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("VIGIE_S3_BUCKET"),
            "endpoint_url": endpoint,
            "region_name": env.str("VIGIE_S3_REGION", default="") or None,
            "access_key": env.str("VIGIE_S3_KEY", default="") or None,
            "secret_key": env.str("VIGIE_S3_SECRET", default="") or None,
            "default_acl": "private",
            "querystring_expire": 60,
            "file_overwrite": False,
            "object_parameters": {"ServerSideEncryption": encryption} if encryption else {},
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path" if endpoint else "auto"},
                connect_timeout=3,
                read_timeout=20,
                retries={"total_max_attempts": 2},
            ),
        },
    }
