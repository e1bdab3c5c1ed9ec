"""FILES_AT: nonsense is refused, a folder by default, and a small server that speaks S3 by one setting."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.storage import storages as django_storages
from django.utils import timezone

from catalog.models import PhotoFiles, ProductPhoto
from catalog.photos import remove_files
from lebak_catalog.file_storage import LOCAL, S3, storages
from tests import build
from tests.catalog.shots import address, begun, upload, work


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def draft(business, sari, client):
    return begun(business, sari, client)


class Bucket(BaseHTTPRequestHandler):
    """PUT, GET, HEAD, DELETE and the listing of one bucket, in memory; every request must be signed."""

    files: dict[str, bytes] = {}

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def answer(self, status: int, body: bytes = b"", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT")
        self.send_header("ETag", '"x"')
        self.end_headers()
        self.wfile.write(body if self.command != "HEAD" else b"")

    def handle_one(self) -> None:
        key = unquote(urlsplit(self.path).path).removeprefix("/lebak/")
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        if "Credential=kunci/" not in self.headers.get("Authorization", ""):
            self.answer(403)
        elif self.command == "PUT":
            self.files[key] = body
            self.answer(200)
        elif self.command == "DELETE":
            self.files.pop(key, None)
            self.answer(204)
        elif "prefix" in parse_qs(urlsplit(self.path).query):
            self.answer(200, self.listing(parse_qs(urlsplit(self.path).query)["prefix"][0]))
        elif key in self.files:
            self.answer(200, self.files[key], len(self.files[key]))
        else:
            self.answer(404)

    def listing(self, prefix: str) -> bytes:
        rest = [key.removeprefix(prefix) for key in sorted(self.files) if key.startswith(prefix)]
        folders = sorted({one.partition("/")[0] for one in rest if "/" in one})
        inner = "".join(f"<CommonPrefixes><Prefix>{prefix}{one}/</Prefix></CommonPrefixes>" for one in folders)
        inner += "".join(f"<Contents><Key>{prefix}{one}</Key></Contents>" for one in rest if "/" not in one)
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{inner}</ListBucketResult>".encode()

    do_GET = do_HEAD = do_PUT = do_DELETE = handle_one


@pytest.fixture
def bucket(settings) -> Iterator[dict[str, bytes]]:
    """The portal with FILES_AT set to a small server; what lies in its bucket."""
    Bucket.files = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    at = f"s3+http://kunci:rahasia%2F1@127.0.0.1:{server.server_port}/lebak"
    settings.STORAGES = settings.STORAGES | storages(at, Path("unused"))
    yield Bucket.files
    server.shutdown()
    server.server_close()


def test_without_the_setting_files_lie_in_folders():
    made = storages("", Path("/data/private"))
    assert made["default"]["BACKEND"] == made["private"]["BACKEND"] == LOCAL
    assert made["private"]["OPTIONS"] == {"location": "/data/private", "base_url": None}


def test_one_setting_names_server_bucket_and_keys():
    made = storages("s3://kunci:a%2Fb%40c@s3.example.go.id:9443/lebak?region=id-1", Path("x"), production=True)
    options = made["private"]["OPTIONS"]
    assert made["default"]["BACKEND"] == S3
    assert options["endpoint_url"] == "https://s3.example.go.id:9443" and options["secret_key"] == "a/b@c"
    assert (options["bucket_name"], options["region_name"]) == ("lebak", "id-1")
    assert {one["OPTIONS"]["location"] for one in made.values()} == {"media", "private"}


@pytest.mark.parametrize(
    "wrong",
    [
        "/srv/files",
        "s3://host/bucket",
        "s3://a:b@host/",
        "s3://a:b@host/x/y",
        "ftp://a:b@h/x",
        "s3://a:b@h:99999/x",
        "s3://",
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ImproperlyConfigured, match="FILES_AT"):
        storages(wrong, Path("x"))


def test_production_sends_keys_over_https_only():
    with pytest.raises(ImproperlyConfigured, match="https"):
        storages("s3+http://a:b@s3.example.go.id/x", Path("x"), production=True)
    storages("s3+http://a:b@127.0.0.1:9000/x", Path("x"), production=True)


@pytest.mark.django_db
def test_a_photo_lives_on_the_server_from_upload_to_removal(client, draft, bucket):
    client.post(address(draft), {"photo": "upload", "photos": [upload()]})
    work()
    files = PhotoFiles.objects.get()
    assert files.state == "ready", files.failure
    assert f"private/{files.original}" in bucket and f"media/{files.folder}/640.webp" in bucket
    shown = client.get(f"/media/{files.folder}/640.webp")
    assert b"".join(shown.streaming_content) == bucket[f"media/{files.folder}/640.webp"]
    assert shown["Content-Type"] == "image/webp" and "immutable" in shown["Cache-Control"]
    assert f'src="/media/{files.folder}/640.jpg"' in client.get(address(draft)).text, "addresses of our own"
    original = client.get(address(draft, "photo-original", ProductPhoto.objects.get().code))
    assert b"".join(original.streaming_content) == bucket[f"private/{files.original}"]
    draft.shown_photos.all().delete()
    ProductPhoto.objects.all().delete()
    PhotoFiles.objects.all().delete()
    remove_files(files)
    assert bucket == {}


@pytest.mark.django_db
def test_public_addresses_never_reach_what_is_private(client, bucket):
    django_storages["private"].save("produk/ab/x/asli.jpg", ContentFile(b"asli"))
    for path in ("produk/ab/x/asli.jpg", "../private/produk/ab/x/asli.jpg", "%2e%2e/private/produk/ab/x/asli.jpg"):
        assert client.get(f"/media/{path}").status_code == 404


def test_the_storage_answers_like_a_folder(bucket):
    default_storage.save("produk/ab/x/1.webp", ContentFile(b"1"))
    default_storage.save("produk/ab/x/1.webp", ContentFile(b"2"))
    assert bucket == {"media/produk/ab/x/1.webp": b"2"}, "the same name is replaced"
    assert default_storage.listdir("produk")[0] == ["ab"] and default_storage.listdir("produk/ab/x")[1] == ["1.webp"]
    assert default_storage.listdir("tidak/ada") == ([], [])
    assert timezone.now() - default_storage.get_modified_time("produk/ab/x/1.webp") > timedelta(days=-1)
    with pytest.raises(FileNotFoundError):
        default_storage.open("tidak/ada.webp")
    default_storage.delete("tidak/ada.webp")


def test_a_server_that_says_no_is_an_oserror(settings, bucket):
    port = settings.STORAGES["default"]["OPTIONS"]["endpoint_url"].rpartition(":")[2]
    settings.STORAGES = settings.STORAGES | storages(f"s3+http://salah:x@127.0.0.1:{port}/lebak", Path("x"))
    with pytest.raises(OSError, match="file server"):
        default_storage.save("a.webp", ContentFile(b"1"))
