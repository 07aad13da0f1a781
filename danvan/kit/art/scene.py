"""The drawn landscape of a recognised practice without a photo: terraces and a new road between two villages."""

WIDTH, HEIGHT = 1200, 300
HOUSES = [(180, 186), (214, 180), (1030, 160), (1066, 156), (998, 166)]
FAR_HILLS = "M0 150C120 70 190 120 300 84S520 30 640 98 860 60 980 110s150-20 220 10V300H0Z"
NEAR_HILLS = "M0 190C160 130 300 190 430 140s260 20 380-10 260 0 390-30V300H0Z"
FIELD = "M0 214C180 170 330 226 520 186s420 30 680-24V300H0Z"
ROAD = "M742 181C700 205 796 220 748 240S640 262 690 300h92c-36-26 66-42 92-62s-92-30-112-57z"


def scene() -> str:
    """The inside of the landscape, in a box of 1200 by 300."""
    furrows = "".join(_furrow(line) for line in range(6))
    houses = "".join(f'<path class="scene-house" d="M{x} {y}v-13l12-9 12 9v13z"/>' for x, y in HOUSES)
    return (
        f'<rect class="scene-sky" width="{WIDTH}" height="{HEIGHT}"/>'
        '<circle class="scene-sun" cx="905" cy="86" r="44"/>'
        f'<path class="scene-far" d="{FAR_HILLS}"/><path class="scene-near" d="{NEAR_HILLS}"/>'
        f'<path class="scene-field" d="{FIELD}"/>{furrows}<path class="scene-road" d="{ROAD}"/>{houses}'
    )


def _furrow(line: int) -> str:
    y = 232 + line * 13
    curve = (
        f"M0 {y}C180 {y - 40 + line * 4} 330 {y + 12} 520 {y - 26 + line * 3}s420 {28 - line * 3} 680 {line * 3 - 24}"
    )
    return f'<path class="scene-furrow" stroke-opacity="{0.85 - 0.08 * line:.2f}" d="{curve}"/>'
