"""The QR code of a check address as inline SVG, dark on white with its quiet zone, so that it scans in any theme."""

import segno


def qr(text: str) -> tuple[int, str]:
    """The side of the code in modules, and its modules as one SVG path on a white ground."""
    code = segno.make(text, error="m", micro=False)
    side = int(code.symbol_size(border=2)[0])
    runs = "".join(
        f"M{start} {y}.5h{length}"
        for y, line in enumerate(code.matrix_iter(border=2))
        for start, length in _runs([bool(module) for module in line])
    )
    ground = f'<rect width="{side}" height="{side}" fill="#FFFFFF"/>'
    return side, f'{ground}<path d="{runs}" stroke="#201A16" stroke-width="1" shape-rendering="crispEdges"/>'


def _runs(line: list[bool]) -> list[tuple[int, int]]:
    """Where dark modules begin in a line, and how many follow each other."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(line):
        if not dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found
