"""Photos without nginx: renditions only, kept for ever by the browser, and no way out of the folder."""

from pathlib import Path

import pytest

PIXELS = b"RIFF\x00\x00\x00\x00WEBP"


@pytest.fixture
def photo(settings) -> Path:
    file = Path(settings.MEDIA_ROOT) / "products" / "k7m2" / "480.webp"
    file.parent.mkdir(parents=True)
    file.write_bytes(PIXELS)
    return file


def test_a_rendition_is_served_for_ever(client, photo):
    answer = client.get("/media/products/k7m2/480.webp")
    assert b"".join(answer.streaming_content) == PIXELS
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "products/k7m2/481.webp",
        "products/k7m2/",
        "products/k7m2",
        "../private/scan.webp",
        "products/../../private/scan.webp",
        "%2e%2e/private/scan.webp",
        "..%2fprivate%2fscan.webp",
        "//etc/hostname",
        "products/k7m2/note.html",
        "products/k7m2/480.webp%00",
        "%00.webp",
        "%ed%a0%80.webp",
        "x" * 5000 + ".webp",
    ],
)
def test_everything_else_is_not_found(client, photo, settings, path: str):
    (photo.parent / "note.html").write_text("<script>1</script>")
    private = Path(settings.MEDIA_ROOT).parent / "private"
    private.mkdir()
    (private / "scan.webp").write_bytes(b"private")
    assert client.get(f"/media/{path}").status_code == 404
