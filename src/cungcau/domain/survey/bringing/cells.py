"""What the tables of figures share: sources carried down, values with their faults, recording with questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cungcau.domain.survey import policies
from cungcau.domain.survey.doubting import doubtful
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.metrics import Metric
from cungcau.domain.survey.reading import Value, ValueUnreadable, read_value
from cungcau.domain.survey.services import Doubtful, keep_many, record_observations
from cungcau.engines.plausibility import Doubt
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

_AS_ABOVE = frozenset({"nhu tren", "nt", "tren"})


@dataclass(slots=True)
class Batch:
    """Entries read so far with the row each came from, and every fault."""

    context: Context
    entries: list[Entry] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _source: str = ""
    _above: tuple[str, int] = ("", 0)

    def text(self, row: Row, column: str, most: int = 200) -> str:
        """A cell as text without NUL, cut at the longest; blank for an empty one."""
        value = row.values.get(column)
        return "" if value is None else " ".join(str(value).replace("\x00", "").split())[:most]

    def needed(self, row: Row, column: str, expected: str) -> str:
        """A cell that may not be empty; a fault where it is."""
        found = self.text(row, column)
        if not found:
            self.fault(row, column, "", expected)
        return found

    def source(self, row: Row) -> str:
        """Where the row's figures come from; "(như trên)" is the source of the row above, none at all the file's.

        A row set aside for a fault takes its source with it: "(như trên)" under it is then a fault as well.
        """
        found = self.text(row, "source", 500)
        follows = self._above == (row.sheet, row.line - 1)
        self._above = (row.sheet, row.line)
        if words(found) in _AS_ABOVE:
            if not (self._source and follows):
                self._source = ""
                self.fault(
                    row, "source", found, "cần ghi nguồn: không có dòng ngay trên, hoặc dòng đó có lỗi"
                )
            return self._source
        self._source = found or self.context.source[:500]
        if not self._source:
            self.fault(row, "source", "", "cần ghi nguồn của số liệu")
        return self._source

    def value(self, row: Row, column: str, metric: Metric) -> Value | None:
        """A cell read as the metric's value; None of an empty one, a fault of one that cannot be read."""
        cell = self.text(row, column)
        if not cell or cell in {"-", "–"}:
            return None
        try:
            return read_value(cell, metric)
        except ValueUnreadable as refused:
            self.fault(row, column, cell, refused.sentence)
            return None

    def fault(self, row: Row, column: str, value: str, expected: str) -> None:
        """Note what is wrong."""
        self.faults.append(Fault(row.sheet, row.line, column, value, expected))

    def add(self, number: int, entry: Entry) -> None:
        """Take an entry of the row with this number."""
        self.entries.append(entry)
        self.rows.append(number)


@dataclass(frozen=True, slots=True)
class Raised:
    """A doubt across rows, laid to the entry with this number."""

    entry: int
    doubt: Doubt


def keep(batch: Batch, raised: Sequence[Raised] = ()) -> Outcome:
    """Write everything read, or refuse it with every fault; ask what is doubtful about the new rows."""
    if batch.faults:
        raise InputInvalid(sorted(batch.faults))
    actor: User = batch.context.actor
    done = record_observations(entries=batch.entries, actor=actor)
    parts: dict[int, Sequence[Unit]] = {
        one.pk: entry.place.parts for one, entry in zip(done.observations, batch.entries, strict=True)
    }
    fresh = [one for one in done.observations if one.pk in done.fresh]
    found = doubtful(fresh, parts)
    by_pk = {one.pk: one for one in done.observations}
    for each in raised:
        one = done.observations[each.entry]
        if one.pk in done.fresh:
            found.setdefault(one.pk, []).append(each.doubt)
    about = [
        Doubtful(by_pk[pk], doubts, by_pk[pk].figure.area_code, {}, by_pk[pk].is_demo)
        for pk, doubts in sorted(found.items())
        if pk in by_pk
    ]
    questions = keep_many(about, actor=actor)
    return _outcome(
        batch,
        done.fresh,
        {one.pk for one in fresh if one.corrects_id is not None},
        done.observations,
        questions,
    )


def _outcome(
    batch: Batch, fresh: frozenset[int], corrected: set[int], observations: Sequence[object], questions: int
) -> Outcome:
    """Rows by what became of them: changed where any figure was corrected, new where any was added."""
    kinds: dict[int, str] = {}
    for number, one in zip(batch.rows, observations, strict=True):
        pk = getattr(one, "pk", 0)
        kind = "changed" if pk in corrected else "created" if pk in fresh else "unchanged"
        order: Mapping[str, int] = {"unchanged": 0, "created": 1, "changed": 2}
        kinds[number] = max(kinds.get(number, kind), kind, key=lambda name: order[name])
    counted = list(kinds.values())
    return Outcome(counted.count("created"), counted.count("changed"), counted.count("unchanged"), questions)


def home(actor: User) -> str:
    """Where the person works, for names of places that exist twice: the widest area they may record in."""
    held = areas_with(actor, policies.RECORD)
    return min(held, key=lambda area: (len(area), area)) if held else ""
