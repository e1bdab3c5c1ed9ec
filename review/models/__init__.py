"""What waits for a decision and who decided it; the abstract edition; and what the desk keeps for its own work."""

from review.models.desk import Batch, BatchItem, Conversation, Message, OfficeHoliday
from review.models.submissions import (
    Edition,
    Finding,
    Kind,
    Reason,
    State,
    Submission,
    edition_constraints,
    frozen_once_submitted,
    frozen_with,
)

__all__ = [
    "Batch",
    "BatchItem",
    "Conversation",
    "Edition",
    "Finding",
    "Kind",
    "Message",
    "OfficeHoliday",
    "Reason",
    "State",
    "Submission",
    "edition_constraints",
    "frozen_once_submitted",
    "frozen_with",
]
