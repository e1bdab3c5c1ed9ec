"""Makes the short public codes that stand in addresses, on labels and in the diary."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code() -> str:
    """A random code of 8 characters without look-alikes (no 0, 1, i, l, o); 31**8 possibilities."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))
