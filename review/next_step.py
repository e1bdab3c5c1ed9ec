"""What the rooms above know about a thing that was approved: why everybody does not see it yet. They say it here."""

from collections.abc import Callable

from review.models import Submission

_ANSWERS: dict[str, Callable[[str], str]] = {}


def answers(room: str, why_hidden: Callable[[str], str]) -> None:
    """Let `room` answer for its things: `why_hidden(code)` is a sentence, empty when everybody sees the thing."""
    _ANSWERS[room] = why_hidden


def why_hidden(submission: Submission) -> str:
    """Why what was approved is not on display, one Indonesian sentence; empty when it is."""
    answer = _ANSWERS.get(submission.room)
    return answer(submission.subject_code) if answer else ""
