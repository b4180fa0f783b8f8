"""What a child may do instead of its work: each in a module that a child can import."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from rostering.scale.child import TRIM
from rostering.scale.order import Ended, Order
from rostering.solve.control import Stop


def attempts(order: Order) -> int:
    """How often the order was begun, by the marks it left; one more now."""
    order.out.mkdir(parents=True, exist_ok=True)
    count = len(list(order.out.glob("begun-*"))) + 1
    (order.out / f"begun-{count}").write_text(str(os.getpid()), encoding="ascii")
    return count


def dies_once(order: Order, stop: Stop) -> Ended:
    """Killed the first time, done the second."""
    if attempts(order) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return Ended(order.name, "rostered")


def dies(order: Order, stop: Stop) -> Ended:
    """Killed each time, with a folder half written."""
    attempts(order)
    order.folder.with_name(f".{order.folder.name}.12345678.part").mkdir()
    os.kill(os.getpid(), signal.SIGKILL)
    return Ended(order.name, "rostered")


def never_ends(order: Order, stop: Stop) -> Ended:
    """At work for a minute, deaf."""
    attempts(order)
    time.sleep(60)
    return Ended(order.name, "rostered")


def tells_whether_warm(order: Order, stop: Stop) -> Ended:
    """Was the program loaded before the child was, and is its memory given back at once?"""
    warm, trimmed = "rostering.scale.warm" in sys.modules, TRIM in os.environ
    return Ended(order.name, "rostered", words=f"warm {warm}, trimmed {trimmed}")


def starts_another(order: Order, stop: Stop) -> Ended:
    """At work for a minute beside a process of its own, whose number it leaves."""
    order.out.mkdir(parents=True, exist_ok=True)
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (order.out / "begun-1").write_text(str(other.pid), encoding="ascii")
    time.sleep(60)
    return Ended(order.name, "rostered")
