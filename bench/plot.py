"""Draw the seconds of the contenders by the values of the panel, as SVG.

Both axes are logarithmic. A contender has one colour (Okabe and Ito's, told apart by the
colour-blind too), a dashed line where its memory is limited, and its name at its line.
"""

import math
from html import escape

WIDTH, HEIGHT = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 170, 44, 52
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
GRID, TEXT, LINE_HEIGHT = "#dddddd", "#444444", 15
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
font-family="sans-serif" font-size="12" fill="{text}" role="img">
<title>{title}</title>
<rect width="{width}" height="{height}" fill="#ffffff"/>
<text x="{left}" y="24" font-size="14">{title}</text>
{body}
</svg>
"""


def power(exponent: int) -> str:
    """Return ten to an exponent, set as one."""
    return f'10<tspan dy="-5" font-size="9">{exponent}</tspan>'


def scale_svg(walls: dict[tuple[int, str], float], title: str) -> str:
    """Return the plot of wall seconds by exponent and contender."""
    sizes = sorted({size for size, _ in walls})
    names = list(dict.fromkeys(name for _, name in walls))
    low = math.floor(math.log10(min(walls.values())))
    high = max(math.ceil(math.log10(max(walls.values()))), low + 1)

    def x(size: int) -> float:
        across = (size - sizes[0]) / max(sizes[-1] - sizes[0], 1)
        return LEFT + across * (WIDTH - LEFT - RIGHT)

    def y(seconds: float) -> float:
        up = (math.log10(seconds) - low) / (high - low)
        return HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    body = [f'<text x="{LEFT}" y="{HEIGHT - 12}">values</text>']
    for seconds in (10.0**exponent for exponent in range(low, high + 1)):
        body.append(f'<path d="M{LEFT} {y(seconds):.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>'
                    f'<text x="{LEFT - 8}" y="{y(seconds) + 4:.1f}" text-anchor="end">'
                    f"{seconds:g}</text>")  # fmt: skip
    for size in sizes:
        body.append(f'<path d="M{x(size):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{GRID}"/>'
                    f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 20}" '
                    f'text-anchor="middle">{power(size)}</text>')  # fmt: skip
    bases = list(dict.fromkeys(name.removesuffix("_512mb") for name in names))
    last = {name: max(s for s, n in walls if n == name) for name in names}
    free: dict[int, float] = {}
    for name in sorted(names, key=lambda n: y(walls[last[n], n])):
        base = name.removesuffix("_512mb")
        colour = COLOURS[bases.index(base) % len(COLOURS)]
        dash = "" if base == name else ' stroke-dasharray="5 4"'
        points = [(x(s), y(walls[s, name])) for s in sizes if (s, name) in walls]
        path = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
        body.append(f'<path d="M{path}" fill="none" stroke="{colour}" '
                    f'stroke-width="2"{dash}/>')  # fmt: skip
        body += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>'
                 for px, py in points]  # fmt: skip
        # Names that would touch go below each other, a thin line to each.
        px, py = points[-1]
        at = max(py, free.get(last[name], 0))
        free[last[name]] = at + LINE_HEIGHT
        body.append(f'<path d="M{px + 4:.1f} {py:.1f}L{px + 18:.1f} {at:.1f}" '
                    f'fill="none" stroke="{colour}" stroke-width="0.8"/>'
                    f'<text x="{px + 21:.1f}" y="{at + 4:.1f}" stroke="#ffffff" '
                    f'stroke-width="3" paint-order="stroke">'
                    f"{escape(name)}</text>")  # fmt: skip
    return SVG.format(width=WIDTH, height=HEIGHT, left=LEFT, text=TEXT,
                      title=escape(title), body="\n".join(body))  # fmt: skip
