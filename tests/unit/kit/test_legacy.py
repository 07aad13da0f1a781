"""TCVN3 and VNI are told apart from Unicode and from each other, and turned into the words that were meant."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.kit.legacy import TCVN3, VNI, decode, detect, is_syllable

# The words as they stand in the tables of the two encodings, typed by hand.
SAME_WORDS = [
    ("Uû ban nh©n d©n", "UÛy ban nhaân daân", "Ủy ban nhân dân"),
    ("§¶ng bé x· §ång §iÒu", "Ñaûng boä xaõ Ñoàng Ñieàu", "Đảng bộ xã Đồng Điều"),
    ("D©n vËn khÐo", "Daân vaän kheùo", "Dân vận khéo"),
    ("hiÕn ®Êt lµm ®­êng", "hieán ñaát laøm ñöôøng", "hiến đất làm đường"),
    ("tæ hoµ gi¶i ë c¬ së", "toå hoaø giaûi ôû cô sôû", "tổ hoà giải ở cơ sở"),
    ("gi÷ g×n n¾ng Êm, ®Æt nÒn", "giöõ gìn naéng aám, ñaët neàn", "giữ gìn nắng ấm, đặt nền"),
    ("t­ t­ëng, tù qu¶n, c­ t¹i", "tö töôûng, töï quaûn, cö taïi", "tư tưởng, tự quản, cư tại"),
    ("thÞ trÊn, gi¸m s¸t, kü thuËt", "thò traán, giaùm saùt, kyõ thuaät", "thị trấn, giám sát, kỹ thuật"),
    ("chØ ®¹o, nghÜa t×nh, vÏ, h¼n", "chæ ñaïo, nghóa tình, veõ, haún", "chỉ đạo, nghĩa tình, vẽ, hẳn"),
    ("y tÕ, quü, b·i, chç, lín, nhí", "y teá, quyõ, baõi, choã, lôùn, nhôù", "y tế, quỹ, bãi, chỗ, lớn, nhớ"),
]
LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
IN_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ"
IN_VNI = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò oø oû oõ où oï "
    "oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î"
)


@pytest.mark.parametrize(("tcvn3", "vni", "meant"), SAME_WORDS)
def test_old_words_are_found_and_read(tcvn3, vni, meant):
    assert (detect(tcvn3), detect(vni)) == (TCVN3, VNI)
    assert decode(tcvn3, TCVN3).replace("Uỷ", "Ủy") == meant
    assert decode(vni, VNI) == meant


def test_every_letter_has_its_sign():
    assert decode(IN_TCVN3, TCVN3) == LETTERS
    assert [decode(sign, VNI) for sign in IN_VNI.split()] == list(LETTERS)
    assert [decode(sign.upper(), VNI) for sign in IN_VNI.split()] == list(LETTERS.upper())
    assert decode("¡¢§£¤¥¦", TCVN3) == "ĂÂĐÊÔƠƯ"


def test_capitals_of_a_capital_font_are_capitals():
    assert decode("§¶NG Bé X· §åNG §IÒU", TCVN3) == "ĐẢNG BỘ XÃ ĐỒNG ĐIỀU"
    assert decode("MÆT TRËN Tæ quèc", TCVN3) == "MẶT TRẬN Tổ quốc"


@pytest.mark.parametrize("meant", [
    *(meant for _, _, meant in SAME_WORDS), "xã hòa", "Hà Nam", "3 × 4 m²", "«Dân vận khéo»", "Thôn 5 © 2026",
    "Café Zürich", "20 °C", "1–2 mô hình", "chó", "bé", "Plan", "", "Ý kiến", "à ơi", "Cá nhân", "già làng", "út",
    "Đề án 06-ĐA/TU", "• Làm đường", "§ 5", "Muñoz",
])  # fmt: skip
def test_what_is_unicode_is_left_alone(meant):
    assert detect(meant) == ""
    assert detect(unicodedata.normalize("NFD", meant)) == ""


@pytest.mark.parametrize(("word", "yes"), [
    ("nghiêng", True), ("quyết", True), ("đường", True), ("khuỷu", True), ("nhµ", False),
    ("xyz", False), ("áà", False), ("gìn", True), ("oanh", True), ("quốc", True), ("giếng", True), ("gi", True),
])  # fmt: skip
def test_syllables(word, yes):
    assert is_syllable(word) is yes
