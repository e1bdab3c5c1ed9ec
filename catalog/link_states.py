"""What the room that looks at links knows of an address: whether a page is there. It says it here (upkeep.links)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LinkState:
    """`kind`: ok, dead or unknown; `words` say since when, and what to make of it."""

    kind: str
    words: str


Ask = Callable[[Collection[str]], Mapping[str, LinkState]]
_ANSWERS: list[Ask] = []


def answers(ask: Ask) -> None:
    """Let `ask` answer for addresses; called when Django starts."""
    if ask not in _ANSWERS:
        _ANSWERS.append(ask)


def states(urls: Collection[str]) -> dict[str, LinkState]:
    """What is known of these addresses; one without an entry was never looked at. No addresses cost nothing."""
    wanted = {url for url in urls if url}
    return {url: state for ask in _ANSWERS for url, state in ask(wanted).items()} if wanted else {}
