"""The steps of `review.pictures` that touch a decoder: they run in the child process."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Collection

from PIL import Image, ImageCms

from review.file_kinds import kind_of
from review.picture_frames import box
from review.picture_hints import hints
from review.sandbox import BadFile, task

MAX_PIXELS = 40_000_000
MAX_ASPECT = 4
WIDTHS = (160, 320, 640, 960)
# Bytes a rendition may have: a card picture 12 KB, a main picture 60 KB, for a phone on a slow line.
BUDGETS = {160: 5_000, 320: 12_000, 640: 40_000, 960: 60_000}
JPEG_WIDTHS = (640,)  # link previews, e-mail and the few browsers without WebP
JPEG_BUDGET, JPEG_BUDGETS = 60_000, {320: 18_000, 960: 110_000}
QUALITIES = (78, 66, 54, 42, 30, 18)
FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
ORIENTATION_TAG = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SEND_JPG = "Kirim foto sebagai JPG atau PNG."
_REFUSED = {
    "empty": "Berkas ini kosong (0 byte). Pilih fotonya lagi, lalu unggah ulang.",
    "heic": (
        "Foto ini berformat HEIC dari iPhone. Di iPhone: Pengaturan > Kamera > Format > “Paling Kompatibel”, "
        "lalu foto ulang. Atau kirim lewat WhatsApp ke diri sendiri dan unduh; hasilnya JPG."
    ),
    "gif": f"GIF tidak dapat dipakai sebagai foto. {_SEND_JPG}",
    "tiff": "TIFF tidak dapat dipakai. Simpan ulang sebagai JPG dari aplikasi pemindai Anda, lalu unggah JPG itu.",
    "bmp": "BMP tidak dapat dipakai. Buka di aplikasi gambar, simpan sebagai JPG, lalu unggah JPG itu.",
    "ico": f"Berkas ikon (ICO) tidak dapat dipakai sebagai foto. {_SEND_JPG}",
    "svg": "SVG tidak dapat dipakai. Ekspor gambar Anda ke PNG, lalu unggah PNG itu.",
    "psd": "Berkas Photoshop tidak dapat dipakai. Ekspor sebagai JPG, lalu unggah JPG itu.",
    "jxl": f"JPEG XL belum dapat dipakai. {_SEND_JPG}",
    "pdf": f"Ini berkas PDF, bukan foto. {_SEND_JPG}",
    "video": f"Ini berkas video, bukan foto. {_SEND_JPG}",
    "broken": "Foto rusak atau tidak lengkap. Unggah ulang, atau pilih foto lain.",
}
_NOT_A_PICTURE = "Berkas ini bukan foto. Kirim foto JPG, PNG, atau WebP."


class BadUpload(BadFile):
    """An uploaded picture or document that we do not take."""


def refuse_by_first_look(data: bytes, max_bytes: int) -> None:
    """What needs no decoder: size in bytes and kind by the first bytes. Raises BadUpload."""
    if len(data) > max_bytes:
        largest, this = max_bytes // 1048576, -(-len(data) // 1048576)
        text = f"Foto paling besar {largest} MB. Foto ini {this} MB. Kecilkan dulu, atau kirim lewat WhatsApp ke diri "
        raise BadUpload("too_many_bytes", text + "sendiri lalu unduh hasilnya.")
    kind = kind_of(data)
    if kind not in FORMATS:
        raise BadUpload(kind if kind in _REFUSED else "not_a_picture", _REFUSED.get(kind, _NOT_A_PICTURE))


@task
def clean(
    data: bytes, *, longest: int, widths: list[int], smallest: int, jpegs: Collection[int] = JPEG_WIDTHS
) -> tuple[dict, list[bytes]]:
    """Decodes, turns upright, flattens, converts to sRGB, scales and encodes. Raises BadUpload."""
    image, turn, profile = _decode(data, longest, smallest)
    image = _srgb(_flat(image), profile)
    if turn is not None:
        image = image.transpose(turn)
    image = _bare(image)
    blobs = [_encoded(image, "JPEG", 85)]
    sizes = _sizes(image, widths, jpegs, blobs)
    values = {"width": image.width, "height": image.height, "perceptual_hash": _difference_hash(image)}
    values |= {"pixels": _fingerprint(image), "hints": hints(image)}
    return {**values, "sizes": sizes}, blobs


@task
def frame(data: bytes, *, frame: str, widths: list[int], jpegs: Collection[int]) -> tuple[dict, list[bytes]]:
    """The sizes of one frame of a picture that `clean` made before. Raises BadUpload."""
    image, _, _ = _decode(data, MAX_PIXELS, 1)
    image = _bare(image.convert("RGB").crop(box(image.size, frame)))
    blobs: list[bytes] = []
    sizes = _sizes(image, widths, jpegs, blobs)
    return {"width": image.width, "height": image.height, "sizes": sizes, "hints": hints(image)}, blobs


def _sizes(image: Image.Image, widths: list[int], jpegs: Collection[int], blobs: list[bytes]) -> list[list[int | None]]:
    """Encodes every width; `blobs` takes the bytes, the answer says where: width asked, true size, WebP, JPEG."""
    sizes: list[list[int | None]] = []
    for wanted in widths:
        small = _narrowed(image, wanted)
        blobs.append(_within(small, "WEBP", BUDGETS.get(wanted, JPEG_BUDGET)))
        webp, jpeg = len(blobs) - 1, None
        if wanted in jpegs:
            blobs.append(_within(small, "JPEG", JPEG_BUDGETS.get(wanted, JPEG_BUDGET)))
            jpeg = len(blobs) - 1
        sizes.append([wanted, small.width, small.height, webp, jpeg])
    return sizes


def _fingerprint(image: Image.Image) -> str:
    """The same for the same pixels, whatever file they came in."""
    return hashlib.sha256(b"%dx%d:" % image.size + image.tobytes()).hexdigest()


def _decode(data: bytes, longest: int, smallest: int) -> tuple[Image.Image, Image.Transpose | None, bytes | None]:
    """The first frame, fully decoded and scaled down, with how to turn it and its colour profile.

    `Image.verify()` is no check: a file cut in half passes it. Only `load()` reads to the end.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a corrupt EXIF block warns; we do not keep EXIF
            image = Image.open(io.BytesIO(data), formats=[FORMATS[kind_of(data)]])
            _refuse_by_header(image.size, smallest)
            turn = _turn(image)
            profile = image.info.get("icc_profile")
            if image.format in {"JPEG", "MPO"}:
                image.draft(None, (longest, longest))  # libjpeg scales while decoding: 12 MP need 9 MB, not 36
            image.load()
    except BadUpload:
        raise
    except Image.DecompressionBombError:
        raise _too_many_pixels(None) from None
    except MemoryError:
        raise
    except Exception:  # decoders raise nearly anything on hostile bytes: ValueError, SyntaxError, struct.error, ...
        raise BadUpload("broken", _REFUSED["broken"]) from None
    return _shrunk(image, longest), turn, profile


