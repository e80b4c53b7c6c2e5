"""One object of a rule file, its keys taken one by one; what does not fit becomes a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from cungcau.engines.scoring.answers import shown
from cungcau.kernel.errors import Fault

MOST_POINTS = 10_000
MOST_STARS = 100
MOST_ROWS = 10_000


@dataclass
class Findings:
    """The faults of one file so far."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, where: str, value: object, expected: str) -> None:
        """Note a fault at ``where``, a path such as ``QD26-01/3.5``."""
        self.faults.append(Fault(self.file, 0, where, "" if value == "" else shown(value), expected))


_ABSENT = object()


class Node:
    """An object of the file. Every taker returns a usable value or None after noting the fault."""

    def __init__(self, values: Mapping[str, object], where: str, findings: Findings) -> None:
        self.values = values
        self.where = where
        self.findings = findings
        self._taken: set[str] = set()
        self._sound = True

    def at(self, key: str) -> str:
        """The path of ``key`` in this object."""
        return f"{self.where}/{key}" if self.where else key

    def refuse(self, key: str, expected: str) -> None:
        """Note that the value of ``key`` cannot be used at all."""
        self._sound = False
        self.wrong(key, expected)

    def wrong(self, key: str, expected: str) -> None:
        """Note that the value of ``key`` can be read but breaks a rule; the object stays usable for other checks."""
        self.findings.fault(self.at(key), self.values.get(key, ""), expected)

    def close(self) -> bool:
        """Refuse keys nobody asked for; whether the whole object was sound."""
        for key in self.values:
            if key not in self._taken:
                self.findings.fault(self.at(shown(key)), "", "khoá này không có trong mẫu tệp")
                self._sound = False
        return self._sound

    def text(self, key: str) -> str | None:
        """A text that is not blank."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.refuse(key, "thiếu, cần một đoạn chữ" if value is _ABSENT else "cần một đoạn chữ, không trống")
        return None

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is absent or null."""
        value = self._take(key)
        return None if value is _ABSENT or value is None else self.text(key)

    def whole(self, key: str, least: int = 0, most: int = MOST_POINTS) -> int | None:
        """A whole number from ``least`` to ``most``."""
        value = self._take(key)
        if type(value) is int and least <= value <= most:
            return value
        missing = "thiếu, " if value is _ABSENT else ""
        self.refuse(key, f"{missing}cần số nguyên từ {least} đến {most}")
        return None

    def optional_whole(self, key: str, least: int = 0, most: int = MOST_POINTS) -> int | None:
        """A whole number, or None where the key is absent or null."""
        value = self._take(key)
        return None if value is _ABSENT or value is None else self.whole(key, least, most)

    def truth(self, key: str) -> bool | None:
        """true or false."""
        value = self._take(key)
        if isinstance(value, bool):
            return value
        self.refuse(key, "cần true hoặc false")
        return None

    def day(self, key: str) -> date | None:
        """A day written YYYY-MM-DD."""
        value = self._take(key)
        try:
            if isinstance(value, str) and len(value) == 10:
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.refuse(key, "cần ngày viết NĂM-THÁNG-NGÀY có thật")
        return None

    def optional_day(self, key: str) -> date | None:
        """A day, or None where the key is absent or null."""
        value = self._take(key)
        return None if value is _ABSENT or value is None else self.day(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, all different; empty where the key is absent."""
        value = self._take(key)
        if value is _ABSENT:
            return ()
        if not isinstance(value, list) or not all(isinstance(row, str) and row.strip() for row in value):
            self.refuse(key, "cần danh sách các đoạn chữ")
            return ()
        if len(set(value)) != len(value):
            self.wrong(key, "có mục lặp lại")
        return tuple(dict.fromkeys(value))

    def mapping(self, key: str) -> Mapping[str, object]:
        """An object taken as it is; empty where the key is absent."""
        value = self._take(key)
        if value is _ABSENT:
            return {}
        if isinstance(value, Mapping):
            return value
        self.refuse(key, "cần một nhóm khoá và giá trị {…}")
        return {}

    def nodes(self, key: str, name: str = "code") -> Iterator[Node]:
        """The objects of a list, each known by its ``name``; a row that is no object is a fault."""
        value = self._take(key)
        if not isinstance(value, list) or len(value) > MOST_ROWS:
            self.refuse(key, "thiếu, cần một danh sách [{…}]" if value is _ABSENT else "cần danh sách [{…}]")
            return
        for place, row in enumerate(value, 1):
            if not isinstance(row, Mapping):
                self._sound = False
                self.findings.fault(self.at(f"{key}[{place}]"), row, "cần một nhóm khoá và giá trị {…}")
                continue
            own = row.get(name)
            label = shown(own) if isinstance(own, str | int) else f"{key}[{place}]"
            yield Node(row, f"{self.where}/{label}" if self.where else label, self.findings)

    def broken(self) -> None:
        """Say that a part of this object was unsound: its own checks would only repeat it."""
        self._sound = False

    @property
    def sound(self) -> bool:
        """Whether nothing was refused so far."""
        return self._sound

    def _take(self, key: str) -> object:
        self._taken.add(key)
        return self.values.get(key, _ABSENT)
