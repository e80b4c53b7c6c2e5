"""A rule book back as JSON: the same book gives the same bytes, so that a published version has a fingerprint."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

from cungcau.engines.scoring.read.book import FORMAT
from cungcau.engines.scoring.sheet import (
    Band,
    Criterion,
    Ground,
    Instrument,
    Option,
    RuleBook,
    Sheet,
    Trigger,
)


def dump(book: RuleBook) -> str:
    """Canonical JSON (sorted keys, no spaces, UTF-8 text): ``read`` of it gives an equal book."""
    return json.dumps(values_of(book), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(book: RuleBook) -> str:
    """SHA-256 of :func:`dump`, 64 hexadecimal digits; spacing and the order of keys in a file do not change it."""
    return sha256(dump(book).encode("utf-8")).hexdigest()


def values_of(book: RuleBook) -> dict[str, object]:
    """The book as plain JSON values, in the form of a rule file."""
    return {
        "format": FORMAT,
        "instrument": book.instrument,
        "source": dict(book.source),
        "instruments": [_instrument(row) for row in book.instruments.values()],
        "categories": dict(book.categories),
        "rejections": {code: _ground(row) for code, row in book.grounds.items()},
        "rules": {code: row.label for code, row in book.rules.items()},
        "principles": [dict(row) for row in book.principles],
        "sheets": [sheet_values(row) for row in book.sheets.values()],
    }


def sheet_values(sheet: Sheet) -> dict[str, object]:
    """One sheet as plain JSON values; grounds and rules by code."""
    conditions: dict[str, dict[str, int]] = {}
    for row in sheet.star_conditions:
        conditions.setdefault(str(row.star), {})[row.criterion] = row.points
    return {
        "code": sheet.code,
        "number": sheet.number,
        "name": sheet.name,
        "name_en": sheet.name_en or None,
        "category": sheet.category,
        "group": sheet.group or None,
        "subgroup": sheet.subgroup,
        "ministries": list(sheet.ministries),
        "legal_basis": sheet.legal_basis,
        "most": sheet.most,
        "samples": sheet.samples,
        "rejections": [row.code for row in sheet.rejections],
        "star_conditions": conditions,
        "flags": [{"criterion": row.criterion, "text": row.text} for row in sheet.flags],
        "confidence": dict(sheet.confidence),
        "parts": [
            {
                "code": part.code,
                "name": part.name,
                "most": part.most,
                "criteria": [_criterion(row) for row in part.criteria],
            }
            for part in sheet.parts
        ],
    }


def _criterion(row: Criterion) -> dict[str, object]:
    found: dict[str, object] = {
        "code": row.code,
        "parent": row.parent,
        "name": row.name,
        "most": row.most,
        "scorable": row.scorable,
    }
    if row.rules:
        found["rules"] = [rule.code for rule in row.rules]
    if row.eliminators:
        found["eliminators"] = [ground.code for ground in row.eliminators]
    if row.note:
        found["note"] = row.note
    if row.options:
        found["options"] = [_option(option) for option in row.options]
    return found


def _option(row: Option) -> dict[str, object]:
    found: dict[str, object] = {"points": row.points, "label": row.label}
    if row.star is not None:
        found["star"] = row.star
    if row.case is not None:
        found["case"] = row.case
    return found


def _ground(row: Ground) -> dict[str, object]:
    found: dict[str, object] = {"effect": row.effect.value, "label": row.label}
    if row.trigger is not Trigger.STATED:
        found["trigger"] = row.trigger.value
    return found


def _band(row: Band) -> dict[str, object]:
    return {
        "star": row.star,
        "lower": row.lower,
        "upper": row.upper,
        "upper_inclusive": row.upper_inclusive,
        "level": row.level,
        "certifiable": row.certifiable,
        "decided_by": row.decided_by,
        "recognised_by": row.recognised_by,
    }


def _instrument(row: Instrument) -> dict[str, object]:
    return {
        "code": row.code,
        "number": row.number,
        "date": row.issued.isoformat(),
        "effective_from": _day(row.effective_from),
        "effective_to": _day(row.effective_to),
        "replaces": list(row.replaces),
        "amends": row.amends,
        "signer": row.signer,
        "confidence": row.confidence or None,
        "note": row.note or None,
        "most": row.most,
        "parts": dict(row.parts),
        "bands": [_band(band) for band in row.bands],
        "bands_flag": row.bands_flag,
        "bands_source": row.bands_source,
        "procedure": row.procedure,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
