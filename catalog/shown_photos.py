"""The photos of a draft as her pages show them: address, state in words, hints, and the frames there are to choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalog.models import EditionPhoto, PhotoFiles
from catalog.photos import addresses, addresses_in
from review.picture_frames import SHAPES, cuts
from review.picture_hints import DARK, SHARP, SMALL, TEXT

STATES = {
    PhotoFiles.State.WAITING: "Menunggu giliran disiapkan. Pratinjaunya sudah bisa dipakai.",
    PhotoFiles.State.MAKING: "Sedang disiapkan. Pratinjaunya sudah bisa dipakai.",
}
HINTS = {
    DARK: "Tampak gelap. Coba dekat jendela, siang hari.",
    SMALL: f"Kecil. Lebih tajam bila sisi pendeknya {SHARP} piksel atau lebih.",
    TEXT: "Seperti ada tulisan di atas foto. Katalog V6 menolaknya; tulisan pada label barang tidak apa-apa.",
}
SHAPE_WORDS = {"1:1": "Persegi", "4:3": "Mendatar 4:3"}
PLACES = {"x": {0: "kiri", 50: "tengah", 100: "kanan"}, "y": {0: "atas", 50: "tengah", 100: "bawah"}}


def told(row: EditionPhoto) -> dict[str, Any]:
    """One photo for the editor."""
    files = row.photo.files
    return {
        "code": row.photo.code,
        "alt": row.alt,
        **addresses(row.photo),
        **state_of(files),
        "hints": [HINTS[hint] for hint in files.hints if hint in HINTS] if files else [],
        "frame": SHAPE_WORDS.get(files.frame.partition("@")[0], "") if files else "",
    }


def state_of(files: PhotoFiles | None) -> dict[str, Any]:
    """How far the sizes of a photo are: state, words, whether nothing more comes by itself."""
    if files is None:
        return {"state": PhotoFiles.State.READY, "words": "", "over": True}
    failed = f"Ukuran besar foto ini belum jadi. {files.failure}" if files.failure else ""
    return {"state": files.state, "words": STATES.get(files.state, failed), "over": not files.is_at_work}  # type: ignore[call-overload]


def states(rows: Iterable[EditionPhoto]) -> dict[str, dict[str, Any]]:
    """By code of the photo, for the script that waits."""
    return {row.photo.code: state_of(row.photo.files) for row in rows}


@dataclass(frozen=True)
class FrameChoice:
    """A frame that may be chosen: its value, shape and place for the style of its preview, its words, its picture."""

    value: str
    shape: str
    place: str
    words: str
    is_chosen: bool
    picture: dict[str, Any]


def whole_of(files: PhotoFiles) -> PhotoFiles:
    """The files of the whole picture that a frame was cut from; they stay for as long as a frame does."""
    if not files.frame:
        return files
    return PhotoFiles.objects.filter(original=files.original, frame="").first() or files


def frame_choices(files: PhotoFiles, chosen: str) -> list[FrameChoice]:
    """The whole picture, and each shape at both ends and in the middle; a frame put elsewhere is one more choice."""
    whole = whole_of(files)
    size, picture = (whole.width, whole.height), _small(whole)
    found = [FrameChoice("", "", "", "Utuh", chosen == "", picture)]
    for shape in SHAPES:
        axis = cuts(size, shape)
        for place, words in PLACES[axis].items() if axis else ():
            value = f"{shape}@{place}"
            style = {0: "start", 50: "mid", 100: "end"}[place]
            label = f"{SHAPE_WORDS[shape]}, {words}"
            found.append(FrameChoice(value, shape.replace(":", "x"), style, label, chosen == value, picture))
    if chosen and chosen not in {one.value for one in found}:
        shape = chosen.partition("@")[0]
        words = f"{SHAPE_WORDS[shape]}, geseran Anda"
        found.append(FrameChoice(chosen, shape.replace(":", "x"), "mid", words, True, _small(files)))
    return found


def _small(files: PhotoFiles) -> dict[str, Any]:
    return addresses_in(files.folder, files.sizes, files.width, files.height)
