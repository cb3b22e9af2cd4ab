"""Figures of several rounds: their median, the smallest and the largest."""

import statistics
import time


class Figures:
    """What was measured, by name, one value a round."""

    def __init__(self):
        self.values = {}

    def add_all(self, named):
        for name, value in named.items():
            self.values.setdefault(name, []).append(value)

    def summary(self):
        return {
            name: {
                "median": statistics.median(values),
                "min": min(values),
                "max": max(values),
                "rounds": values,
            }
            for name, values in self.values.items()
        }

    def show(self, out):
        out.write(f"{'':58} {'median':>10} {'min':>10} {'max':>10}\n")
        for name, one in self.summary().items():
            numbers = "".join(f" {one[key]:10.2f}" for key in ("median", "min", "max"))
            out.write(f"{name:58}{numbers}\n")


class Stopwatch:
    """Time by the clock, and of this process's CPU, which a busy machine disturbs less."""

    def __init__(self):
        self.clock = self.cpu = 0.0

    def __enter__(self):
        self._begun = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_):
        self.clock += time.perf_counter() - self._begun[0]
        self.cpu += time.process_time() - self._begun[1]

    def each(self, count):
        return self.clock / count, self.cpu / count


def seconds(work):
    with Stopwatch() as took:
        work()
    return took.clock
