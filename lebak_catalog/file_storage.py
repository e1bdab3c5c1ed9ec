"""Where files lie, by one setting: FILES_AT empty is a folder of this machine, else any S3-compatible server.

    FILES_AT=s3://KEY:SECRET@s3.example.go.id/bucket          (https; ?region=... where the server wants one)
    FILES_AT=s3+http://KEY:SECRET@127.0.0.1:9000/bucket       (a server on this machine)

One bucket, two beginnings of names: media/ (public sizes of photos) and private/ (originals, scans). Addresses in pages
stay /media/..., whichever it is: nginx fetches them from the bucket, or lebak_catalog.media does. So no page, no cached
card and no rule of the Content-Security-Policy knows where the files are.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL = "django.core.files.storage.FileSystemStorage"
S3 = "lebak_catalog.file_storage_s3.PathStorage"
FORM = "FILES_AT must be empty or look like s3://KEY:SECRET@host/bucket"
SCHEMES = {"s3": "https", "s3+http": "http"}
FOREVER = "public, max-age=31536000, immutable"  # a changed photo is a new file with a new name


def storages(address: str, private: Path, *, production: bool = False) -> dict[str, dict[str, Any]]:
    """The entries `default` (public sizes) and `private` of STORAGES. Raises ImproperlyConfigured for nonsense."""
    if not address:
        return {"default": {"BACKEND": LOCAL}, "private": _local(private)}
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise ImproperlyConfigured(FORM) from None
    bucket = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not (parts.hostname and parts.username and parts.password and bucket):
        raise ImproperlyConfigured(FORM)
    if "/" in bucket:
        raise ImproperlyConfigured(f"{FORM}; the bucket has a name without /")
    if production and parts.scheme != "s3" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise ImproperlyConfigured("FILES_AT must begin with s3:// (https), unless the server is this machine")
    options = {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{parts.hostname}{port}",
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
    }
    public = {**options, "location": "media", "object_parameters": {"CacheControl": FOREVER}}
    return {
        "default": {"BACKEND": S3, "OPTIONS": public},
        "private": {"BACKEND": S3, "OPTIONS": {**options, "location": "private"}},
    }


def _local(private: Path) -> dict[str, Any]:
    return {"BACKEND": LOCAL, "OPTIONS": {"location": str(private), "base_url": None}}
