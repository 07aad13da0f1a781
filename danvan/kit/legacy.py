"""Vietnamese typed in the encodings of before Unicode, TCVN3 (ABC) and VNI, as a spreadsheet shows it raw: found by
its syllables, and turned into Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

TCVN3, VNI = "TCVN3", "VNI"

# Each row: a plain vowel, then with the tones huyền, hỏi, ngã, sắc, nặng, in the encoding and in Unicode.
_TCVN3_ROWS = (
    ("aµ¶·¸¹", "aàảãáạ"), ("¨»¼½¾Æ", "ăằẳẵắặ"), ("©ÇÈÉÊË", "âầẩẫấậ"), ("eÌÎÏÐÑ", "eèẻẽéẹ"), ("ªÒÓÔÕÖ", "êềểễếệ"),
    ("i×ØÜÝÞ", "iìỉĩíị"), ("oßáâãä", "oòỏõóọ"), ("«åæçèé", "ôồổỗốộ"), ("¬êëìíî", "ơờởỡớợ"), ("uïñòóô", "uùủũúụ"),
    ("\u00adõö÷øù", "ưừửữứự"), ("yúûüýþ", "yỳỷỹýỵ"), ("®¡¢§£¤¥¦", "đĂÂĐÊÔƠƯ"),
)  # fmt: skip
_TCVN3 = {ord(old): new for olds, news in _TCVN3_ROWS for old, new in zip(olds, news, strict=True) if old != new}
_LETTERS = {*"bcdghklmnpqrstvx", *"".join(news for _, news in _TCVN3_ROWS).lower()}  # of Vietnamese

# In VNI the mark follows the letter: huyền, hỏi, ngã, sắc, nặng on a plain vowel, then on â and on ă.
_PLAIN, _ROUND, _SHORT = "øûõùï", "àåãáä", "èúüéë"
_VNI_ROWS = (
    ("a", "àảãáạ", _PLAIN), ("a", "ầẩẫấậ", _ROUND), ("a", "ằẳẵắặ", _SHORT), ("a", "âă", "âê"), ("e", "èẻẽéẹ", _PLAIN),
    ("e", "ềểễếệ", _ROUND), ("e", "ê", "â"), ("o", "òỏõóọ", _PLAIN), ("o", "ồổỗốộ", _ROUND), ("o", "ô", "â"),
    ("ô", "ờởỡớợ", _PLAIN), ("u", "ùủũúụ", _PLAIN), ("ö", "ừửữứự", _PLAIN), ("y", "ỳỷỹý", "øûõù"),
)  # fmt: skip
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}  # ì and í are what they are
_VNI = {base + mark: new for base, news, marks in _VNI_ROWS for new, mark in zip(news, marks, strict=True)} | _VNI_ALONE
_VNI |= {
    cased: new.upper() for old, new in _VNI.items() for cased in {old.upper(), old[0].upper() + old[1:]}
}  # a capital carries its mark in either case
_VNI_SIGNS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# A letter that only Unicode has: whoever typed it did not type the rest in an old encoding.
_ONLY_UNICODE = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u0300-\u036f\u1ea0-\u1ef9]")
_BEYOND_ASCII = re.compile("[\u0080-\u00ff]")
_BETWEEN = re.compile(r"[\s!-/:-@\[-`{-~0-9“”‘’–—…]+")
_SMALL, _CAPITALS, _WORD = re.compile("[a-z]"), re.compile("[A-Z]"), re.compile(r"\S+")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
# Vowels that end a syllable, vowels that cannot end one, vowels that may.
_OPEN = (
    "iêu yêu ươi ươu uôi oai oay oeo oao uây uya uyu uêu ai ao au ay âu ây eo êu ia iu oi ôi ơi ua ui uơ ưa ưi ưu"
).replace(" ", "|")
_CLOSED, _EITHER = "uyê|iê|yê|ươ|uô|uâ|oă|oo|ă|â", "oa|oe|uê|uy|a|e|ê|i|o|ô|ơ|u|ư|y"
_ENDING = "(?:ch|nh|ng|[cmnpt])"
_SYLLABLE = re.compile(f"{_ONSET}(?:(?:{_OPEN})|(?:{_CLOSED}){_ENDING}|(?:{_EITHER}){_ENDING}?)")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_LONGEST, _ENOUGH = 14, 60  # characters of a syllable, as VNI writes it; words of a text that are looked at
_SHARE = 0.6  # of the words with signs must be syllables after decoding


def decode(text: str, encoding: str) -> str:
    """Text of an old encoding in Unicode.

    TCVN3 has capital fonts instead of capital letters with tones: what stands among capitals becomes one.
    """
    if encoding == TCVN3:
        if not _SMALL.search(text) and len(_CAPITALS.findall(text)) > 1:
            return text.translate(_TCVN3).upper()
        return _WORD.sub(_decoded_word, text)
    return _VNI_SIGNS.sub(lambda found: _VNI[found.group()], text)


def _decoded_word(found: re.Match[str]) -> str:
    word = found.group()
    new = word.translate(_TCVN3)
    return new.upper() if not _SMALL.search(word) and len(_CAPITALS.findall(word)) > 1 else new


def encodings(text: str) -> list[str]:
    """The old encodings a text can be in: more of its words are Vietnamese syllables after decoding than before. None
    for Unicode, and both in the rare case that both make as many syllables of it."""
    words = _signed_words(text)
    before = sum(map(is_syllable, words))
    scores = {name: sum(is_syllable(decode(word, name)) for word in words) for name in (TCVN3, VNI)}
    best = max(scores.values())
    return [name for name, score in scores.items() if score == best and best > before and best >= _SHARE * len(words)]


def detect(text: str) -> str:
    """The old encoding a text is in, or ""."""
    return next(iter(encodings(text)), "")


def may_be(text: str, encoding: str) -> bool:
    """Could a text be in this encoding, should its neighbours be? Every word of it decodes to a syllable."""
    words = _signed_words(text)
    return bool(words) and all(is_syllable(decode(word, encoding)) for word in words)


def is_unicode(text: str) -> bool:
    """Does a text hold a letter that no old encoding can show?"""
    return _ONLY_UNICODE.search(text) is not None


def _signed_words(text: str) -> list[str]:
    """The words with a sign beyond ASCII, of a text that could be in an old encoding at all."""
    if _BEYOND_ASCII.search(text) is None or is_unicode(text):
        return []
    words = (word for word in _BETWEEN.split(text) if _BEYOND_ASCII.search(word) and any(map(str.isalpha, word)))
    return list(islice(words, _ENOUGH))


def is_syllable(word: str) -> bool:
    """Is this a Vietnamese syllable: an onset, vowels that go together, an ending, at most one tone?"""
    return len(word) <= _LONGEST and _is_syllable(word)


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    if not _LETTERS.issuperset(word.lower()):
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    bare = parts.translate(_TONES)
    return len(parts) - len(bare) <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None
