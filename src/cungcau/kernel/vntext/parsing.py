"""Reading what people write: :func:`parse` tries every way and asks where more than one fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext.grammar.numerals import comma_readings
from cungcau.kernel.vntext.grammar.outcome import Outcome
from cungcau.kernel.vntext.grammar.quantities import quantities
from cungcau.kernel.vntext.grammar.time.timing import timings
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, Token, listed, marked, tokenize
from cungcau.kernel.vntext.reading import Reading, Region, TextUnreadable, Trouble

_LONGEST = 160
_CLOSING = ".,;:!… \t\r\n"
_VAGUE: Phrases[None] = listed(
    "vài|vài ba|mấy|dăm|nhiều|ít|một ít|một số|hôm nay|ngày mai|tuần sau|tháng sau|năm nay"
)


def parse(
    text: str,
    *,
    year: int | None = None,
    region: Region | None = None,
    kg_per_gia: int | Fraction | None = None,
) -> Reading:
    """Read one quantity, price, span of time or deadline.

    ``year`` completes dates without one (in a range: the year of its first end); ``region`` settles sào
    and mẫu; ``kg_per_gia`` is the local size of a giạ. Without them such a text comes back ambiguous:
    ends ``None``, every possible reading in ``readings``, what to ask in ``note``.

    Raises :class:`TextUnreadable`, and nothing else, for any text it cannot read; for a year outside 1900
    to 2100 or a giạ of no weight ``DomainError("reading_setting_invalid")``.
    """
    _check_settings(year, kg_per_gia)
    tokens = _admit(text)
    inner = _in_brackets(tokens)
    scans = list(_scans(text, tokens, year, region, kg_per_gia))
    outcomes = _read(scans)
    if outcomes or inner is None:
        return _judge(text, outcomes, scans)
    outside, inside = tokens[:inner], tokens[inner + 1 : -1]
    first = list(_scans(text, outside, year, region, kg_per_gia))
    beside = list(_scans(text, inside, year, region, kg_per_gia))
    return _agree(_judge(text, _read(first), first), _judge(text, _read(beside), beside))


def _check_settings(year: int | None, kg_per_gia: int | Fraction | None) -> None:
    if year is not None and not 1900 <= year <= 2100:
        raise DomainError("reading_setting_invalid", name="year", value=year)
    if kg_per_gia is not None and kg_per_gia <= 0:
        raise DomainError("reading_setting_invalid", name="kg_per_gia", value=kg_per_gia)


def _admit(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text worth reading; refuse an empty or endless one."""
    if len(text) > _LONGEST:
        raise TextUnreadable(text, Trouble.TOO_LONG)
    tokens = tokenize(text.rstrip(_CLOSING))
    if not tokens:
        raise TextUnreadable(text, Trouble.EMPTY)
    return tokens


def _scans(
    text: str,
    tokens: tuple[Token, ...],
    year: int | None,
    region: Region | None,
    kg_per_gia: int | Fraction | None,
) -> Iterator[Scan]:
    """Yield one scan per set of assumptions: what the comma means, which region speaks."""
    gia = None if kg_per_gia is None else Fraction(kg_per_gia)
    for comma in comma_readings(token.text for token in tokens if token.numeral):
        for spoken in (region,) if region else tuple(Region):
            yield Scan(tokens, marked(text), spoken, comma, year, gia)


def _read(scans: Iterable[Scan]) -> list[Outcome]:
    """Collect the outcomes of all scans, sure ones only where there are any, each meaning once."""
    found = [outcome for scan in scans for rule in (timings, quantities) for outcome in rule(scan)]
    if any(outcome.sure for outcome in found):
        found = [outcome for outcome in found if outcome.sure]
    distinct: dict[tuple[object, ...], Outcome] = {}
    for outcome in found:
        meaning = (outcome.kind, outcome.unit, outcome.min, outcome.max, outcome.approx, outcome.question)
        distinct.setdefault(meaning, outcome)
    return list(distinct.values())


def _judge(text: str, outcomes: list[Outcome], scans: list[Scan]) -> Reading:
    """Return the one sure reading, or an ambiguous one, or refuse the text."""
    if not outcomes:
        raise _refusal(text, scans)
    first = outcomes[0]
    if len(outcomes) == 1 and first.sure and not first.question:
        return first.reading()
    readings = tuple(outcome.reading() for outcome in outcomes if not outcome.question)
    note = "; ".join(dict.fromkeys(outcome.question for outcome in outcomes if outcome.question))
    note = note or ("có nhiều cách hiểu" if len(readings) > 1 else "chưa chắc hiểu đúng")
    return _ambiguous(first.reading(), readings, note)


def _ambiguous(first: Reading, readings: tuple[Reading, ...], note: str) -> Reading:
    return Reading(first.kind, None, None, first.unit, None, True, readings, note)


def _in_brackets(tokens: tuple[Token, ...]) -> int | None:
    """Return where a bracket opens that closes the text, as in "5,2 tấn (5.200 kg)"."""
    opened = [i for i, token in enumerate(tokens) if token.text == "("]
    fits = len(opened) == 1 and 0 < opened[0] < len(tokens) - 2 and tokens[-1].text == ")"
    return opened[0] if fits else None


def _agree(outside: Reading, inside: Reading) -> Reading:
    """Take what a figure and the one in brackets beside it have in common; ask where they differ."""
    left = outside.readings if outside.ambiguous else (outside,)
    right = inside.readings if inside.ambiguous else (inside,)
    meanings = {(each.kind, each.unit, each.min, each.max) for each in right}
    common = [each for each in left if (each.kind, each.unit, each.min, each.max) in meanings]
    if len(common) == 1:
        return common[0]
    if common:
        return _ambiguous(common[0], tuple(common), "có nhiều cách hiểu")
    return _ambiguous(outside, (*left, *right), "số trong ngoặc không khớp với số đứng trước")


def _refusal(text: str, scans: list[Scan]) -> TextUnreadable:
    """Say why nothing could be read, naming the first words that made no sense."""
    scan = max(scans, key=lambda each: each.far)
    impossible = next((each.impossible_date for each in scans if each.impossible_date), "")
    if impossible:
        return TextUnreadable(text, Trouble.NO_SUCH_DATE, impossible)
    for i in range(len(scan.tokens)):
        for _, j in _VAGUE.match(scan, i):
            return TextUnreadable(text, Trouble.VAGUE, scan.words(i, j))
    if scan.far >= len(scan.tokens):
        return TextUnreadable(text, Trouble.INCOMPLETE)
    if scan.far == 0 and not any(token.numeral for token in scan.tokens):
        return TextUnreadable(text, Trouble.NO_NUMBER)
    return TextUnreadable(text, Trouble.NOT_UNDERSTOOD, scan.words(scan.far, len(scan.tokens)))
