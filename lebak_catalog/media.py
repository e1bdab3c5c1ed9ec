"""/media/: public renditions of photos, for machines without nginx in front; there nginx does the same.

Reads the storage, so it also serves what lies on an S3-compatible server (lebak_catalog.file_storage).
"""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from lebak_catalog.file_storage import FOREVER

# Renditions are made by us from bare pixels, in these formats only; nothing else is ever served from here.
TYPES = {".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}


@require_safe
def rendition(request: HttpRequest, path: str) -> FileResponse:
    """The public file of this name; 404 for everything that is not a rendition."""
    try:
        kind = TYPES[PurePosixPath(path).suffix]
        content = default_storage.open(path)
    except (KeyError, ValueError, OSError, SuspiciousOperation):  # ValueError: a NUL or a lone surrogate
        raise Http404("Foto ini tidak ada.") from None
    return FileResponse(content, content_type=kind, headers={"Cache-Control": FOREVER})
