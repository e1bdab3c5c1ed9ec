"""All rules in one list: what will be refused and what will be asked about, the refusals first. Pure."""

from collections.abc import Callable, Iterator

from catalog.refusal import offer, papers, words
from catalog.refusal.facts import Finding, Listing

Rule = Callable[[Listing], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    offer.photos,
    words.name,
    offer.category,
    words.description,
    words.claims,
    offer.price,
    offer.making,
    papers.halal,
    papers.certificates,
    papers.permit,
    papers.origin,
    words.materials,
    offer.parcel,
    offer.barcodes,
    offer.maker,
)


def foretell(listing: Listing) -> list[Finding]:
    """Everything the rules find, what is refused for sure first, else in the order of the editor."""
    found = [finding for rule in RULES for finding in rule(listing)]
    return sorted(found, key=lambda finding: not finding.is_red)