def _refuse_by_header(size: tuple[int, int], smallest: int) -> None:
    """Judges the size that the header claims, before a single pixel is decoded."""
    width, height = size
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(size)
    if min(width, height) * MAX_ASPECT < max(width, height):
        text = f"Foto terlalu panjang atau terlalu tipis ({width} × {height} piksel). Potong dulu; sisi panjang paling "
        raise BadUpload("aspect", text + f"banyak {MAX_ASPECT} kali sisi pendek.")
    if min(width, height) < smallest:
        text = f"Foto terlalu kecil ({width} × {height} piksel). Ambil ulang, paling kecil {smallest} × {smallest}; "
        raise BadUpload("too_small", text + "lebih baik 800 × 800.")


def _too_many_pixels(size: tuple[int, int] | None) -> BadUpload:
    claimed = f" ({size[0]} × {size[1]} piksel)" if size else ""
    text = f"Foto terlalu besar{claimed}. Paling besar {MAX_PIXELS // 1_000_000} megapiksel; kecilkan dulu."
    return BadUpload("too_many_pixels", text)


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to turn the picture upright; a broken EXIF block or an unknown value means it is upright."""
    try:
        return TURNS.get(image.getexif().get(ORIENTATION_TAG, 1))
    except Exception:  # corrupt EXIF raises many kinds of errors, none of which matter to the pixels
        return None


def _shrunk(image: Image.Image, longest: int) -> Image.Image:
    """Scaled so that the longest side fits. First, so that all later steps work on few pixels."""
    if max(image.size) <= longest:
        return image
    if image.mode in {"1", "P", "PA"}:
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    elif image.mode.startswith("I;16"):
        image = image.convert("I")
    scale = longest / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _flat(image: Image.Image) -> Image.Image:
    """RGB, L or CMYK of 8 bits, transparent parts on white."""
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits a channel
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"RGB", "L", "CMYK"} and "transparency" not in image.info:
        return image
    if image.mode in {"YCbCr", "LAB", "HSV"}:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as sRGB, by the picture's own profile where it has a usable one."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # a broken profile, or one for another kind of pixels
        if converted is not None:
            return converted
    return image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """A new picture that has nothing but the pixels: Pillow would write comments and profiles it still carries."""
    return Image.frombytes("RGB", image.size, image.tobytes())


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _within(image: Image.Image, form: str, budget: int) -> bytes:
    """The best of our qualities that fits the budget of bytes, else the lowest one."""
    encoded = b""
    for quality in QUALITIES:
        encoded = _encoded(image, form, quality)
        if len(encoded) <= budget:
            break
    return encoded


def _encoded(image: Image.Image, form: str, quality: int) -> bytes:
    out = io.BytesIO()
    if form == "WEBP":
        image.save(out, form, quality=quality, method=4)
    else:
        image.save(out, form, quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _difference_hash(image: Image.Image) -> str:
    """64 bits: is each of 8x8 fields lighter than its right neighbour? Stays the same when resized or recompressed."""
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = "".join("1" if grey[row * 9 + at] > grey[row * 9 + at + 1] else "0" for row in range(8) for at in range(8))
    return f"{int(bits, 2):016x}"
