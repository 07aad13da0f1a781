"""The code with which somebody without an account follows what they sent; the portal keeps only its fingerprint."""

from __future__ import annotations

import hashlib
import random

from django.utils.crypto import salted_hmac

from danvan.kit import codes

_SALT = "danvan.hearings"


def code_for(request_key: str, attempt: int = 0) -> str:
    """The code of what was sent under this key: the same each time the same form is sent.

    The key itself is never stored, so nobody can reckon the code from what is.
    """
    seed = salted_hmac(f"{_SALT}.code.{attempt}", request_key, algorithm="sha256").hexdigest()
    return codes.make_code(random.Random(int(seed, 16)))


def fingerprint(code: str) -> str:
    """What is stored of a code, however it is typed."""
    return salted_hmac(f"{_SALT}.look", codes.normalise(code), algorithm="sha256").hexdigest()


def key_mark(request_key: str) -> str:
    """What is stored of the key of a form, to tell that it was sent before."""
    return hashlib.sha256(f"{_SALT}.{request_key}".encode()).hexdigest()[:40]
