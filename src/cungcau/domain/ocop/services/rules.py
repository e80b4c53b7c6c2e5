"""Loading and publishing rule books."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from django.db import connection, transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import rules as said
from cungcau.domain.ocop.models import Certificate, CriteriaSet, Instrument, RuleBook
from cungcau.domain.ocop.selectors.rules import engine_book
from cungcau.engines import scoring
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.search import words

SOURCE_SHIPPED = "tệp đi kèm phần mềm"


@transaction.atomic
def load_book(
    content: Mapping[str, object], actor: User | None, *, file_name: str = "", note: str = ""
) -> RuleBook:
    """Keep a rule file as a draft book; the same rules again give the book there is.

    Decisions not known yet are written down with their own bands, in force from no day until the book is published
    (:func:`publish_book`); those known keep theirs. Raises ``InputInvalid`` with every fault of the file by name, one
    of them where the file gives a known decision other bands; ``not_allowed``.
    """
    _require(actor)
    engine = scoring.read(content, file_name or "rules")
    refuse_other_bands(engine, file_name or "rules")
    sha256 = scoring.fingerprint(engine)
    _hold("ocop.rules")
    there = RuleBook.objects.filter(sha256=sha256).first()
    if there is not None:
        return there
    instruments = _write_new_instruments(engine, file_name)
    instrument = instruments[engine.instrument]
    last = RuleBook.objects.filter(instrument=instrument).order_by("-no").values_list("no", flat=True).first()
    book = RuleBook.objects.create(
        instrument=instrument, no=(last or 0) + 1, content=json.loads(scoring.dump(engine)), sha256=sha256,
        file_name=file_name[:200], note=note.strip()[:600], loaded_by=actor,
    )  # fmt: skip
    CriteriaSet.objects.bulk_create(_set_of(book, sheet, engine) for sheet in engine)
    record(
        actor=actor,
        verb=said.LOADED,
        thing=book,
        area=_area(actor),
        sets=len(engine.sheets),
        file=file_name[:200],
    )
    return book


@transaction.atomic
def publish_book(book: RuleBook, actor: User | None) -> RuleBook:
    """Seal a book: new files may follow it, nothing of it changes any more.

    What it says of the days and notes of decisions (a new one ends an older) holds from now on. Raises
    ``not_allowed``, ``verb_not_allowed``, ``InputInvalid`` as in :func:`load_book`.
    """
    _require(actor)
    _hold("ocop.rules")
    engine = engine_book(book.pk)
    refuse_other_bands(engine, book.file_name or str(book))
    for row in engine.instruments.values():
        _follow(Instrument.objects.select_for_update().get(code=row.code), row, actor)
    return advance(
        book, "publish", actor=actor, permission=policies.LOAD_RULES, area=_area(actor),
        fields={"published_at": clock.now(), "published_by": actor}, book=str(book),
    )  # fmt: skip


@transaction.atomic
def drop_book(book: RuleBook, actor: User | None) -> None:
    """Throw a draft book away; raises ``not_allowed``, ``verb_not_allowed`` for a published one."""
    _require(actor)
    held = (
        RuleBook.objects.select_for_update(of=("self",))
        .select_related("instrument")
        .defer("content")
        .get(pk=book.pk)
    )
    if held.state != states.DRAFT:
        raise DomainError(
            "verb_not_allowed", lifecycle="rule_book", state=held.state, verb="drop", allowed=()
        )
    record(actor=actor, verb=said.DROPPED, thing=held, area=_area(actor))
    named = set(engine_book(held.pk).instruments)
    held.delete()
    _forget_unused(named)


def load_shipped_rules(actor: User | None = None) -> RuleBook:
    """The newest rule book that comes with the product, loaded and published; nothing happens the second time."""
    book = load_book(scoring.values_of(scoring.newest_book()), actor, file_name=SOURCE_SHIPPED)
    return book if book.published_at else publish_book(book, actor)


def refuse_other_bands(engine: scoring.RuleBook, name: str) -> None:
    """Bands of a decision that files and certificates may stand on are never changed by a later file."""
    known = dict(Instrument.objects.values_list("code", "bands"))
    faults = [
        Fault(name, 0, f"{code}/bands", "", f"khác khung sao đã lưu của văn bản {row.number}")
        for code, row in engine.instruments.items()
        if known.get(code) and known[code] != bands_as_data(engine, code)
    ]
    numbers = dict(Instrument.objects.values_list("number", "code"))
    faults += [
        Fault(name, 0, f"{code}/number", row.number, f"số này đã là của văn bản mã {numbers[row.number]}")
        for code, row in engine.instruments.items()
        if numbers.get(row.number, code) != code
    ]
    if faults:
        raise InputInvalid(faults)


def bands_as_data(engine: scoring.RuleBook, code: str) -> list[dict[str, object]]:
    """A decision's bands, its own or those of the one it amends, as plain values."""
    return [asdict(band) for band in engine.bands_of(code)]


