"""What an entity chooses on form 02: one criterion or the whole sheet, by one person or several at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import dossiers as said
from cungcau.domain.ocop.models import Choice, Dossier
from cungcau.domain.ocop.selectors.rules import bands_of, sheet_of
from cungcau.domain.ocop.selectors.standing import Standing, points_of, standing
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.engines import scoring
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import Clash, EditedMeanwhile
from cungcau.platform.ui import clock

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Said:
    """What stands, or is to stand, for one criterion: points None for no option chosen; ``case`` of a branch a/b."""

    points: int | None = None
    case: str = ""
    explanation: str = ""


@transaction.atomic
def choose(
    *, dossier: Dossier, criterion: str, said_now: Said, seen: Said | None, actor: User | None
) -> Standing:
    """Write one criterion; without points what stood for it is taken back. Returns where the whole sheet stands.

    ``seen`` is what the form began with (None: write over whatever stands). Raises ``EditedMeanwhile`` where
    somebody else changed this criterion since, ``ocop_dossier_not_editable``, ``not_found``, ``not_allowed``,
    ``InputInvalid`` naming criterion and points.
    """
    row = hold_for_writing(dossier, actor)
    sheet = sheet_of(row.criteria_set)
    wanted = _checked(sheet, criterion, said_now)
    there = saved(row).get(criterion, Said())
    if seen is not None:
        _refuse_if_changed(there, seen, wanted)
    if wanted != there:
        _write(row, {criterion: wanted})
        record(
            actor=actor, verb=said.CHOSEN, thing=row, criterion=criterion,
            before=there.points if there.points is not None else "–",
            points=wanted.points if wanted.points is not None else "–",
        )  # fmt: skip
    return keep_standing(row)


@transaction.atomic
def choose_all(
    *, dossier: Dossier, wanted: Mapping[str, Said], seen: Mapping[str, Said] | None, actor: User | None
) -> Standing:
    """Write the options of many criteria at once; explanations stay as they are.

    Only what the person changed since ``seen`` is written, so that what others chose meanwhile elsewhere stands.
    Raises ``EditedMeanwhile`` with the criteria both changed differently (nothing is written then), and as
    :func:`choose`.
    """
    row = hold_for_writing(dossier, actor)
    sheet = sheet_of(row.criteria_set)
    faults: list[Fault] = []
    clean: dict[str, Said] = {}
    for code, one in wanted.items():
        try:
            clean[code] = _checked(sheet, code, one)
        except InputInvalid as refused:
            faults += refused.faults
    if faults:
        raise InputInvalid(faults)
    there = saved(row)
    changed: dict[str, Said] = {}
    clashes = []
    for code, one in clean.items():
        now = there.get(code, Said())
        began = seen.get(code, Said()) if seen is not None else now
        if option_value(one) == option_value(began) or option_value(one) == option_value(now):
            continue
        if option_value(now) != option_value(began):
            clashes.append(Clash(code, option_value(began), option_value(now), option_value(one)))
        changed[code] = Said(one.points, one.case, now.explanation)
    if clashes:
        theirs = {clash.field: clash.theirs for clash in clashes}
        raise EditedMeanwhile(version=row.version, clashes=tuple(clashes), theirs=theirs)
    if changed:
        _write(row, changed)
        record(actor=actor, verb=said.CHOSEN_MANY, thing=row, count=len(changed), criteria=sorted(changed))
    return keep_standing(row)


def hold_for_writing(dossier: Dossier, actor: User | None) -> Dossier:
    """The file locked, if this person may write it and its state lets anybody.

    Raises ``not_found``, ``not_allowed``, ``ocop_dossier_not_editable``.
    """
    rows = Dossier.objects.select_for_update(of=("self",))
    rows = rows.select_related("product__entity", "criteria_set__book__instrument")
    row = rows.defer("words", "criteria_set__book__content").filter(pk=dossier.pk).first()
    if row is None:
        raise DomainError("not_found")
    require_dossier(actor, row, policies.WRITE_DOSSIERS)
    refuse_unless_editable(row)
    return row


def refuse_unless_editable(dossier: Dossier) -> None:
    """Raises ``ocop_dossier_not_editable`` in a state in which the entity does not write."""
    if dossier.state not in states.EDITABLE:
        state = str(states.DOSSIER_LABELS[dossier.state])
        raise DomainError("ocop_dossier_not_editable", dossier=str(dossier), state=state)


def saved(dossier: Dossier) -> dict[str, Said]:
    """What stands for each criterion."""
    rows = Choice.objects.filter(dossier=dossier)
    return {one.criterion: Said(one.points, one.case, one.explanation) for one in rows}


def keep_standing(row: Dossier) -> Standing:
    """Where the file's choices stand, kept on the file for lists."""
    found = standing(sheet_of(row.criteria_set), bands_of(row.criteria_set.book.instrument), points_of(row))
    row.self_total, row.self_star = found.total, found.star
    row.updated_at = clock.now()
    row.save(update_fields=["self_total", "self_star", "updated_at"])
    return found


