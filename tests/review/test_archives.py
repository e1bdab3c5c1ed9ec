"""A ZIP of photos is looked into without unpacking it; every trap in one is refused in a plain sentence."""

import io
import stat
import struct
import tracemalloc
import zipfile

import pytest

from review import archives
from review.archives import Archive, BadArchive
from tests.bulk import PHOTOS, packed


def opened(data: bytes) -> Archive:
    """The archive of these bytes."""
    return Archive(io.BytesIO(data))


def with_entry(name: str = "a.jpg", data: bytes = b"x", *, mode: int = 0, method: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of one entry with these attributes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr, info.compress_type = mode << 16, method
        archive.writestr(info, data)
    return out.getvalue()


def patched(data: bytes, mark: bytes, at: int, value: bytes) -> bytes:
    """The ZIP with bytes changed at an offset from every `mark`."""
    out, place = bytearray(data), data.find(mark)
    while place >= 0:
        out[place + at : place + at + len(value)] = value
        place = data.find(mark, place + 1)
    return bytes(out)


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
HOSTILE = {
    "path upward": (packed(**{"../../x.jpg": b"x"}), "tidak wajar"),
    "absolute path": (packed(**{"/etc/x.jpg": b"x"}), "tidak wajar"),
    "path of Windows": (packed(**{"C:\\x.jpg": b"x"}), "tidak wajar"),
    "upward by backslash": (packed(**{"a\\..\\..\\x.jpg": b"x"}), "tidak wajar"),
    "name with NUL": (patched(packed(**{"aXb.jpg": b"x"}), b"aXb", 1, b"\0"), "tidak wajar"),
    "name beyond measure": (packed(**{"a" * 300 + ".jpg": b"x"}), "tidak wajar"),
    "symbolic link": (with_entry("a.jpg", b"/etc/passwd", mode=stat.S_IFLNK | 0o777), "tautan"),
    "device": (with_entry("a.jpg", b"", mode=stat.S_IFCHR | 0o600), "tautan"),
    "locked with a password": (patched(packed(a__jpg=b"x"), CENTRAL, 8, b"\x01\x00"), "kata sandi"),
    "archive inside": (packed(lagi__zip=b"x"), "arsip lain"),
    "other way to pack": (with_entry(data=b"x" * 99, method=zipfile.ZIP_BZIP2), "cara yang tidak biasa"),
    "bomb": (with_entry(data=b"\0" * 30_000_000, method=zipfile.ZIP_DEFLATED), "jauh lebih besar"),
    "claims of gigabytes": (patched(packed(a__jpg=b"x"), CENTRAL, 24, struct.pack("<L", 2**31)), "mengembang"),
    "no ZIP": ((PHOTOS / "ok_biasa.jpg").read_bytes(), "bukan ZIP"),
    "empty": (b"", "bukan ZIP"),
    "cut off": (packed(a__jpg=b"x" * 500)[:-30], "bukan ZIP"),
    "in several parts": (patched(packed(a__jpg=b"x"), b"PK\x05\x06", 4, b"\x01\x00"), "beberapa berkas"),
    "directory of a megabyte": (patched(packed(a__jpg=b"x"), b"PK\x05\x06", 12, struct.pack("<L", 2**22)), "berisi"),
    "many entries": (packed(**{f"{n}.jpg": b"" for n in range(2001)}), "lebih dari 2.000"),
}


@pytest.mark.parametrize("trap", HOSTILE)
def test_a_trap_is_refused_in_words(trap):
    data, words = HOSTILE[trap]
    with pytest.raises(BadArchive, match=words):
        opened(data)


def test_the_same_name_twice_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.jpg", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.jpg", b"2")
    with pytest.raises(BadArchive, match="nama yang sama persis"):
        opened(out.getvalue())


def test_parts_that_overlap_are_refused():
    data = bytearray(packed(a__jpg=b"x" * 500, b__jpg=b"y" * 500))
    second = data.find(CENTRAL, data.find(CENTRAL) + 1)
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    with pytest.raises(BadArchive, match="saling menimpa"):
        opened(bytes(data))


def test_a_file_for_giants_is_refused():
    locator = b"PK\x06\x07" + bytes(16)
    data = packed(a__jpg=b"x")
    at = data.find(b"PK\x05\x06")
    with pytest.raises(BadArchive, match="ZIP64"):
        opened(data[:at] + locator + data[at:])


def test_a_larger_file_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MAX_BYTES", 1000)
    with pytest.raises(BadArchive, match="paling besar"):
        opened(packed(a__jpg=b"x" * 2000))


def test_a_bomb_that_lies_about_its_size_is_stopped_within_bounds():
    bomb = with_entry(data=b"\0" * 60_000_000, method=zipfile.ZIP_DEFLATED)
    lying = patched(bomb, CENTRAL, 24, struct.pack("<L", 1000))
    archive = opened(lying)
    tracemalloc.start()
    with pytest.raises(BadArchive, match="rusak"):
        archive.read(archive.files[0], 12_000_000)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_a_damaged_photo_and_one_that_is_too_large_are_told_when_read():
    archive = opened(patched(packed(a__jpg=b"x" * 500), LOCAL, 40, b"zzz"))
    with pytest.raises(BadArchive, match="rusak"):
        archive.read(archive.files[0], 1000)
    big = opened(packed(a__jpg=b"x" * 3_000_000))
    with pytest.raises(BadArchive, match="lebih dari 2 MB"):
        big.read(big.files[0], 2 * 1024 * 1024)


def test_what_a_mac_leaves_behind_is_passed_over():
    left = {"__MACOSX/._a.jpg": b"x", "foto/.DS_Store": b"x", "Thumbs.db": b"x", "foto/": b"", "foto/a.jpg": b"foto"}
    archive = opened(packed(**left))
    assert [one.path for one in archive.files] == ["foto/a.jpg"]


def test_a_photo_is_found_by_its_name_with_or_without_folders():
    archive = opened(packed(**{"Foto/A.JPG": b"1", "foto/gula 🍯 (1).jpg": b"2", "lain\\c.png": b"3"}))
    assert archive.read(archive.find("a.jpg"), 10) == b"1"
    assert archive.read(archive.find("foto/a.jpg"), 10) == b"1"
    assert archive.read(archive.find(" gula 🍯 (1).JPG"), 10) == b"2"
    assert archive.read(archive.find("c.png"), 10) == b"3"
    assert archive.find("tiada.jpg") is None


def test_two_photos_of_one_name_ask_for_the_folder():
    archive = opened(packed(**{"satu/a.jpg": b"1", "dua/a.jpg": b"2"}))
    with pytest.raises(BadArchive, match="Tulis dengan foldernya"):
        archive.find("a.jpg")
    assert archive.read(archive.find("dua/a.jpg"), 10) == b"2"
