"""A bucket as our storage: plain requests that every S3-compatible server understands, and addresses of our own.

Only imported when FILES_AT names a server: boto3 costs a worker some 20 MB. Every trouble of the server is an OSError,
as it is with a folder, so that whoever stores and reads needs to know one kind only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

CONNECT, READ, ATTEMPTS = 3, 10, 3  # seconds, seconds, times: a page must not hang on a server that is away


@contextmanager
def plain_trouble() -> Iterator[None]:
    """Turns every trouble of the server into an OSError without keys or addresses in it."""
    try:
        yield
    except (ClientError, BotoCoreError, Boto3Error) as trouble:
        raise OSError(f"file server: {type(trouble).__name__}") from None


class PathStorage(S3Storage):
    """Path-style requests, no checksums that older servers do not know, a file of the same name is replaced."""

    def get_default_settings(self) -> dict[str, Any]:
        """What no setting has to say."""
        config = Config(
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            connect_timeout=CONNECT,
            read_timeout=READ,
            retries={"max_attempts": ATTEMPTS},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return super().get_default_settings() | {
            "client_config": config, "transfer_config": TransferConfig(use_threads=False), "default_acl": None,
            "file_overwrite": True, "querystring_auth": False,
        }  # fmt: skip

    def _open(self, name: str, mode: str = "rb") -> File:
        with plain_trouble():
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with plain_trouble():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        """Remove it; a missing one is fine."""
        with plain_trouble():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Whether it lies there."""
        with plain_trouble():
            return bool(super().exists(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Folders and files right below `path`; nothing for one that is not there."""
        with plain_trouble():
            return super().listdir(path)

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        """The same address as with a folder: /media/ and the name."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name or '')}"
