"""Timings that can be compared: the alternatives take turns, so that a busy machine is fair."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter


def interleaved(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each action over `rounds` rounds in which all take turns."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            start = perf_counter()
            action()
            times[name].append(perf_counter() - start)
    return {name: median(values) for name, values in times.items()}
