"""What Django and the packages say is Vietnamese, and the compiled catalogue is the one we read in the source."""

import re
import struct
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

CATALOGUE = Path(__file__).resolve().parents[3] / "locale/vi/LC_MESSAGES/django.po"


def entries():
    """Each message of the source and its translation, read without any tool."""
    for block in CATALOGUE.read_text(encoding="utf-8").split("\n\n")[1:]:
        fields: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if match := re.match(r"(msg\w+(?:\[0\])?) ", line):
                key, line = match[1], line[match.end() :]
            if line.startswith('"'):
                fields[key] = fields.get(key, "") + line[1:-1]
        spoken = fields.get("msgstr", fields.get("msgstr[0]", ""))
        yield tuple(text.replace("\\n", "\n").replace('\\"', '"') for text in (fields["msgid"], spoken))


ENTRIES = list(entries())


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("This field is required.", "Hãy điền mục này."),
        ("Enter a valid date.", "Ngày chưa đúng. Hãy ghi dạng ngày/tháng/năm, ví dụ 05/02/2026."),
        ("Password reset unsuccessful", "Chưa đặt lại được mật khẩu"),
        ("Ordering", "Sắp xếp"),
        ("Range query expects two values.", "Khoảng phải có đủ giá trị đầu và cuối."),
        ("access attempts", "các lượt thử đăng nhập"),
        ("Confirm import", "Xác nhận nhập"),
        ("Apply Filters", "Áp dụng"),
        ("History", "Lịch sử"),
        (" By %(filter_title)s ", " Theo %(filter_title)s "),
    ],
)
def test_packages_speak_vietnamese(english, vietnamese):
    assert gettext(english) == vietnamese


def test_counted_sentences_are_vietnamese():
    assert ngettext("%(num)d day", "%(num)d days", 3) % {"num": 3} == "3 ngày"
    assert ngettext("Please submit at most %(num)d form.", "", 2) % {"num": 2} == "Nhiều nhất 2 dòng."


def test_spans_of_time_are_vietnamese():
    start = datetime(2026, 2, 5)

    assert timesince(start, start + timedelta(days=8)).replace("\u00a0", " ") == "1 tuần, 1 ngày"
    assert timesince(start, start + timedelta(days=400)).replace("\u00a0", " ") == "1 năm, 1 tháng"


def test_the_compiled_catalogue_holds_every_message_of_the_source():
    compiled = CATALOGUE.with_suffix(".mo").read_bytes()
    count = struct.unpack_from("<I", compiled, 8)[0]

    assert count == len(ENTRIES) + 1  # and its head
    assert [message for pair in ENTRIES for message in pair if message.encode() not in compiled] == []


def test_translations_are_whole_and_plain():
    composed = [text for _, text in ENTRIES if text != unicodedata.normalize("NFC", text)]
    loud = [text for _, text in ENTRIES if "!" in text or not text.strip()]
    holes = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
    invented = [text for english, text in ENTRIES if not set(holes.findall(text)) <= set(holes.findall(english))]

    assert len(ENTRIES) > 400
    assert (composed, loud, invented) == ([], [], [])
