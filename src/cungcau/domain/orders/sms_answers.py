"""What a household texts back: "CO 1234" (all of it), "IT 300 1234" (so many kg), "KHONG 1234" (no).

With or without marks, in any case; the code is the slip's number or its whole code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cungcau.kernel.vntext import fold

_CODE = r"(?P<code>#?[0-9a-z][0-9a-z./-]{0,60})"
_WAYS = (
    ("yes", re.compile(rf"(?:co|nhan|ok|dong y)\s+{_CODE}")),
    (
        "less",
        re.compile(rf"it(?:\s+hon)?\s+(?P<kg>\d{{1,3}}(?:[.,]\d{{3}})*|\d{{1,9}})\s*(?:kg|ky|ki)?\s+{_CODE}"),
    ),
    ("no", re.compile(rf"(?:khong|khg|ko|k)\s+{_CODE}")),
)


@dataclass(frozen=True, slots=True)
class SmsAnswer:
    """An answer as it was texted: ``says`` is yes, less or no; ``kg`` of "less", else 0; ``code`` as typed."""

    says: str
    code: str
    kg: int = 0


def read_answer(text: str) -> SmsAnswer | None:
    """The answer a text gives; None for any other text.

    ``text`` is what came, one answer: words before or after it make it another text.
    """
    said = " ".join(fold(text).replace(",", ", ").split()).rstrip(" .!")
    said = said.replace(", ", " ") if not re.search(r"\d, \d{3}\b", said) else said.replace(", ", ",")
    for says, pattern in _WAYS:
        found = pattern.fullmatch(said)
        if found is not None:
            kg = int(re.sub(r"[.,]", "", found["kg"])) if says == "less" else 0
            return SmsAnswer(says, found["code"].lstrip("#"), kg)
    return None
