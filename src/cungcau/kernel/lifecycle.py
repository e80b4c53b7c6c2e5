"""States and verbs as tables: what a thing may become, checked when the table is written.

The database constraint, the buttons and the diagram in the manual are all built from the same table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cungcau.kernel.errors import DomainError

Row = tuple[str, Collection[str], str]


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: the states it may be said in and the state it leads to."""

    verb: str
    froms: tuple[str, ...]
    to: str


class Lifecycle:
    """A named state machine: ``start``, its ``states`` in reading order, its ``moves``.

    ``moves`` is ``{verb: (froms, to)}``, or rows ``(verb, froms, to)``. Construction, so the import of the
    module that holds the table, raises ``DomainError("lifecycle_invalid")`` with ``fault`` and ``about``
    for: a state or verb named twice, a state no verb leads to from the start, a state or verb
    that is unknown, a verb without a state to say it in.
    """

    def __init__(
        self,
        name: str,
        start: str,
        states: Iterable[str],
        moves: Mapping[str, tuple[Collection[str], str]] | Iterable[Row],
    ) -> None:
        self.name = name
        self.start = start
        self.states: tuple[str, ...] = tuple(states)
        rows = [(verb, *move) for verb, move in moves.items()] if isinstance(moves, Mapping) else moves
        self.moves: tuple[Move, ...] = tuple(
            Move(verb, (froms,) if isinstance(froms, str) else tuple(froms), to) for verb, froms, to in rows
        )
        self._check_names()
        self._check_reach()
        self._by_verb: dict[str, Move] = {move.verb: move for move in self.moves}

    @property
    def ends(self) -> tuple[str, ...]:
        """The states in which nothing more can be done."""
        return tuple(state for state in self.states if not self.verbs_from(state))

    @property
    def verbs(self) -> tuple[str, ...]:
        """All verbs, in the order of the table."""
        return tuple(move.verb for move in self.moves)

    def verbs_from(self, state: str) -> tuple[str, ...]:
        """Return the verbs that may be said in ``state``, in the order of the table.

        Raises ``DomainError("state_unknown")``.
        """
        if state not in self.states:
            raise DomainError("state_unknown", lifecycle=self.name, state=str(state))
        return tuple(move.verb for move in self.moves if state in move.froms)

    def move(self, state: str, verb: str) -> str:
        """Return the state that ``verb`` leads to from ``state``.

        Raises ``DomainError("verb_not_allowed")`` with the verbs allowed instead, ``("verb_unknown")``,
        ``("state_unknown")``.
        """
        allowed = self.verbs_from(state)
        found = self._by_verb.get(verb)
        if found is None:
            raise DomainError("verb_unknown", lifecycle=self.name, verb=str(verb))
        if verb not in allowed:
            raise DomainError(
                "verb_not_allowed",
                lifecycle=self.name,
                state=str(state),
                verb=str(verb),
                allowed=tuple(map(str, allowed)),
            )
        return found.to

    def mermaid(self, labels: Mapping[str, str] | None = None) -> str:
        """Return the diagram as Mermaid text; ``labels`` gives states and verbs the words people see."""
        words = labels or {}
        lines = ["stateDiagram-v2"]
        lines += [f"    state {_quoted(words[state])} as {state}" for state in self.states if state in words]
        lines.append(f"    [*] --> {self.start}")
        for move in self.moves:
            said = words.get(move.verb, str(move.verb))
            lines += [f"    {state} --> {move.to}: {said}" for state in self.states if state in move.froms]
        lines += [f"    {state} --> [*]" for state in self.ends]
        return "\n".join(lines) + "\n"

    def _check_names(self) -> None:
        self._refuse("state_twice", _twice(self.states))
        self._refuse("verb_twice", _twice(move.verb for move in self.moves))
        for move in self.moves:
            if not move.froms:
                self._refuse("verb_without_state", [move.verb])
            self._refuse("state_twice", _twice(move.froms))
        named = [self.start, *(state for move in self.moves for state in (*move.froms, move.to))]
        self._refuse("state_unknown", [state for state in named if state not in self.states])

    def _check_reach(self) -> None:
        reached = {self.start}
        grown = True
        while grown:
            new = {move.to for move in self.moves if reached.intersection(move.froms)} - reached
            reached |= new
            grown = bool(new)
        self._refuse("state_unreachable", [state for state in self.states if state not in reached])

    def _refuse(self, fault: str, about: Iterable[str]) -> None:
        names = tuple(dict.fromkeys(str(each) for each in about))
        if names:
            raise DomainError("lifecycle_invalid", lifecycle=self.name, fault=fault, about=names)


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "'") + '"'
