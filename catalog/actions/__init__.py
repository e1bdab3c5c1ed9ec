"""The verbs of the catalogue: list, fill in, price, submit, decide, show; questions of categories; Katalog V6."""

from catalog.actions.deciding import approve, publish_again, send_back, submit, unpublish, withdraw
from catalog.actions.inaproc import inaproc_gaps, move_inaproc, saw_inaproc
from catalog.actions.listing import copy_product, open_draft, save_draft, start_product
from catalog.actions.offering import JUMP, Offer, set_availability, set_offer, set_price, set_price_and_availability
from catalog.actions.photos import (
    MOST_PHOTOS,
    add_photo,
    arrange_photos,
    describe_photo,
    frame_photo,
    make_sizes_again,
    put_photo_back,
)
from catalog.actions.questions import (
    activate_form,
    discard_form,
    move_question,
    put_question,
    remove_question,
    start_form,
    use_again,
)

__all__ = [
    "JUMP",
    "MOST_PHOTOS",
    "Offer",
    "activate_form",
    "add_photo",
    "approve",
    "arrange_photos",
    "copy_product",
    "describe_photo",
    "discard_form",
    "frame_photo",
    "inaproc_gaps",
    "make_sizes_again",
    "move_inaproc",
    "move_question",
    "open_draft",
    "publish_again",
    "put_photo_back",
    "put_question",
    "remove_question",
    "save_draft",
    "saw_inaproc",
    "send_back",
    "set_availability",
    "set_offer",
    "set_price",
    "set_price_and_availability",
    "start_form",
    "start_product",
    "submit",
    "unpublish",
    "use_again",
    "withdraw",
]
