"""Recording observations, confirming, correcting and choosing among them. Nothing is overwritten or deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from cungcau.domain.survey import messages, metrics, policies, ruling
from cungcau.domain.survey.doubting import doubtful, doubts_about
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.models import Figure, Observation
from cungcau.domain.survey.reading import Value
from cungcau.domain.survey.services.figures import figures_for, settle
from cungcau.domain.survey.services.questions import Doubtful, keep_many
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock

AGAIN = "nhập lại từ cùng nguồn"
"""The reason of a correction made by bringing a table in anew."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The observation of each entry (an equal one already there included), and how many were new or corrections."""

    observations: tuple[Observation, ...]
    created: int
    changed: int
    fresh: frozenset[int] = field(default_factory=frozenset)

    @property
    def unchanged(self) -> int:
        """Entries that were there already."""
        return len(self.observations) - self.created - self.changed


@transaction.atomic
def record_observations(*, entries: Sequence[Entry], actor: User | None) -> Recorded:
    """Write what sources say: new rows; where a source now says something else, a row that corrects its old one.

    What the same source said before of the same figure, current or corrected since, is not written again, so a
    table brought in twice changes nothing and undoes nobody's correction. Raises ``not_allowed``.
    """
    figures = figures_for(entries, actor)
    there = _there(figures)
    taken: set[int] = set()
    rows: list[Observation | None] = []
    for entry, figure in zip(entries, figures, strict=True):
        same = next(
            (one for one in there[figure.pk, entry.source] if _equal(one, entry) and one.pk not in taken),
            None,
        )
        if same is not None:
            taken.add(same.pk)
        rows.append(same)
    created: list[Observation] = []
    corrections: list[Observation] = []
    for number, (entry, figure) in enumerate(zip(entries, figures, strict=True)):
        if rows[number] is not None:
            continue
        old = next(
            (one for one in there[figure.pk, entry.source] if one.is_current and one.pk not in taken), None
        )
        new = _observation(entry, figure, actor)
        if old is not None:
            taken.add(old.pk)
            new.corrects, new.correction_reason = old, AGAIN
            corrections.append(new)
        else:
            created.append(new)
        rows[number] = new
    _write(created, corrections)
    touched = {one.figure_id for one in (*created, *corrections)}
    settle(touched)
    if touched:
        areas = {figure.area_code for figure in figures}
        record(
            actor=actor, verb=messages.OBSERVATIONS_RECORDED, thing=None,
            area=areas.pop() if len(areas) == 1 else "", created=len(created), changed=len(corrections),
        )  # fmt: skip
    observations = tuple(row for row in rows if row is not None)
    fresh = frozenset(one.pk for one in (*created, *corrections))
    return Recorded(observations, len(created), len(corrections), fresh)


def _there(figures: Sequence[Figure]) -> dict[tuple[int, str], list[Observation]]:
    found: dict[tuple[int, str], list[Observation]] = defaultdict(list)
    ids = sorted({figure.pk for figure in figures})
    for start in range(0, len(ids), 5000):
        for one in Observation.objects.filter(figure__in=ids[start : start + 5000]).order_by("pk"):
            found[one.figure_id, one.source].append(one)
    return found


def _equal(one: Observation, entry: Entry) -> bool:
    value = entry.value
    return (one.low, one.high, one.hedge, one.about) == (value.low, value.high, value.hedge, entry.about)


def _observation(entry: Entry, figure: Figure, actor: User | None) -> Observation:
    value = entry.value
    return Observation(
        figure=figure,
        low=value.low,
        high=value.high,
        hedge=value.hedge,
        written=value.written,
        place_written=entry.place.text,
        written_unit=value.written_unit,
        about=entry.about,
        source=entry.source,
        source_date=entry.source_date,
        confidence=entry.confidence,
        note=entry.note,
        entered_by=actor,
        is_demo=entry.is_demo,
    )


def _write(created: Sequence[Observation], corrections: Sequence[Observation]) -> None:
    old = [one.corrects_id for one in corrections]
    Observation.objects.filter(pk__in=[pk for pk in old if pk is not None]).update(is_current=False)
    Observation.objects.bulk_create([*created, *corrections], batch_size=1000)


@transaction.atomic
def enter_observation(*, entry: Entry, actor: User, answers: Mapping[str, str] | None = None) -> Observation:
    """Record one observation with the doubts about it, and what was answered to them by key.

    Doubts nobody answered stay as open questions. Raises ``not_allowed``.
    """
    doubts = doubts_about(entry)
    done = record_observations(entries=[entry], actor=actor)
    observation = done.observations[0]
    if observation.pk in done.fresh:
        area = observation.figure.area_code
        keep_many([Doubtful(observation, doubts, area, answers or {}, entry.is_demo)], actor=actor)
    return observation


