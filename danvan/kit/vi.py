"""Vietnamese text: one spelling to store, one key to compare, one to search, one to sort."""

import re
import unicodedata

# Invisible characters that ride along with copied text: zero-width, soft hyphen, direction marks.
_UNSEEN = dict.fromkeys([0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
_UNSEEN[0xFEFF] = None
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_DROPPED = str.maketrans({**_UNSEEN, **_SPACES})
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _DROPPED)))}]")  # most text has none, and is spared the work
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»‘’‚‛'`´ʼ′″"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_ETH = {ord("Ð"): "Đ", ord("ð"): "đ", ord("Ɖ"): "Đ", ord("ɖ"): "đ"}  # look like Đ, and old files use them for it
_ALIKE = str.maketrans({**_QUOTES, **_DASHES, **_ETH})

_LOOKS_ALIKE = re.compile(f"[{re.escape(''.join(map(chr, _ALIKE)))}]")
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]")

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_TONES = {_GRAVE: 1, _HOOK: 2, _TILDE: 3, _ACUTE: 4, _DOT: 5}
_LATE_TONE = re.compile(r"(?<![qQ])([oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_]|[\u0300-\u036f])")

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    """The composed spelling of every letter, without invisible characters, with plain spaces."""
    return unicodedata.normalize("NFC", text.translate(_DROPPED) if _ODD.search(text) else text)


def clean_line(text: str) -> str:
    """One line as it should be stored: composed, no control characters, single spaces, nothing at the ends."""
    return " ".join(nfc(_CONTROL.sub("", _LINE_ENDS.sub(" ", text))).split())


def clean_text(text: str) -> str:
    """Several lines as they should be stored: like ``clean_line`` for each line, and empty lines are kept."""
    lines = (clean_line(line) for line in _LINE_ENDS.sub("\n", text).split("\n"))
    return "\n".join(lines).strip()


def _early_tone(match: re.Match[str]) -> str:
    first, (base, mark) = match.group()[0], tuple(unicodedata.normalize("NFD", match.group()[1]))
    return unicodedata.normalize("NFC", first + mark) + base


def tone(text: str) -> str:
    """The same text with the tone of a final oa, oe, uy on its first vowel: hoà is hòa, uỷ is ủy, quý stays."""
    return _LATE_TONE.sub(_early_tone, unicodedata.normalize("NFC", text))


def _caseless(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def match_key(text: str) -> str:
    """Equal for two spellings of the same words, whatever their case, tone place, spaces, quotes or dashes."""
    return tone(clean_line(_plain(_caseless(_plain(clean_line(text))))))


def _plain(text: str) -> str:
    """Quotes, dashes and letters that look alike made the same."""
    return text.translate(_ALIKE) if _LOOKS_ALIKE.search(text) else text


def fold(text: str) -> str:
    """The key to search on: no marks, đ as d, lower case, so that “nong thon moi” finds “nông thôn mới”."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", match_key(text))).replace("đ", "d").replace("ı", "i")
    if not bare.isascii():
        bare = "".join(char for char in bare if not unicodedata.combining(char))
    return clean_line(bare)


def slug(text: str, max_length: int = 80) -> str:
    """The words of an address, never empty, cut between words: “Đảng bộ xã” is dang-bo-xa."""
    whole = _NOT_IN_SLUG.sub("-", fold(text)).strip("-")
    cut = whole[:max_length]
    if len(whole) > max_length and whole[max_length] != "-" and "-" in cut:
        cut = cut.rpartition("-")[0]
    return cut.strip("-") or "khong-ten"


def capfirst_vi(text: str) -> str:
    """The same sentence with its first letter raised, even behind an opening quote; a figure in front stays."""
    text = unicodedata.normalize("NFC", text)
    for place, char in enumerate(text):
        if char.isalnum():
            return text[:place] + char.upper() + text[place + 1 :]
    return text


# The order of a Vietnamese dictionary. A key holds digits only, so that every database collation sorts it alike:
# two digits for each letter, then the end mark 00, then one digit for each tone, then one for each capital.
_ORDER = [" ", *"_-–—,;:!?….'‘’\"“”«»()[]{}§@*/\\&#%`´^°+±<=>|~$", *"0123456789", *"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"]
_RANK = {char: f"{number:02}" for number, char in enumerate(_ORDER, start=1)}
_END, _FOREIGN_SIGN, _FOREIGN_LETTER, _FOREIGN_MARK = "00", "97", "98", 6
_LETTER_MARKS = {"\u0302", "\u0306", "\u031b"}


def _weigh(char: str) -> tuple[str, str, str]:
    """Place of the letter, its tone, its case: each as digits."""
    base, tone_weight = "", 0
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone_weight = _TONES[part]
        elif base and unicodedata.combining(part) and part not in _LETTER_MARKS:
            tone_weight = _FOREIGN_MARK
        else:
            base += part
    base = unicodedata.normalize("NFC", base)
    lower = base.lower()
    foreign = (_FOREIGN_LETTER if base.isalnum() else _FOREIGN_SIGN) + f"{ord(lower[:1] or ' '):07}"
    return _RANK.get(lower, foreign), str(tone_weight), str(int(lower != base))


def sort_key(text: str) -> str:
    """Digits that sort, in any database, as a Vietnamese reader sorts the words."""
    weights = [_weigh(char) for char in clean_line(text).translate(_ETH)]
    places, tones, cases = ("".join(column) for column in zip(*weights, strict=True)) if weights else ("", "", "")
    return places + _END + tones + cases


def given_name_key(name: str) -> str:
    """Sorts people as official lists do: by given name, which comes last, then by the whole name."""
    line = clean_line(name)
    return sort_key(line.rpartition(" ")[2]) + sort_key(line)
