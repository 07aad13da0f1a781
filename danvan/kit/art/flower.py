"""The lotus of seven grain petals on two cupped palms: as the emblem, and inside the ring of the seal."""

from danvan.kit.art.ink import Mode, paint

SIDE_PETALS = [(-74, 41, 11), (74, 41, 11), (-50, 47, 12), (50, 47, 12), (-25, 53, 13), (25, 53, 13)]
PALMS = (
    "M48.6 89C30 90 14 82 5 63c10 9 23 13 33 12 5-.4 9 3 10.6 7z",
    "M51.4 89C70 90 86 82 95 63c-10 9-23 13-33 12-5-.4-9 3-10.6 7z",
)
RAYS = 24
RING_TOP, RING_BOTTOM = "DÂN VẬN KHÉO", "GHI DANH SỔ VÀNG"
# Advance widths of the ring's letters in em, read from Inter SemiBold; 0.72 fits any other capital.
ADVANCE = {" ": 0.25, "I": 0.28, "É": 0.61, "S": 0.65, "K": 0.7, "G": 0.75, "H": 0.75, "N": 0.76, "O": 0.77, "Ổ": 0.77}
FACE = 'font-family="Inter, Liberation Sans, Arial, sans-serif"'


def petal(length: float, width: float) -> str:
    """Path of a petal that grows upwards from the origin."""
    low, high, side = -length * 0.28, -length * 0.78, width * 0.92
    return (
        f"M0 0C{width:g} {low:.2f} {side:.2f} {high:.2f} 0 {-length:g}C{-side:.2f} {high:.2f} {-width:g} {low:.2f} 0 0Z"
    )


def emblem(mode: Mode, *, ink: str = "red") -> str:
    """The flower in a box of 100 by 100, its centre petal gold."""
    body = paint(f"emblem-{ink}", mode, fill=ink, stroke="sheet", width=2.6)
    heart = paint("emblem-heart", mode, fill="gold", stroke="sheet", width=2.6)
    petals = "".join(
        f'<path transform="translate(50 72) rotate({angle})" {body} d="{petal(length, width)}"/>'
        for angle, length, width in SIDE_PETALS
    )
    centre = f'<path transform="translate(50 72)" {heart} d="{petal(58, 12.5)}"/>'
    palms = "".join(f'<path {body} d="{palm}"/>' for palm in PALMS)
    return f'<g stroke-linejoin="round">{petals}{centre}{palms}</g>'


def seal(year: str, mode: Mode) -> str:
    """The gold seal in a box of 200 by 200: it says that a practice of that year is written into the book."""
    ray = paint("seal-ray", mode, fill="gold", stroke="gold-line")
    ring = paint("seal-ring", mode, stroke="gold-line", width=1.2)
    text = paint("seal-text", mode, fill="gold-ink")
    rays = "".join(
        f'<path transform="translate(100 100) rotate({turn * 360 / RAYS:g}) translate(0 -75)" '
        f'{ray} d="{petal(22, 5.4)}"/>'
        for turn in range(RAYS)
    )
    rings = f'<circle cx="100" cy="100" r="71" {ring}/><circle cx="100" cy="100" r="47" {ring}/>'
    words = around(RING_TOP, size=11.5, spacing=1.5, radius=57) + around(RING_BOTTOM, size=9.5, spacing=0.8, radius=-64)
    inner = f'<g transform="translate(71 49) scale(.58)">{emblem(mode, ink="gold-ink")}</g>'
    figure = f'<text x="100" y="127" text-anchor="middle" font-size="19" font-weight="700">{year}</text>'
    return f"{rays}{rings}{inner}<g {text} {FACE}>{words}{figure}</g>"


def around(words: str, *, size: float, spacing: float, radius: float) -> str:
    """Letters set one by one around the centre of the seal: above it, or below it when the radius is negative.

    A path for the text would need an id, and a page may carry several seals.
    """
    widths = [ADVANCE.get(letter, 0.72) * size + spacing for letter in words]
    position, letters = -sum(widths) / 2, ""
    for letter, width in zip(words, widths, strict=True):
        turn = (position + width / 2) / radius * 57.2958
        position += width
        if letter != " ":
            letters += f'<text x="100" y="{100 - radius:g}" transform="rotate({turn:.2f} 100 100)">{letter}</text>'
    return f'<g text-anchor="middle" font-size="{size:g}" font-weight="600">{letters}</g>'
