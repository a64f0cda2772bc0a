"""Colours of a map: from light to dark, so that they differ for every eye and on grey paper."""

from enum import StrEnum

_RAMPS = {
    "blue": ("#eaf2fb", "#6fa8d8", "#08306b"),
    "orange": ("#fff1dd", "#e08f3c", "#6b2a00"),
}


class Ramp(StrEnum):
    """A run of shades; each is told from the next by its lightness alone."""

    BLUE = "blue"
    ORANGE = "orange"


def shades(ramp: Ramp, *, count: int) -> tuple[str, ...]:
    """So many colours of the ramp as `#rrggbb`, the lightest first."""
    if count == 1:
        return (_between(ramp, 0.5),)
    return tuple(_between(ramp, place / (count - 1)) for place in range(count))


def luminance(colour: str) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.2)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _between(ramp: Ramp, place: float) -> str:
    """The colour at a place from 0 to 1, straight between the three that are named."""
    light, middle, dark = (_parts(colour) for colour in _RAMPS[ramp])
    ends = (light, middle, place * 2) if place <= 0.5 else (middle, dark, place * 2 - 1)
    mixed = [round(a + (b - a) * ends[2]) for a, b in zip(ends[0], ends[1], strict=True)]
    return "#" + "".join(f"{value:02x}" for value in mixed)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
