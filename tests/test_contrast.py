"""Every pair of text and ground of palu.css can be read, in the light and in the dark scheme."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parent.parent / "static" / "css" / "palu.css"
TEXT, EDGE = 4.5, 3.0  # WCAG 2.2: 1.4.3 for text, 1.4.11 for the edges of controls and the focus

PLAIN_GROUNDS = ("ground", "paper", "quiet")
TINTS = ("info-ground", "soon-ground", "late-ground", "done-ground")
PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-2", "heading", "link", "link-strong")
        for ground in PLAIN_GROUNDS
    ),
    *(("ink", tint, TEXT) for tint in (*TINTS, "neutral-ground")),
    *((ink, tint, TEXT) for ink in ("link", "link-strong") for tint in TINTS),
    *(
        (tone, ground, TEXT)
        for tone in ("info", "soon", "late", "done")
        for ground in (*PLAIN_GROUNDS, f"{tone}-ground")
    ),
    ("neutral", "neutral-ground", TEXT),
    *((ink, bar, TEXT) for ink in ("on-bar", "on-bar-2") for bar in ("bar", "bar-raised")),
    ("bar-mark", "bar", EDGE),
    ("bar-mark", "bar-raised", EDGE),
    ("on-action", "action", TEXT),
    ("on-action", "action-strong", TEXT),
    ("on-danger", "danger", TEXT),
    ("on-danger", "danger-strong", TEXT),
    *((f"on-gap-{step}", f"gap-{step}", TEXT) for step in (*range(5), "none")),
    ("on-gap-none", "gap-none-line", TEXT),
    *(("control-line", ground, EDGE) for ground in ("ground", "paper")),
    *(("focus", ground, EDGE) for ground in PLAIN_GROUNDS),
    *(("fill", ground, EDGE) for ground in (*PLAIN_GROUNDS, "info-ground")),
]
WITHOUT_TEXT = {"line"}  # hairlines that carry no meaning of their own


def tokens(scheme):
    css = CSS.read_text()
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)", 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        block = dark[: dark.index("/* Bootstrap reads these. */")]
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    return found


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_knows_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_can_be_read(scheme):
    colours = tokens(scheme)
    poor = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground, least in PAIRS
        if contrast(colours[ink], colours[ground]) < least
    }
    assert poor == {}


def test_every_ground_that_a_rule_writes_on_stands_in_a_pair():
    rules = re.findall(r"[^{}]+{([^{}]*)}", CSS.read_text())
    together = [
        (ink.group(1), ground.group(1))
        for rule in rules
        if (ink := re.search(r"(?<!-)color: var\(--([\w-]+)\)", rule))
        and (ground := re.search(r"background: var\(--([\w-]+)\)", rule))
    ]
    assert len(together) > 30
    assert set(together) - {(ink, ground) for ink, ground, least in PAIRS if least == TEXT} == set()


def test_every_colour_stands_in_a_pair_and_has_a_dark_twin():
    paired = {name for ink, ground, _ in PAIRS for name in (ink, ground)}
    light, dark = tokens("light"), tokens("dark")
    assert set(light) - paired == WITHOUT_TEXT
    assert {name for name in light if light[name] == dark[name]} <= {
        "on-bar",
        "on-action",
        "on-danger",
        "on-gap-4",
        "bar-mark",
    }
