"""/media/: public renditions of photos, for machines without nginx in front; there nginx does the same."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

# Renditions are made by us from bare pixels, in these formats only; nothing else is ever served from here.
TYPES = {".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}
FOREVER = "public, max-age=31536000, immutable"  # a changed photo is a new file with a new name


@require_safe
def rendition(request: HttpRequest, path: str) -> FileResponse:
    """The file of MEDIA_ROOT with this relative path; 404 for everything that is not a rendition."""
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        kind = TYPES[file.suffix]
        content = file.open("rb")
    except (KeyError, ValueError, OSError, SuspiciousFileOperation):  # ValueError: a NUL or a lone surrogate
        raise Http404("Foto ini tidak ada.") from None
    return FileResponse(content, content_type=kind, headers={"Cache-Control": FOREVER})
