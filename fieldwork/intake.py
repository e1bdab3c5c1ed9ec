"""What happens to photos between the upload and the draft of a visit: cleaned, stored, kept once."""

import uuid
from collections.abc import Sequence
from typing import Any

from accounts.models import User
from fieldwork.actions import visits as actions
from fieldwork.models import Visit, VisitPhoto
from fieldwork.photos import read_photo, remove_photo, store_photo
from review.actions import Refused


def take_one(visit: Visit, kind: str, file: Any, key: uuid.UUID, *, by: User) -> VisitPhoto:
    """Keep one photo; a second sending of the same key gives the first. Raises Refused for what is no photo."""
    there = VisitPhoto.objects.filter(visit=visit, client_key=key).first()
    if there is not None:
        return there
    picture = read_photo(file)
    folder = store_photo(picture, "kunjungan")
    photo = VisitPhoto(client_key=key, kind=kind, folder=folder, width=picture.width, height=picture.height)
    try:
        kept = actions.add_photo(visit, photo, by=by)
    except Refused:
        remove_photo(folder)
        raise
    if kept is not photo:
        remove_photo(folder)
    return kept


def take_in(visit: Visit, files: Sequence[tuple[str, Any]], *, by: User) -> list[str]:
    """Keep every usable photo of a form; returns one sentence for each that was not taken."""
    refused = []
    for kind, file in files[: actions.MOST_PHOTOS]:
        try:
            take_one(visit, kind, file, uuid.uuid4(), by=by)
        except Refused as no:
            refused.append(f"{(file.name or 'foto')[:40]}: {no}")
    if len(files) > actions.MOST_PHOTOS:
        refused.append(f"Satu kunjungan paling banyak {actions.MOST_PHOTOS} foto; sisanya tidak diolah.")
    return refused
