"""One contestant on one scenario, in a process of its own.

``python -m benchmarks.allocation.worker SCENARIO OUT CONTESTANT SECONDS MEGABYTES`` writes the plan folder
``OUT/plan`` and ``OUT/outcome.json``. The clock runs from the scenario in memory to the plan's lines in whole
kg: building the model counts, importing libraries and reading and writing files do not.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from benchmarks.allocation.answer import Answer, OutOfTime
from benchmarks.allocation.contestants import BY_KEY
from benchmarks.allocation.memory import cap, own_peak_mb
from benchmarks.allocation.paper import complete
from benchmarks.allocation.rules import Cannot
from cungcau.engines.allocation.model import Scenario
from cungcau.engines.allocation.read.scenario import read_scenario
from cungcau.engines.allocation.write import write_plan

Solve = Callable[[Scenario, float], Answer]


def main(arguments: list[str]) -> int:
    """Run the contestant and write down what came of it; 0 whenever an outcome could be written."""
    scenario_folder, out, key, seconds, megabytes = arguments
    cap(int(megabytes))
    scenario = read_scenario(Path(scenario_folder))
    contestant = BY_KEY[key]
    module = import_module(f"benchmarks.allocation.rivals.{contestant.module}")
    outcome = run(getattr(module, contestant.function), scenario, float(seconds), Path(out))
    (Path(out) / "outcome.json").write_text(json.dumps(outcome), encoding="utf-8")
    return 0


def run(solve: Solve, scenario: Scenario, seconds: float, out: Path) -> dict[str, object]:
    """Time one solve and write its plan; the outcome as plain values (seconds, MB, kg)."""
    before_mb, began, worked = own_peak_mb(), time.perf_counter(), _cpu_seconds()
    status, note, answer = "solved", "", None
    try:
        answer = solve(scenario, seconds)
    except Cannot as reason:
        status, note = "cannot", str(reason)
    except OutOfTime as reason:
        status, note = "out of time", str(reason)
    except MemoryError:
        status = "out of memory"
    except Exception as error:
        status, note = "failed", f"{type(error).__name__}: {error}"
    outcome: dict[str, object] = {
        "status": status,
        "note": " ".join(note.split())[:200],
        "seconds": time.perf_counter() - began,
        "cpu_seconds": _cpu_seconds() - worked,
        "start_mb": before_mb,
        "peak_mb": own_peak_mb(),
    }
    if answer is not None:
        outcome |= {"claimed_kg": answer.claimed_kg, "columns": answer.columns, "bound_kg": answer.bound_kg}
        outcome |= {"plan_seconds": answer.plan_seconds}
        write_plan(answer.plan or complete(scenario, answer.assignments), out / "plan")
    return outcome


def _cpu_seconds() -> float:
    """Processor time of this process and of its ended children, all threads together."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whose))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
