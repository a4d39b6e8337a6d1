"""``python -m tests.attack``: serve the demo's small city, and attack it from outside.

One line an attack: what became of it at the real door, and of its control at the open one. Ends with 1 when
an attack got in, when a control did not, or when one of them could not be tried.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack

from tests.attack import ATTACKS
from tests.attack.served import door, services


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is stopped all the same
    with services() as var, ExitStack() as doors:
        import django

        django.setup()
        from tests.attack.walks import BY_RIGHT, WALKS, Site
        from tests.attack.world import load

        city = load(var / "demo", say=lambda text: print(f"· {text}", flush=True))
        real = Site(city, *doors.enter_context(door("palu_asn.wsgi", var)))
        opened = Site(
            city, *doors.enter_context(door("tests.attack.open_door", var, "--access-logfile", "-"))
        )
        failed = 0
        for attack in (one for one in ATTACKS if one.walk):
            walk, by_right = WALKS[attack.walk], BY_RIGHT.get(attack.walk)
            held = _told(lambda walk=walk: not walk(real), "held", "GOT IN")
            if by_right:
                control = _told(lambda act=by_right: act(real), "by right: done", "BY RIGHT: REFUSED")
            else:
                control = _told(lambda walk=walk: walk(opened), "open: got in", "OPEN: HELD")
            failed += not f"{held}{control}".islower()
            print(f"{held:<8}{control:<18}{attack.what}", flush=True)
    for attack in (one for one in ATTACKS if one.inside):
        print(f"inside: {attack.what} ({attack.inside})")
    print(f"{sum(bool(one.walk) for one in ATTACKS)} walked from outside, {failed} failed.")
    return 1 if failed else 0


def _told(act: Callable[[], bool], well: str, ill: str) -> str:
    try:
        return well if act() else ill
    except Exception as error:
        return f"NOT TRIED ({type(error).__name__}: {error})"


if __name__ == "__main__":
    sys.exit(main())
