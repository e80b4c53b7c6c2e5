"""Who runs: ours with three lists of objectives, and the rivals."""

from __future__ import annotations

from dataclasses import dataclass

MIXED, SINGLE = "mixed", "single"
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to plan: the module under ``rivals`` and its function, and what it is compared with.

    ``peer`` is the key of ours with the same objectives; ``families`` are the kinds of scenarios it runs on.
    """

    key: str
    label: str
    module: str
    function: str
    objectives: str
    peer: str
    families: tuple[str, ...] = (MIXED,)

    @property
    def is_ours(self) -> bool:
        """Is it the product's own solver?"""
        return self.key.startswith(OURS)


BOTH = (MIXED, SINGLE)
CONTESTANTS = (
    Contestant("ours-sold", "ours", "ours", "solve_sold", "sold", "ours-sold", BOTH),
    Contestant("ours-sold-cost", "ours", "ours", "solve_sold_cost", "sold, cost", "ours-sold-cost", BOTH),
    Contestant("ours", "ours", "ours", "solve", "sold, fair, cost", "ours", BOTH),
    Contestant("greedy", "first come, first served", "greedy", "solve", "none", "ours-sold", BOTH),
    Contestant("pulp-lines", "PuLP + CBC, lot × demand × days", "pulp_lines", "solve", "sold", "ours-sold"),
    Contestant(
        "pulp-lines-cost",
        "PuLP + CBC, lot × demand × days",
        "pulp_lines",
        "solve_with_cost",
        "sold, cost",
        "ours-sold-cost",
    ),
    Contestant("pulp-graph", "PuLP + CBC, compact graph", "pulp_graph", "solve", "sold", "ours-sold", BOTH),
    Contestant(
        "pulp-graph-cost",
        "PuLP + CBC, compact graph",
        "pulp_graph",
        "solve_with_cost",
        "sold, cost",
        "ours-sold-cost",
        BOTH,
    ),
    Contestant(
        "scipy-lines",
        "scipy linprog (HiGHS), lot × demand × days",
        "scipy_lines",
        "solve",
        "sold",
        "ours-sold",
    ),
    Contestant("networkx-flow", "networkx maximum flow", "network", "solve", "sold", "ours-sold", BOTH),
    Contestant(
        "networkx-cost",
        "networkx min-cost flow",
        "network",
        "solve_with_cost",
        "sold, cost",
        "ours-sold-cost",
        BOTH,
    ),
)
BY_KEY = {contestant.key: contestant for contestant in CONTESTANTS}
