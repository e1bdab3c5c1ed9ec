"""Chance that falls the same way every time, so that a second run makes the same demo."""

import random

SEED = "lebak"


def dice(*words: object) -> random.Random:
    """A generator of its own for everything named by `words`."""
    return random.Random("/".join([SEED, *map(str, words)]))  # noqa: S311 (a demo, no secret)
