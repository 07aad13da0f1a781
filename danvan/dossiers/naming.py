"""What the public may read of who carries a model out: an individual is named from recognition on, until their name
is taken down, and then nowhere; a name that stands in a title or a text is replaced by words."""

from __future__ import annotations

import re

from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.kit import vi

SOMEBODY, THE_SAME = "một cá nhân", "cá nhân này"
_FORMS = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "em", "cụ", "đồng chí"})  # how people are addressed
_AFTER_NAME = re.compile(r"\s*[,;(:]|\s+[-–—]\s+")  # what follows is an office or a place
_PIECES = re.compile(r"[^\W_]+")


def is_named(dossier: Dossier) -> bool:
    """May the public read the name of whoever carries this model out?"""
    if dossier.holder_kind != Holder.INDIVIDUAL:
        return True
    return dossier.recognised_on is not None and dossier.name_hidden_at is None


def is_hidden(dossier: Dossier) -> bool:
    """Was the name of this individual taken down?"""
    return dossier.holder_kind == Holder.INDIVIDUAL and dossier.name_hidden_at is not None


def public_holder(dossier: Dossier) -> str:
    """Who carries the model out, as the public reads it: "" for an individual who is not recognised, words in place
    of a name that was taken down."""
    if is_named(dossier):
        return dossier.holder_name
    return vi.capfirst_vi(SOMEBODY) if dossier.recognised_on is not None else ""


def public_title(dossier: Dossier) -> str:
    """The title as the public reads it."""
    return public_text(dossier, dossier.title)


def public_text(dossier: Dossier, text: str, *names: str) -> str:
    """Any text about this dossier as the public reads it; ``names`` are other spellings the person is known under."""
    return text if is_named(dossier) else without_name(text, dossier.holder_name, *names)


def printed_holder(dossier: Dossier, name: str) -> str:
    """A name as a decision printed it, unless it was taken down."""
    return vi.capfirst_vi(SOMEBODY) if name and is_hidden(dossier) else name


def printed_text(dossier: Dossier, text: str, *names: str) -> str:
    """Words as a decision printed them, without a name that was taken down."""
    return without_name(text, dossier.holder_name, *names) if is_hidden(dossier) else text


def without_name(text: str, *names: str) -> str:
    """The text with every mention of these people replaced, however marks, case and spaces were typed."""
    for name in dict.fromkeys(names):
        text = _replaced(text, _core(name)) if text else text
    return text


def _core(name: str) -> list[str]:
    """The words of the name alone: “Hộ ông Nông Văn A, thôn B” is Nông Văn A."""
    words = _PIECES.findall(vi.nfc(_AFTER_NAME.split(vi.clean_line(name), maxsplit=1)[0]))
    for place in range(len(words) - 1, -1, -1):
        taken = _form(words, place)
        if taken and place + taken < len(words) and (place == 0 or words[place].islower()):
            return words[place + taken :]
    return words


def _form(words: list[str], place: int) -> int:
    """How many words from here on address somebody: one for “ông”, two for “đồng chí”, none otherwise."""
    if place < len(words) and vi.match_key(words[place]) in _FORMS:
        return 1
    return 2 if vi.match_key(" ".join(words[place : place + 2])) in _FORMS else 0


def _replaced(text: str, name: list[str]) -> str:
    text = vi.nfc(text)
    found = list(_PIECES.finditer(text))
    words, told, end, place = [piece.group() for piece in found], "", 0, 0
    while name and place < len(found):
        form = _form(words, place)
        length, said = _mention(words[place + form : place + form + len(name)], name, addressed=bool(form))
        if not length:
            place += 1
            continue
        first = found[place].start()
        place += form + length
        told += text[end:first] + (vi.capfirst_vi(said) if _begins_a_sentence(text[:first]) else said)
        end = found[place - 1].end()
    return told + text[end:]


def _begins_a_sentence(before: str) -> bool:
    bare = before.rstrip(" \"'“‘(")
    return not bare or bare[-1] in ".?:\n"


def _mention(words: list[str], name: list[str], *, addressed: bool) -> tuple[int, str]:
    """How many of these words are this person, and what is said instead; “bà Lan” is the end of a name."""
    if len(name) == 1 and not addressed:
        return (1, SOMEBODY) if words == name else (0, "")
    if _same(words, name):
        return len(name), SOMEBODY
    for size in range(len(name), 0, -1) if addressed else ():
        if words and words[0][:1].isupper() and _same(words[:size], name[-size:]):
            return size, THE_SAME
    return 0, ""


def _same(words: list[str], name: list[str]) -> bool:
    """The same words in any case, and also where marks were not typed."""
    return len(words) == len(name) and all(
        vi.match_key(word) == vi.match_key(other) or (word.isascii() and word.lower() == vi.fold(other))
        for word, other in zip(words, name, strict=True)
    )
