"""How a statement follows another: subjects are locked, the newest is found, the next one is numbered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from cungcau.domain.forecast.models.said import Said
from cungcau.domain.registry.models import Organisation
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.versions import Clash, EditedMeanwhile
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.models import Unit
from cungcau.reference.recording import MANY, Faults, check, measure

_S = TypeVar("_S", bound=Said)
_BATCH = 2_000
SAID_AGAIN = "Báo lại, không đổi"
"""The reason kept where the same figures are said again on a later day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """What every row brings: exactly one of ``producer`` and ``place``, the goods, where it is from.

    ``seen`` is the number of the revision the writer looked at (0: there was none; None: not looked, as in an
    import). ``as_of`` is today where not given; ``reason`` is needed where figures change. A row with a
    ``client_id`` that is known already changes nothing.
    """

    commodity: Commodity
    source: str
    producer: Organisation | None = None
    place: Unit | None = None
    variety: str = ""
    reported_by: Organisation | None = None
    reason: str = ""
    as_of: date | None = None
    seen: int | None = None
    client_id: uuid.UUID | None = None
    confirmed: bool = False
    is_demo: bool = False

    def said(self, season: Season, actor: User | None) -> dict[str, Any]:
        """The columns all statements share."""
        subject = self.producer or self.place
        return {
            "season": season,
            "commodity": self.commodity,
            "variety": self.variety,
            "producer": self.producer,
            "place": self.place,
            "reported_by": self.reported_by,
            "entered_by": actor,
            "as_of": self.as_of or today(),
            "reason": self.reason,
            "client_id": self.client_id or uuid.uuid4(),
            "area_code": subject.area_code if subject is not None else "",
            "source": self.source,
            "is_demo": self.is_demo,
        }


@dataclass(slots=True)
class Written(Generic[_S]):
    """What became of a batch: new statements, pairs of (replaced, replacing), those that changed nothing."""

    created: list[_S] = field(default_factory=list)
    revised: list[tuple[_S, _S]] = field(default_factory=list)
    unchanged: list[_S] = field(default_factory=list)

    @property
    def written(self) -> list[_S]:
        """Every statement that is new in the database."""
        return [*self.created, *(new for _, new in self.revised)]

    def counts(self) -> dict[str, int]:
        """For the trail."""
        return {
            "created": len(self.created),
            "changed": len(self.revised),
            "unchanged": len(self.unchanged),
        }


@dataclass(frozen=True, slots=True)
class Judge(Generic[_S]):
    """How one kind of statement is compared: its further key columns, its figures by name.

    ``load`` is called with the statements met, before their figures are asked for.
    """

    key: tuple[str, ...]
    figures: Callable[[_S], Mapping[str, object]]
    load: Callable[[Sequence[_S]], None] = lambda met: None


def check_subjects(rows: Sequence[SaidRow], season: Season, faults: Faults) -> None:
    """Note rows without exactly one subject, or with goods the season does not have."""
    goods = set(season.commodities.values_list("pk", flat=True))
    for number, row in enumerate(rows, faults.first):
        one = (row.producer is None) != (row.place is None)
        faults.unless(one, number, "subject", "", "cần đúng một hộ, tổ chức hoặc một địa bàn")
        merged = row.producer is not None and row.producer.merged_into_id is not None
        faults.unless(not merged, number, "subject", row.producer, "đã gộp vào một hộ, tổ chức khác")
        day = row.as_of or today()
        faults.unless(day <= today(), number, "as_of", day, "ngày báo không được sau hôm nay")
        known = row.commodity.pk in goods
        faults.unless(known, number, "commodity", row.commodity.name_vi, "cần một nông sản của mùa vụ này")