def case_of(criterion: scoring.Criterion, points: int, case: str) -> str:
    """The branch of an option: the one asked for where it exists, else the only one; raises ``LookupError``."""
    cases = [option.case or "" for option in criterion.options if option.points == points]
    if case in cases:
        return case
    if len(set(cases)) == 1 and not case:
        return cases[0]
    raise LookupError(case)


def _checked(sheet: scoring.Sheet, code: str, one: Said) -> Said:
    row = sheet.by_code.get(code)
    where = f"{sheet.code}/{code}"[:80]
    if row is None or not row.scorable:
        raise InputInvalid([Fault("choices", 1, where, "", "bộ tiêu chí không chấm mục này")])
    text = one.explanation.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise InputInvalid(
            [Fault("choices", 1, where, f"{len(text)}", f"giải trình dài nhất {LONGEST} ký tự")]
        )
    if one.points is None:
        if text:
            raise InputInvalid([Fault("choices", 1, where, "", "hãy chọn một mức rồi mới lưu giải trình")])
        return Said()
    ladder = ", ".join(map(str, row.ladder))
    if one.points not in row.ladder:
        raise InputInvalid([Fault("choices", 1, where, str(one.points), f"cần một trong các mức: {ladder}")])
    try:
        case = case_of(row, one.points, one.case)
    except LookupError:
        raise InputInvalid([Fault("choices", 1, where, one.case, "cần chọn trường hợp a hoặc b")]) from None
    return Said(one.points, case, text)


def option_value(one: Said) -> str:
    """Points and branch as one text, as forms send them: "3", in a branch "3:a"; blank for none."""
    if one.points is None:
        return ""
    return f"{one.points}:{one.case}" if one.case else str(one.points)


def _refuse_if_changed(there: Said, seen: Said, wanted: Said) -> None:
    """Show the second person what the first one wrote, unless both wrote the same."""
    pairs = (
        ("option", option_value(seen), option_value(there), option_value(wanted)),
        ("explanation", seen.explanation, there.explanation, wanted.explanation),
    )
    theirs = {name: now for name, began, now, _mine in pairs if now != began}
    if not theirs or there == wanted:
        return
    clashes = tuple(
        Clash(name, began, now, mine)
        for name, began, now, mine in pairs
        if name in theirs and mine not in (began, now)
    )
    raise EditedMeanwhile(version=1, clashes=clashes, theirs=theirs)


def _write(row: Dossier, changed: Mapping[str, Said]) -> None:
    gone = [code for code, one in changed.items() if one.points is None]
    Choice.objects.filter(dossier=row, criterion__in=gone).delete()
    Choice.objects.bulk_create(
        (
            Choice(dossier=row, criterion=code, points=one.points, case=one.case, explanation=one.explanation)
            for code, one in changed.items()
            if one.points is not None
        ),
        update_conflicts=True,
        unique_fields=("dossier", "criterion"),
        update_fields=("points", "case", "explanation"),
    )