def _write_new_instruments(engine: scoring.RuleBook, file_name: str) -> dict[str, Instrument]:
    found = {one.code: one for one in Instrument.objects.filter(code__in=engine.instruments)}
    for code, row in engine.instruments.items():
        if code not in found:
            facts = {**_facts(row), "effective_from": None, "effective_to": None}
            found[code] = Instrument.objects.create(
                code=code, bands=bands_as_data(engine, code), source=(file_name or "rules")[:300], **facts
            )
    return found


def _forget_unused(named: set[str]) -> None:
    """Decisions that only the book thrown away spoke of go with it."""
    for pk in RuleBook.objects.values_list("pk", flat=True):
        named -= set(engine_book(pk).instruments)
    used = Certificate.objects.filter(instrument__code__in=named).values_list("instrument__code", flat=True)
    Instrument.objects.filter(code__in=named - set(used), books=None).delete()


def _facts(row: scoring.Instrument) -> dict[str, object]:
    return {
        "number": row.number, "issued_on": row.issued, "effective_from": row.effective_from,
        "effective_to": row.effective_to, "replaces": list(row.replaces), "signer": row.signer or "",
        "note": row.note, "confidence": row.confidence,
    }  # fmt: skip


def _follow(kept: Instrument, row: scoring.Instrument, actor: User | None) -> None:
    """Let a decision's days and notes be what the published book says; its bands and number stay."""
    facts = {name: value for name, value in _facts(row).items() if name != "number"}
    changed = {name: value for name, value in facts.items() if getattr(kept, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(changed))
    record(actor=actor, verb=said.INSTRUMENT_CHANGED, thing=kept, area=_area(actor), fields=sorted(changed))


def _set_of(book: RuleBook, sheet: scoring.Sheet, engine: scoring.RuleBook) -> CriteriaSet:
    texts = (sheet.code, sheet.name, sheet.group, sheet.subgroup or "", engine.categories[sheet.category])
    return CriteriaSet(
        book=book, code=sheet.code, number=sheet.number, name=sheet.name, name_en=sheet.name_en,
        category=sheet.category, group=sheet.group, subgroup=sheet.subgroup or "", samples=sheet.samples,
        flags=[{"criterion": flag.criterion, "text": flag.text} for flag in sheet.flags],
        folded=words(*texts)[:700],
    )  # fmt: skip


def _require(actor: User | None) -> None:
    if actor is not None:
        access.require(actor, policies.LOAD_RULES)


def _area(actor: User | None) -> str:
    """Rules belong to no single place: whoever may load them anywhere does so where they may."""
    held = areas_with(actor, policies.LOAD_RULES) if actor is not None else frozenset()
    return min(held, default="")


def _hold(what: str) -> None:
    """Two loadings at one moment follow each other."""
    if not connection.in_atomic_block:
        raise DomainError("audit_outside_transaction", verb=what)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