def write(
    model: type[_S], given: Sequence[_S], seen: Sequence[int | None], *, judge: Judge[_S], faults: Faults
) -> Written[_S]:
    """Insert what is new as first or next revisions; runs in the caller's transaction.

    Whoever writes about the same subject at the same time waits here. Raises ``InputInvalid`` with every
    fault; ``EditedMeanwhile`` where a single statement was made from a revision that is no longer the newest.
    """
    check(given, key=("producer_id", "place_id", "commodity_id", "variety", *judge.key), faults=faults)
    faults.refuse()
    _lock(given)
    known = _by_client_id(model, given)
    current = _current(model, given, judge.key)
    judge.load([*current.values()])
    done: Written[_S] = Written()
    for number, (one, looked) in enumerate(zip(given, seen, strict=True), faults.first):
        there = known.get(one.client_id)
        old = current.get(_key(one, judge.key))
        if there is not None and _key(there, judge.key) != _key(one, judge.key):
            faults.unless(False, number, "client_id", one.client_id, "mã phiếu này đã dùng cho nơi khác")
            continue
        if there is not None or (old is not None and _says_nothing_new(old, one, judge)):
            done.unchanged.append(there or old or one)
            continue
        now = old.revision if old is not None else 0
        if looked is not None and looked != now:
            if len(given) == 1:
                raise _meanwhile(old, one, judge)
            faults.unless(False, number, "subject", "", f"vừa được người khác sửa (lần {now}); hãy xem lại")
        if old is None:
            done.created.append(one)
            continue
        if judge.figures(old) == judge.figures(one):
            one.reason = one.reason or SAID_AGAIN
        faults.unless(
            bool(one.reason.strip()), number, "reason", "", "cần lý do khi sửa dự báo, báo cáo đã có"
        )
        one.revision, one.replaces = old.revision + 1, old
        done.revised.append((old, one))
    faults.refuse()
    _insert(model, done)
    return done


def _lock(given: Iterable[Said]) -> None:
    """Hold the subjects, in one order for everybody, until the transaction ends."""
    producers = {one.producer_id for one in given if one.producer_id}
    places = {one.place_id for one in given if one.place_id}
    for model, wanted in ((Organisation, producers), (Unit, places)):
        if wanted:
            rows = model._default_manager.filter(pk__in=wanted).order_by("pk")
            list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def _key(one: Said, more: Sequence[str]) -> tuple[object, ...]:
    own = (one.producer_id, one.place_id, one.commodity_id, one.variety)
    return (*own, *(getattr(one, name) for name in more))


def _by_client_id(model: type[_S], given: Sequence[_S]) -> dict[uuid.UUID, _S]:
    found = model._default_manager.filter(client_id__in=[one.client_id for one in given])
    return {one.client_id: one for one in found}


def _current(model: type[_S], given: Sequence[_S], key: Sequence[str]) -> dict[tuple[object, ...], _S]:
    if not given:
        return {}
    rows = model._default_manager.filter(season=given[0].season, is_current=True)
    found: dict[tuple[object, ...], _S] = {}
    for column in ("producer_id", "place_id"):
        wanted = {getattr(one, column) for one in given} - {None}
        if wanted:
            found |= {_key(one, key): one for one in rows.filter(**{f"{column}__in": wanted})}
    return found


def _says_nothing_new(old: _S, one: _S, judge: Judge[_S]) -> bool:
    return one.as_of <= old.as_of and judge.figures(old) == judge.figures(one)


def _meanwhile(old: _S | None, mine: _S, judge: Judge[_S]) -> EditedMeanwhile:
    """What the other person's revision says, beside what was to be written."""
    theirs = dict(judge.figures(old)) if old is not None else {}
    wanted = judge.figures(mine)
    clashes = tuple(
        Clash(name, None, theirs.get(name), wanted.get(name))
        for name in sorted({*theirs, *wanted})
        if theirs.get(name) != wanted.get(name)
    )
    return EditedMeanwhile(version=old.revision if old is not None else 0, clashes=clashes, theirs=theirs)


def _insert(model: type[_S], done: Written[_S]) -> None:
    rows = model._default_manager
    replaced = [old.pk for old, _ in done.revised]
    for start in range(0, len(replaced), _BATCH):
        rows.filter(pk__in=replaced[start : start + _BATCH]).update(is_current=False)
    rows.bulk_create(done.written, batch_size=_BATCH)
    if len(done.written) >= MANY:
        measure(model)
