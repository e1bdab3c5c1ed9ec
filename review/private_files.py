"""How a file of the private storage leaves the house: shut in a sandbox, kept by no cache, a PDF only as a download."""

from django.core.files.storage import storages
from django.http import FileResponse, Http404

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
PDF = "application/pdf"


def private_answer(path: str, content_type: str = "image/jpeg", *, name: str = "") -> FileResponse:
    """The answer with the bytes; `name` is the file name without ending. Raises Http404 when the file is gone."""
    try:
        file = storages["private"].open(path)
    except FileNotFoundError:
        raise Http404("Berkas ini sudah tidak ada.") from None
    is_pdf = content_type == PDF
    filename = f"{name}.{'pdf' if is_pdf else 'jpg'}" if name else ""
    answer = FileResponse(file, as_attachment=is_pdf, filename=filename, content_type=content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
