"""Public codes of certificates: eight characters easy to read aloud, the last one a checksum."""

import random
import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # thirty-two, without I, O, 0, 1
LENGTH = 8
_VALUE = {char: number for number, char in enumerate(ALPHABET)}
_BETWEEN = re.compile(r"[\s\-‐‑‒–—−]+")


def _times_x(value: int) -> int:
    """Multiply by x in the field of 32 elements (x⁵ + x² + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _remainder(code: str) -> int:
    """Nought for a code whose checksum is right; any one changed or any two swapped characters make it differ."""
    total = 0
    for char in code:
        total = _times_x(total) ^ _VALUE[char]
    return total


def make_code(rng: random.Random) -> str:
    """A code from this source of chance."""
    body = "".join(rng.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + ALPHABET[_times_x(_remainder(body))]


def public_code() -> str:
    """A new code that nobody can guess."""
    return make_code(secrets.SystemRandom())


def normalise(text: str) -> str:
    """What someone typed, as codes are stored: capitals, no spaces, no dashes."""
    return _BETWEEN.sub("", text).upper()


def check(code: str) -> bool:
    """Could this be one of ours? A slip of one character says no."""
    typed = normalise(code)
    return len(typed) == LENGTH and all(char in _VALUE for char in typed) and _remainder(typed) == 0


def shown(code: str) -> str:
    """As it is printed: 7KQ4-M2PD."""
    return f"{code[:4]}-{code[4:]}" if len(code) > 4 else code
