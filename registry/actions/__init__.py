"""The verbs of the register: registering, identity and consents, deciding."""

from registry.actions.deciding import (
    approve,
    resume,
    send_back,
    suspend,
)
from registry.actions.identity import (
    answer_consents,
    reveal_nik,
    reveal_npwp,
    set_consent,
    set_identity,
    set_npwp,
)
from registry.actions.registering import (
    open_draft,
    refuse_merged,
    save_draft,
    save_part,
    start_business,
    submit,
    told_in_queue,
    withdraw,
)

__all__ = [
    "answer_consents",
    "approve",
    "open_draft",
    "refuse_merged",
    "resume",
    "reveal_nik",
    "reveal_npwp",
    "save_draft",
    "save_part",
    "send_back",
    "set_consent",
    "set_identity",
    "set_npwp",
    "start_business",
    "submit",
    "suspend",
    "told_in_queue",
    "withdraw",
]
