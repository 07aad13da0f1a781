"""The fonts of the pages keep every Vietnamese letter, and are not built twice."""

import io
import unicodedata

from django.core.management import call_command
from fontTools import subset

from danvan.kit.management.commands.build_fonts import LETTERS, WEIGHTS

PLAIN = "aăâeêioôơuưyđ"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


def test_every_vietnamese_letter_is_kept_whole_and_decomposed():
    vowels = {unicodedata.normalize("NFC", letter + tone) for letter in PLAIN[:-1] for tone in TONES}
    letters = {form for letter in vowels | {"đ"} for form in (letter, letter.upper())}
    kept = set(subset.parse_unicodes(LETTERS))
    assert {letter for letter in letters if ord(letter) not in kept} == set()
    assert {tone for tone in TONES if tone and ord(tone) not in kept} == set()


def test_fonts_that_are_there_are_left_alone(tmp_path, settings):
    settings.FONTS_DIR = tmp_path
    for weight in WEIGHTS:
        (tmp_path / f"inter-{weight}.woff2").write_bytes(b"made before")
    said = io.StringIO()
    call_command("build_fonts", stdout=said)
    assert said.getvalue().strip() == "Phông chữ đã sẵn sàng."
    assert {(tmp_path / f"inter-{weight}.woff2").read_bytes() for weight in WEIGHTS} == {b"made before"}
    assert "SIL Open Font License" in (tmp_path / "LICENSE.txt").read_text()
