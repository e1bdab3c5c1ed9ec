"""Looks into an uploaded ZIP of photos, and reads one file of it at a time; nothing is ever unpacked onto a disk.

The directory of the archive is looked at first, and what has no honest reason to be there refuses the whole file:
names that lead elsewhere, links, locked parts, archives inside, claims of a size beyond measure, parts that overlap.
What a camera or a Mac leaves beside the photos (.DS_Store, __MACOSX) is passed over.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

MAX_BYTES = 50 * 1024 * 1024
MOST_FILES = 2_000
MOST_DIRECTORY = 1024 * 1024  # bytes of the list of contents
MAX_UNPACKED = 400 * 1024 * 1024  # all of it; photos hardly shrink
MAX_RATIO, RATIO_FROM = 100, 1024 * 1024
LONGEST_NAME = 200
AGAIN = "Pilih foto-fotonya, buat ZIP biasa tanpa kata sandi, lalu unggah lagi."
_INSIDE = {"zip", "rar", "7z", "jar", "gz", "tgz", "bz2", "xz", "tar", "cab", "iso", "zst"}
_LEFT_BEHIND = {".ds_store", "thumbs.db", "desktop.ini", ".localized"}
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_DRIVE = re.compile(r"^[A-Za-z]:")


class BadArchive(Exception):
    """Not taken; the text is the Indonesian sentence for the person."""


@dataclass(frozen=True)
class Inside:
    """One file of the archive: its whole name, the name without folders, and its claimed size in bytes."""

    path: str
    name: str
    size: int
    entry: zipfile.ZipInfo


def key(name: str) -> str:
    """A name as compared: capitals, ways to write an accent, and the kind of slash do not matter."""
    return unicodedata.normalize("NFC", name.replace("\\", "/")).casefold().strip()


class Archive:
    """An archive that was looked through. Raises BadArchive when it is not taken."""

    def __init__(self, file: IO[bytes]) -> None:
        _first_look(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError, RuntimeError):
            raise BadArchive(f"ZIP ini rusak atau tidak lengkap. {AGAIN}") from None
        entries = self._zip.infolist()
        if len(entries) > MOST_FILES:
            raise _too_many()
        _refuse_claims(entries)
        self.files: list[Inside] = []
        self.left_out: list[str] = []  # names of what lies beside the photos
        seen: set[str] = set()
        for entry in entries:
            path = _path_of(entry)
            if path in seen:
                raise BadArchive(f"Di ZIP ini ada dua berkas dengan nama yang sama persis: {_shown(path)}. {AGAIN}")
            seen.add(path)
            self._take(entry, path)
        self._by_path = {key(one.path): one for one in self.files}
        self._by_name: dict[str, list[Inside]] = {}
        for one in self.files:
            self._by_name.setdefault(key(one.name), []).append(one)

    def _take(self, entry: zipfile.ZipInfo, path: str) -> None:
        name = path.rpartition("/")[2]
        if not name:  # a folder
            return
        if "__MACOSX" in path.split("/") or name.lower() in _LEFT_BEHIND or name.startswith("._"):
            self.left_out.append(path)
            return
        if name.rpartition(".")[2].lower() in _INSIDE:
            raise BadArchive(f"Di dalam ZIP ini ada arsip lain ({_shown(name)}). Masukkan fotonya saja. {AGAIN}")
        self.files.append(Inside(path, name, entry.file_size, entry))

    def find(self, name: str) -> Inside | None:
        """The file with this name, with or without its folders. Raises BadArchive when two carry it."""
        wanted = key(name)
        if wanted in self._by_path:
            return self._by_path[wanted]
        same = self._by_name.get(wanted, [])
        if len(same) > 1:
            places = ", ".join(_shown(one.path) for one in same[:3])
            raise BadArchive(f"ada {len(same)} foto bernama itu di ZIP ({places}). Tulis dengan foldernya.")
        return same[0] if same else None

    def read(self, one: Inside, most: int) -> bytes:
        """The bytes of a file, at most `most`. Raises BadArchive when it is larger or damaged."""
        too_big = BadArchive(f"lebih dari {most // 1024 // 1024} MB. Kecilkan dulu, lalu unggah lagi.")
        if one.size > most:
            raise too_big
        try:
            with self._zip.open(one.entry) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
            raise BadArchive("rusak di dalam ZIP. Buat ZIP-nya lagi.") from None
        if len(data) > most:
            raise too_big
        return data


def _first_look(file: IO[bytes]) -> None:
    """The end of the file says how long the list of contents is: one of a million lines is never read."""
    file.seek(0, 2)
    length = file.tell()
    if length > MAX_BYTES:
        this = -(-length // 1048576)
        raise BadArchive(f"ZIP foto paling besar {MAX_BYTES // 1048576} MB. Berkas ini {this} MB. Bagi menjadi dua.")
    file.seek(max(0, length - 65_557 - 20))
    tail = file.read()
    at = tail.rfind(_END)
    if length < 22 or at < 0 or len(tail) - at < 22:
        raise BadArchive(f"Berkas ini bukan ZIP atau tidak lengkap. {AGAIN}")
    if tail[max(0, at - 20) : at].startswith(_END_64):
        raise BadArchive(f"ZIP ini memakai susunan untuk berkas raksasa (ZIP64). {AGAIN}")
    _, disk, _, _, entries, directory, _, _ = struct.unpack("<4s4H2LH", tail[at : at + 22])
    if disk:
        raise BadArchive(f"ZIP ini terbagi dalam beberapa berkas. {AGAIN}")
    if entries > MOST_FILES or directory > MOST_DIRECTORY:
        raise _too_many()
    file.seek(0)


def _too_many() -> BadArchive:
    return BadArchive(f"ZIP ini berisi lebih dari {MOST_FILES:,} berkas. Bagi menjadi beberapa ZIP.".replace(",", "."))


def _refuse_claims(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise BadArchive(f"Isi ZIP ini mengembang lebih dari {MAX_UNPACKED // 1048576} MB, jadi tidak dibuka. {AGAIN}")
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.flag_bits & 0x41:
            raise BadArchive(f"ZIP ini dikunci dengan kata sandi. {AGAIN}")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadArchive(f"ZIP ini dipadatkan dengan cara yang tidak biasa. {AGAIN}")
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise BadArchive(f"Isi ZIP ini mengembang jauh lebih besar dari ukurannya, jadi tidak dibuka. {AGAIN}")
        if entry.header_offset < end:
            raise BadArchive(f"Isi ZIP ini saling menimpa, jadi tidak dibuka. {AGAIN}")
        end = entry.header_offset + 30 + entry.compress_size


def _path_of(entry: zipfile.ZipInfo) -> str:
    """The name with its folders. Raises BadArchive for one that leads out of the archive, or to a link."""
    path = entry.orig_filename.replace("\\", "/")
    parts = path.split("/")
    mode = entry.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if kind and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise BadArchive(f"Di ZIP ini ada tautan, bukan foto ({_shown(path)}). {AGAIN}")
    leads_out = path.startswith("/") or ".." in parts or _DRIVE.match(path)
    if leads_out or len(path) > LONGEST_NAME or any(unicodedata.category(char) in ("Cc", "Cs") for char in path):
        raise BadArchive(f"Nama berkas di ZIP ini tidak wajar ({_shown(path)}). {AGAIN}")
    return path


def _shown(name: str) -> str:
    """A name for a sentence: short, without control and half characters."""
    clean = "".join(char for char in name if char.isprintable())
    return f"“{clean[:60]}{'…' if len(clean) > 60 else ''}”"
