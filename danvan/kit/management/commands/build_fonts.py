"""Cut the Inter font that comes with django-unfold down to Vietnamese and Latin letters for the portal's pages."""

import shutil
from pathlib import Path
from typing import Any

import unfold
from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools import subset

SOURCE = Path(unfold.__file__).parent / "static" / "unfold" / "fonts" / "inter"
WEIGHTS = {400: "Inter-Regular", 500: "Inter-Medium", 600: "Inter-SemiBold", 700: "Inter-Bold"}
# Latin with every Vietnamese letter, combining marks for text that arrives decomposed, punctuation, đồng, arrows.
LETTERS = (
    "U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0304,"
    "U+0306,U+0309,U+0323,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2032-2033,U+2039-203A,U+20AB,"
    "U+2190-2193,U+2212,U+2215,U+00D7"
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "tnum"]


class Command(BaseCommand):
    """Write one small woff2 file a weight, with the licence beside them; do nothing when they are there already."""

    requires_system_checks: tuple[str, ...] = ()  # fonts are built before anything else stands
    help = "Cắt phông chữ Inter còn chữ Việt và chữ La-tinh, ghi vào thư mục phông chữ."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build what is missing or older than its source."""
        target: Path = settings.FONTS_DIR
        target.mkdir(parents=True, exist_ok=True)
        stale = [weight for weight, name in WEIGHTS.items() if _is_stale(target, weight, name)]
        for weight in stale:
            _cut(SOURCE / f"{WEIGHTS[weight]}.woff2", _file(target, weight))
        shutil.copyfile(SOURCE / "LICENSE", target / "LICENSE.txt")
        self.stdout.write(f"Đã dựng {len(stale)} phông chữ." if stale else "Phông chữ đã sẵn sàng.")


def _file(target: Path, weight: int) -> Path:
    return target / f"inter-{weight}.woff2"


def _is_stale(target: Path, weight: int, name: str) -> bool:
    """Missing, or older than the font it is cut from or than the list of letters above."""
    made, origins = _file(target, weight), (SOURCE / f"{name}.woff2", Path(__file__))
    return not made.exists() or any(made.stat().st_mtime < origin.stat().st_mtime for origin in origins)


def _cut(source: Path, made: Path) -> None:
    """Subset one file; it appears under its name only when it is whole."""
    options = subset.Options(flavor="woff2", layout_features=FEATURES, desubroutinize=True)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
    cutter.subset(font)
    part = made.with_suffix(".part")
    subset.save_font(font, str(part), options)
    part.replace(made)
