"""The line glyphs of the themes, each in a box of 48 by 48, always shown beside the theme's name."""

from danvan.kit.art.grains import pill

TERRACES = (
    '<path d="M4 18c8-6 15 3 22-2s10-7 18-4"/><path d="M4 27c9-6 15 3 22-2s10-6 18-3"/>'
    '<path d="M4 36c9-6 15 3 22-2s10-6 18-3"/>'
    '<path class="glyph-ink" d="M31 10c-8 8 4 12-4 19-5 4-3 8 0 12"/>'
)
OPEN_DOOR = (
    '<path d="M10 41V8h28v33"/><path d="M5 41h38"/>'
    '<path class="glyph-ink" d="M17 41V15l12 4v26z"/><path class="glyph-ink" d="M25.5 31v2"/>'
)
THREE_RINGS = (
    '<circle cx="18" cy="19" r="11"/><circle class="glyph-ink" cx="30" cy="19" r="11"/><circle cx="24" cy="29" r="11"/>'
)
ROOF_AND_BUD = (
    '<path d="M4 21C12 20 18 14 24 7c6 7 12 13 20 14"/><path d="M9 22v19M39 22v19M5 41h38"/>'
    '<path class="glyph-ink" d="M24 41c-6-4-6-11 0-17 6 6 6 13 0 17z"/>'
)
RICE_EAR = (
    '<path class="glyph-ink" d="M24 43V13"/>'
    '<path d="M24 13c-3-3-3-6 0-9 3 3 3 6 0 9zM24 22c-5 0-8-2-9-7 5 0 8 2 9 7zM24 22c5 0 8-2 9-7-5 0-8 2-9 7z'
    'M24 32c-5 0-8-2-9-7 5 0 8 2 9 7zM24 32c5 0 8-2 9-7-5 0-8 2-9 7z"/><path d="M12 43h24"/>'
)
DRUM = (
    '<circle cx="24" cy="24" r="19"/><circle class="glyph-ink" cx="24" cy="24" r="6"/>'
    '<path d="M24 5v9M24 34v9M5 24h9M34 24h9M10.6 10.6l6.3 6.3M31.1 31.1l6.3 6.3M37.4 10.6l-6.3 6.3'
    'M16.9 31.1l-6.3 6.3"/>'
)
SHIELD = (
    '<path d="M24 5l15 5v12c0 10-6 16-15 21-9-5-15-11-15-21V10z"/>'
    '<path class="glyph-ink" d="M11 30c5-8 9 1 13-4s7-6 13-1"/>'
)
PLAIN_GRAINS = (
    f'<path d="{pill(8, 10, 7, 28)}{pill(30, 10, 7, 28)}"/><path class="glyph-ink" d="{pill(19, 10, 7, 28)}"/>'
)
GLYPHS = {
    "nong-thon": TERRACES,
    "rural": TERRACES,
    "cai-cach": OPEN_DOOR,
    "admin": OPEN_DOOR,
    "doan-the": THREE_RINGS,
    "union": THREE_RINGS,
    "xay-dung-dang": ROOF_AND_BUD,
    "politics": ROOF_AND_BUD,
    "kinh-te": RICE_EAR,
    "economy": RICE_EAR,
    "van-hoa": DRUM,
    "culture": DRUM,
    "quoc-phong": SHIELD,
    "defence": SHIELD,
}


def glyph(key: str) -> str:
    """The lines of one theme's glyph; a theme without its own gets three plain grains."""
    return GLYPHS.get(key, PLAIN_GRAINS)
