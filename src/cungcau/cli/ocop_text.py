"""Scores and sheets in words."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.engines.scoring import (
    Ascent,
    Criterion,
    Result,
    RuleBook,
    Sheet,
    Way,
    fingerprint,
    ways_up,
    why_not_higher,
)
from cungcau.engines.scoring.notes import exact
from cungcau.engines.scoring.question import Question
from cungcau.kernel.vntext import show_number

DECIDES = {"ministry": "Bộ", "province": "tỉnh", "district": "huyện"}
EFFECTS = {
    "reject_dossier": "loại hồ sơ",
    "reject": "loại sản phẩm",
    "not_evaluated": "không đánh giá",
    "stop_evaluation": "dừng đánh giá",
}


def score_lines(book: RuleBook, question: Question, result: Result) -> Iterator[str]:
    """The star, what was missed, what is open, why not higher and the ways up."""
    sheet = question.sheet
    yield f"{sheet.code} {sheet.name}: {_outcome(result)}"
    several = len(question.members) > 1
    if several:
        each = "; ".join(f"{who} {show_number(total)}" for who, total in result.totals.items())
        yield f"Điểm từng thành viên: {each}."
    for ground in result.rejected:
        by = f" (0 điểm ở {', '.join(ground.criteria)})" if ground.criteria else ""
        yield f"Bị loại: {ground.ground.label}{by}: {EFFECTS[ground.ground.effect]}."
    for note in result.notes:
        yield f"Lưu ý: {note.text}"
    if result.unanswered and not several:
        yield f"Chưa chấm (tính 0 điểm): {', '.join(result.unanswered)}."
    if result.split:
        yield (
            f"Thành viên đứng hai bên điều kiện sao ở {', '.join(result.split)}; "
            "chưa có giá trị Hội đồng thống nhất nên xét theo trung bình."
        )
    yield from _why(sheet, book, result)
    yield from _ways(book, question)


def set_lines(book: RuleBook) -> Iterator[str]:
    """The decision, then one line per set under its category."""
    decision = book.instruments[book.instrument]
    yield f"{decision.number}, ngày {decision.issued:%d/%m/%Y}: {show_number(len(book.sheets))} bộ tiêu chí"
    category = None
    for sheet in book:
        if sheet.category != category:
            category = sheet.category
            yield f"{category}. {book.categories[category]}"
        yield f"  {sheet.code}  {sheet.name}"


def sheet_lines(book: RuleBook, sheet: Sheet) -> Iterator[str]:
    """The sheet as printed: parts, criteria, options with their marks, conditions, grounds, doubts."""
    yield f"{sheet.code} {sheet.name} ({sheet.legal_basis})"
    yield f"Quản lý: {', '.join(sheet.ministries)}. Mẫu sản phẩm kèm hồ sơ: {show_number(sheet.samples)}."
    for ground in sheet.rejections:
        yield f"Loại hồ sơ nếu: {ground.label} [{ground.code}]"
    for part in sheet.parts:
        yield ""
        yield f"PHẦN {part.code}. {part.name} ({part.most} điểm)"
        for row in part.criteria:
            yield from _criterion_lines(row)
    yield ""
    for band in sorted(book.bands, key=lambda row: -row.star):
        own = [row for row in sheet.star_conditions if row.star == band.star]
        if own:
            needs = "; ".join(f"{row.criterion} từ {row.points}" for row in own)
            yield f"Điều kiện {band.star} sao (kèm điều kiện các sao thấp hơn): {needs}"
    for flag in sheet.flags:
        yield f"Nghi vấn ở nguồn: {flag.text}"


def check_lines(book: RuleBook) -> Iterator[str]:
    """What a sound rule file holds."""
    decision = book.instruments[book.instrument]
    criteria = [row for sheet in book for row in sheet.scorable]
    options = sum(len(row.options) for row in criteria)
    flags = sum(len(sheet.flags) for sheet in book)
    yield (
        f"{decision.number}: {show_number(len(book.sheets))} bộ, {show_number(len(criteria))} tiêu chí chấm điểm, "
        f"{show_number(options)} mức, {show_number(flags)} nghi vấn ở nguồn được giữ lại; không có lỗi."
    )
    yield f"sha256 {fingerprint(book)}"


def _outcome(result: Result) -> str:
    average = show_number(result.average, 2)
    if result.rejected:
        return f"trung bình {average} điểm; bị loại nên không xếp hạng."
    if result.star is None:
        return f"trung bình {average} điểm; không đạt điều kiện của hạng nào."
    text = f"trung bình {average} điểm, {result.star} sao"
    if result.star != result.band_star:
        text += f" (đủ điểm {result.band_star} sao nhưng thiếu điều kiện)"
    if not result.certifiable:
        return f"{text}; chưa được cấp giấy chứng nhận."
    by = result.decided_by or ""
    return f"{text}; cấp quyết định: {DECIDES.get(by, by)}."


def _why(sheet: Sheet, book: RuleBook, result: Result) -> Iterator[str]:
    """A block per higher star; what a lower star already asked for is not said again."""
    said: dict[str, int] = {}
    for row in why_not_higher(sheet, book.bands, result):
        needs = [need for need in row.needs if said.get(need.criterion) != need.need]
        said |= {need.criterion: need.need for need in needs}
        again = ", ngoài các điều trên" if len(needs) < len(row.needs) and (needs or row.short) else ""
        if not needs and not row.short:
            yield f"Chưa {row.star} sao vì các điều trên."
            continue
        yield f"Chưa {row.star} sao{again}:"
        if row.short:
            yield f"  thiếu {exact(row.short)} điểm trung bình để đạt {row.lower}"
        for need in needs:
            wanted = " / ".join(need.labels)
            yield f"  {need.criterion} {need.name}: cần {need.need}, đang {exact(need.have)} (“{wanted}”)"


def _ways(book: RuleBook, question: Question) -> Iterator[str]:
    """Ways up from one person's choices; a council's averages are no options to climb from."""
    if len(question.members) != 1 or question.rejections:
        return
    (choice,) = question.members.values()
    if any(choice.get(code) != points for code, points in question.agreed.items()):
        return
    for ascent in ways_up(question.sheet, book.bands, choice):
        yield from _ascent_lines(ascent)


def _ascent_lines(ascent: Ascent) -> Iterator[str]:
    if ascent.by_steps is None or ascent.by_points is None:
        yield f"Lên {ascent.star} sao: không có cách nào; nhiều nhất được {ascent.best_total} điểm."
        return
    yield from _way_lines(f"Lên {ascent.star} sao, ít bước nhất", ascent.by_steps)
    if ascent.by_points.points < ascent.by_steps.points:
        yield from _way_lines(f"Lên {ascent.star} sao, ít điểm nhất", ascent.by_points)


def _way_lines(head: str, way: Way) -> Iterator[str]:
    yield f"{head} ({show_number(way.steps)} bước, thêm {show_number(way.points)} điểm):"
    for move in way.moves:
        before = "chưa chấm" if move.before is None else move.before
        yield f"  {move.criterion} {move.name}: {before} → {move.after} (“{' / '.join(move.after_labels)}”)"


def _criterion_lines(row: Criterion) -> Iterator[str]:
    yield f"  {row.code} {row.name} ({row.most} điểm)"
    for option in row.options:
        case = f"{option.case}) " if option.case else ""
        mark = f" {'*' * option.star}" if option.star else ""
        yield f"      {option.points}: {case}{option.label}{mark}"
    for rule in row.rules:
        yield f"      cách chấm: {rule.label}"
    for ground in row.eliminators:
        yield f"      {EFFECTS[ground.effect]} nếu: {ground.label} [{ground.code}]"
    if row.note:
        yield f"      ghi chú: {row.note}"
