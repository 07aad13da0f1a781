"""Vietnamese text is stored in one spelling, compared on one key, searched on another."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.kit.vi import capfirst_vi, clean_line, clean_text, fold, match_key, nfc, slug, tone

vietnamese = (
    st.text(st.sampled_from("aăâbcdđeêghikoôơqtuưyAĐOUYÀoàoáuỷuýoẹỦ \u0301\u0323“”'-–\u200b\u00a0\n")) | st.text()
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u0110a\u0309ng", "Đảng"),  # five code points on a Mac, four here
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("a\u0323\u0302", "ậ"),
        ("a\u200b\u0301", "á"),
        ("Tân\u00a0Yên", "Tân Yên"),
        ("\ufeffTân\u200b Yên\u200e", "Tân Yên"),
        ("hoà", "hoà"),  # spelled as typed; only the key moves the tone
    ],
)
def test_nfc_composes_and_drops_what_nobody_sees(typed, stored):
    assert nfc(typed) == stored
    assert len("Đảng") == 4


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Xã   Ngọc\tThiện \r\n", "Xã Ngọc Thiện"),
        ("một\x00\x07\x1b hai", "một hai"),
        ("\u202egnp.exe", "gnp.exe"),
        ("dòng một\ndòng hai", "dòng một dòng hai"),
        ("\ud800lẻ", "lẻ"),
        ("", ""),
    ],
)
def test_a_line_is_stored_clean(typed, stored):
    assert clean_line(typed) == stored


def test_a_text_keeps_its_lines():
    assert clean_text("\r\n Một \x00dòng  \r\n\r\nHai\u2028Ba\x0b\tBốn \n") == "Một dòng\n\nHai\nBa\nBốn"


@pytest.mark.parametrize(
    ("typed", "moved"),
    [
        ("hoà", "hòa"),
        ("Hoà Bình", "Hòa Bình"),
        ("CỘNG HOÀ", "CỘNG HÒA"),
        ("HUYỆN UỶ", "HUYỆN ỦY"),
        ("Uỷ ban", "Ủy ban"),
        ("thuỷ", "thủy"),
        ("Thuý", "Thúy"),
        ("xoá, khoẻ, loè", "xóa, khỏe, lòe"),
        ("luỵ", "lụy"),
        ("hòa ủy thủy", "hòa ủy thủy"),
        ("quý, quỳ, quỷ, quỵ, QUÝ", "quý, quỳ, quỷ, quỵ, QUÝ"),
        ("toán, hoạch, khoẻn", "toán, hoạch, khoẻn"),
        ("huỳnh, quỳnh, khuỷu, suýt", "huỳnh, quỳnh, khuỷu, suýt"),
        ("ngoài, khoái, ngoẹo", "ngoài, khoái, ngoẹo"),
        ("hoa\u0300", "hòa"),
        ("uỷ-ban", "ủy-ban"),
    ],
)
def test_the_tone_moves_only_at_the_end_of_a_syllable(typed, moved):
    assert tone(typed) == moved


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đảng uỷ xã", "ĐẢNG ỦY  XÃ"),
        ("thị trấn Cao Thượng", "Thị\u00a0trấn Cao\u200bThượng".replace("Cao\u200b", "Cao ")),
        ("“Dân vận khéo”", '"Dân vận khéo"'),
        ("‘Dân vận khéo’", "“dân vận khéo”"),
        ("sáng – xanh — sạch", "sáng - xanh - sạch"),
        ("\u00d0ồng Kỳ", "Đồng Kỳ"),  # the Icelandic letter that looks like Đ
        ("Hòa Bình", unicodedata.normalize("NFD", "Hoà Bình")),
    ],
)
def test_the_same_words_have_the_same_key(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("dân", "đân"), ("Đồng Tiến", "Dông Tiến"), ("má", "mà"), ("hòa", "hoa"), ("Lục", "Lúc"), ("an", "ăn")],
)
def test_different_words_have_different_keys(one, other):
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("nông thôn mới", "nong thon moi"),
        (unicodedata.normalize("NFD", "NÔNG THÔN MỚI"), "nong thon moi"),
        ("Đảng bộ huyện Chợ Đồn", "dang bo huyen cho don"),
        ("Hoà / hòa", "hoa / hoa"),
        ("ươn ướt, khuỷu, nghiêng", "uon uot, khuyu, nghieng"),
        ("“Dân vận khéo” – 2020", '"dan van kheo" - 2020'),
        ("2559/QĐ–UBND", "2559/qd-ubnd"),
        ("", ""),
    ],
)
def test_search_key_has_no_marks(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đảng bộ xã Ngọc Thiện", "dang-bo-xa-ngoc-thien"),
        ("“Dân vận khéo” – năm 2020!", "dan-van-kheo-nam-2020"),
        ("Ủy ban / HĐND", "uy-ban-hdnd"),
        ("---", "khong-ten"),
        ("", "khong-ten"),
        ("中文", "khong-ten"),
    ],
)
def test_slug_keeps_d_for_d_with_a_stroke(text, words):
    assert slug(text) == words


def test_slug_is_cut_between_words():
    assert slug("hiến đất làm đường", max_length=12) == "hien-dat-lam"
    assert slug("hiến đất làm đường", max_length=14) == "hien-dat-lam"
    assert slug("nghiêngnghiêng", max_length=5) == "nghie"
    assert len(slug("xã " * 200)) <= 80


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("đã gửi", "Đã gửi"),
        ("ở huyện", "Ở huyện"),
        ("“dân vận khéo”", "“Dân vận khéo”"),
        (unicodedata.normalize("NFD", "ủy ban"), "Ủy ban"),
        ("24 xã", "24 xã"),
        ("", ""),
    ],
)
def test_the_first_letter_is_raised(text, raised):
    assert capfirst_vi(text) == raised


@given(vietnamese)
def test_keys_of_keys_are_themselves(text):
    assert nfc(nfc(text)) == nfc(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)
    assert match_key(match_key(text)) == match_key(text)
    assert fold(fold(text)) == fold(text)
    assert slug(slug(text)) == slug(text)


@given(vietnamese)
def test_spelling_does_not_change_the_keys(text):
    assert match_key(unicodedata.normalize("NFD", text)) == match_key(text)
    assert fold(match_key(text)) == fold(text)
    assert fold(clean_text(text)) == fold(text)


@given(vietnamese)
def test_stored_text_holds_nothing_a_database_refuses(text):
    stored = clean_line(text)
    assert stored == unicodedata.normalize("NFC", stored)
    assert "\x00" not in stored
    assert stored.encode().decode() == stored
