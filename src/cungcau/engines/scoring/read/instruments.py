"""Decisions with their dates and bands: read, and every gap or overlap named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from cungcau.engines.scoring.read.node import MOST_STARS, Findings, Node
from cungcau.engines.scoring.sheet import Band, Instrument


def instrument(node: Node) -> Instrument | None:
    """A decision; None where it cannot be read."""
    code, number, issued = node.text("code"), node.text("number"), node.day("date")
    since, until = node.optional_day("effective_from"), node.optional_day("effective_to")
    if since and until and until < since:
        node.wrong("effective_to", f"cần không trước ngày có hiệu lực {since}")
    most = node.whole("most", least=1)
    parts = _parts(node, most)
    bands = _bands(node, most) if "bands" in node.values else ()
    replaces, amends = node.texts("replaces"), node.optional_text("amends")
    signer = node.optional_text("signer")
    flag, origin = node.optional_text("bands_flag"), node.optional_text("bands_source")
    confidence, note = node.optional_text("confidence") or "", node.optional_text("note") or ""
    procedure = node.mapping("procedure")
    if not node.close() or code is None or number is None or issued is None or most is None:
        return None
    return Instrument(
        code=code,
        number=number,
        issued=issued,
        effective_from=since,
        effective_to=until,
        replaces=replaces,
        amends=amends,
        signer=signer,
        confidence=confidence,
        note=note,
        most=most,
        parts=parts,
        bands=bands,
        bands_flag=flag,
        bands_source=origin,
        procedure=procedure,
    )


def check_links(found: Mapping[str, Instrument], findings: Findings) -> None:
    """Decisions named by others are known, and none amends itself by a detour."""
    for row in found.values():
        for other in row.replaces:
            if other not in found:
                findings.fault(f"{row.code}/replaces", other, "không có văn bản mang mã này")
        seen, at = {row.code}, row.amends
        while at is not None:
            if at not in found:
                findings.fault(f"{row.code}/amends", at, "không có văn bản mang mã này")
                break
            if at in seen:
                findings.fault(f"{row.code}/amends", at, "các văn bản sửa nhau thành vòng")
                break
            seen.add(at)
            at = found[at].amends


def _parts(node: Node, most: int | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, points in node.mapping("parts").items():
        if type(points) is int and points > 0:
            found[code] = points
        else:
            node.refuse("parts", f"phần {code}: cần số điểm nguyên lớn hơn 0")
    if found and most is not None and sum(found.values()) != most:
        total = " + ".join(found)
        node.wrong("parts", f"{total} = {sum(found.values())}, cần bằng tổng điểm {most}")
    return found


def _bands(node: Node, most: int | None) -> tuple[Band, ...]:
    found = []
    for row in node.nodes("bands", name="star"):
        band = _band(row)
        if band is None:
            node.broken()
        else:
            found.append(band)
    found.sort(key=lambda band: -band.star)
    if node.sound and found and most is not None:
        _check_bands(node, found, most)
    return tuple(found)


def _band(node: Node) -> Band | None:
    star = node.whole("star", least=1, most=MOST_STARS)
    lower, upper = node.whole("lower"), node.whole("upper")
    inclusive, certifiable = node.truth("upper_inclusive"), node.truth("certifiable")
    level, by = node.optional_text("level"), node.optional_text("decided_by")
    who = node.optional_text("recognised_by")
    if certifiable and not by:
        node.wrong("decided_by", "hạng được cấp giấy chứng nhận phải ghi cấp nào quyết định")
    if certifiable is False and by:
        node.wrong("decided_by", "hạng không được cấp giấy chứng nhận thì không có cấp quyết định")
    if lower is not None and upper is not None and upper < lower:
        node.wrong("upper", f"cần không dưới {lower}")
    if not node.close() or star is None or lower is None or upper is None:
        return None
    return Band(star, lower, upper, bool(inclusive), level, bool(certifiable), by, who)


def _check_bands(node: Node, bands: Sequence[Band], most: int) -> None:
    """Highest star first: from ``most`` down to 0 without gap or overlap; a flag excuses gaps, nothing else."""
    flagged = bool(node.values.get("bands_flag"))

    def refuse(band: Band, value: int, expected: str) -> None:
        node.findings.fault(node.at(f"bands/{band.star}"), value, expected)

    if len({band.star for band in bands}) != len(bands):
        node.wrong("bands", "có hạng sao lặp lại")
        return
    top, bottom = bands[0], bands[-1]
    if top.upper != most or not top.upper_inclusive:
        refuse(top, top.upper, f"hạng cao nhất phải lên đến hết {most} điểm")
    if bottom.lower != 0:
        refuse(bottom, bottom.lower, "hạng thấp nhất phải bắt đầu từ 0 điểm")
    for above, below in pairwise(bands):
        overlap = below.upper > above.lower or (below.upper == above.lower and below.upper_inclusive)
        if overlap:
            refuse(below, below.upper, f"chồng lên hạng {above.star} sao (từ {above.lower} điểm)")
        elif below.upper < above.lower and not flagged:
            refuse(below, below.upper, f"hở một khoảng đến hạng {above.star} sao (từ {above.lower} điểm)")