@transaction.atomic
def confirm_observation(*, observation: Observation, actor: User) -> Observation:
    """A second person says that the source says so.

    Raises ``not_allowed``, ``observation_confirm_own``, ``observation_confirmed``, ``observation_corrected``.
    """
    figure, one = _locked(observation)
    require(actor, policies.CONFIRM, figure.area_code)
    if one.entered_by_id == actor.pk:
        raise DomainError("observation_confirm_own")
    if one.confirmed_by_id is not None:
        raise DomainError("observation_confirmed")
    one.confirmed_by, one.confirmed_at = actor, clock.now()
    one.save(update_fields=["confirmed_by", "confirmed_at"])
    settle([figure.pk])
    record(
        actor=actor, verb=messages.OBSERVATION_CONFIRMED, thing=figure,
        figure=str(figure), value=_shown(one, figure), observation=one.pk,
    )  # fmt: skip
    return one


@transaction.atomic
def correct_observation(
    *, observation: Observation, value: Value, reason: str, actor: User, note: str = ""
) -> Observation:
    """Write a new row that corrects one, with its reason; the old one stays readable.

    Raises ``not_allowed``, ``figure_reason_missing``, ``observation_corrected`` where somebody was first.
    """
    why = _reason(reason)
    figure, old = _locked(observation)
    require(actor, policies.RECORD, figure.area_code)
    new = Observation(
        figure=figure,
        low=value.low,
        high=value.high,
        hedge=value.hedge,
        written=value.written,
        place_written=old.place_written,
        written_unit=value.written_unit,
        about=old.about,
        source=old.source,
        source_date=old.source_date,
        confidence=old.confidence,
        note=note or old.note,
        entered_by=actor,
        corrects=old,
        correction_reason=why,
        is_demo=old.is_demo,
    )
    old.is_current = False
    old.save(update_fields=["is_current"])
    new.save(force_insert=True)
    settle([figure.pk])
    record(
        actor=actor, verb=messages.OBSERVATION_CORRECTED, thing=figure, figure=str(figure),
        before=_shown(old, figure), value=_shown(new, figure), reason=why, observation=new.pk,
    )  # fmt: skip
    found = doubtful([new])
    companions = Observation.objects.select_related("figure").filter(pk__in=found).order_by("pk")
    about = [Doubtful(one, found[one.pk], one.figure.area_code, {}, one.is_demo) for one in companions]
    keep_many([Doubtful(old, (), figure.area_code), *about], actor=actor)
    return new


@transaction.atomic
def choose_in_use(*, observation: Observation, reason: str, version: int, actor: User) -> Figure:
    """Say which observation others reckon with, and why.

    ``version`` is the figure's as the chooser saw it: of two people choosing at once the second is told who was first
    (``figure_chosen_meanwhile``). Raises ``not_allowed``, ``figure_reason_missing``, ``observation_corrected``.
    """
    why = _reason(reason)
    figure, one = _locked(observation)
    require(actor, policies.CHOOSE, figure.area_code)
    if figure.version != version:
        chosen = figure.in_use
        raise DomainError(
            "figure_chosen_meanwhile",
            name=str(figure.chosen_by or ""),
            value=_shown(chosen, figure) if chosen is not None else "",
        )
    figure.in_use, figure.use_reason = one, ruling.CHOSEN
    figure.chosen_by, figure.chosen_at, figure.chosen_reason = actor, clock.now(), why
    figure.version += 1
    figure.save(
        update_fields=[
            "in_use", "use_reason", "chosen_by", "chosen_at", "chosen_reason", "version", "updated_at",
        ]
    )  # fmt: skip
    record(
        actor=actor, verb=messages.FIGURE_CHOSEN, thing=figure, value=_shown(one, figure), reason=why,
        observation=one.pk,
    )  # fmt: skip
    return figure


def _locked(observation: Observation) -> tuple[Figure, Observation]:
    """The figure, then the observation, locked; ``observation_corrected`` where it is no longer current."""
    figure = Figure.objects.select_for_update().defer("words").get(pk=observation.figure_id)
    one = Observation.objects.select_for_update().get(pk=observation.pk)
    if not one.is_current:
        raise DomainError("observation_corrected")
    return figure, one


def _reason(text: str) -> str:
    why = text.replace("\x00", "").strip()[:500]
    if not why:
        raise DomainError("figure_reason_missing")
    return why


def _shown(one: Observation, figure: Figure) -> str:
    return metrics.show_span(one.low, one.high, figure.unit)
