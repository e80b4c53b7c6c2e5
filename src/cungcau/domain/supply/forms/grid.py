"""The grid of many households: what all share above, one line per household below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2s
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import named
from cungcau.domain.supply.doubting import Figures, doubts_about
from cungcau.domain.supply.fields import PriceField, PriceInput, day_field
from cungcau.domain.supply.quantities import read_kg, shown
from cungcau.domain.supply.selectors import SELLERS, groups_for, producers_by_key, producers_for
from cungcau.domain.supply.services import Line, Offer
from cungcau.engines.plausibility import Doubt
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import season_words
from cungcau.reference.geography.fields import PlaceField

KEY = "supply.grid"
MOST_ROWS = 300
BLANK_ROWS = 3
CELLS = ("name", "kg", "grade", "first", "last", "price")
_LONGEST = 100


class ChooseForm(forms.Form):
    """Which goods, and whose households."""

    nong_san = forms.ModelChoiceField(label=gettext_lazy("Nông sản"), queryset=Commodity.objects.none())
    nhom = forms.ModelChoiceField(
        label=gettext_lazy("Tổ, hợp tác xã"), queryset=Organisation.objects.none(), required=False,
        empty_label=gettext_lazy("Mọi hộ trong xã"),
    )  # fmt: skip
    xa = PlaceField(label=gettext_lazy("Xã, phường"), required=False)

    def __init__(self, *args: Any, season: Season, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goods = Commodity.objects.filter(seasons=season)
        self.fields["nong_san"].queryset = goods  # type: ignore[attr-defined]
        self.fields["nong_san"].initial = goods.first()
        self.fields["nhom"].queryset = groups_for(user, clock.today())  # type: ignore[attr-defined]
        self.fields["xa"].on = season.start  # type: ignore[attr-defined]
        self.fields["xa"].area = season.area_code  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A group or a commune is needed."""
        values = super().clean() or {}
        if not values.get("nhom") and not values.get("xa") and not self.errors:
            self.add_error("xa", _("Hãy chọn một tổ, hợp tác xã hoặc ghi một xã."))
        return values


class SharedForm(forms.Form):
    """What holds for every line that says nothing else."""

    grade = forms.TypedChoiceField(
        label=gettext_lazy("Loại"), coerce=int, empty_value=None, required=False, choices=()
    )
    first = day_field(gettext_lazy("Hái từ ngày"))
    last = day_field(gettext_lazy("Đến hết ngày"))
    price = PriceField(label=gettext_lazy("Giá chào (đồng/kg)"), required=False)
    confirmed_with = forms.CharField(
        label=gettext_lazy("Số liệu do ai nói"), max_length=120, required=False,
        help_text=gettext_lazy("Ví dụ: trưởng thôn, họp tổ hợp tác ngày 26/9."),
    )  # fmt: skip

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext_lazy("Không rõ")), *season_words(season).grade_choices()]
        self.fields["grade"].choices = choices  # type: ignore[attr-defined]
        self.fields["first"].initial = max(season.start, min(clock.today(), season.end))
        self.fields["last"].initial = season.end

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and first > last:
            self.add_error("last", _("Ngày cuối không được trước ngày đầu."))
        return values


@dataclass(slots=True)
class GridRow:
    """One line: its household (or a new one's name), what was typed, what is wrong by cell."""

    index: int
    producer: Organisation | None
    cells: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    sentences: list[str] = field(default_factory=list)
    offered_kg: int = 0
    kg: int | None = None
    line: Line | None = None

    @property
    def empty(self) -> bool:
        """Nothing typed that says how much."""
        return not self.cells.get("kg") and not self.cells.get("name")

    @property
    def kg_shown(self) -> str:
        """What the quantity means."""
        return shown(self.kg) if self.kg else ""


class Grid:
    """The lines of a grid: drawn for households, or read back from what was sent."""

    def __init__(self, *, season: Season, commodity: Commodity, user: User) -> None:
        self.season, self.commodity, self._user = season, commodity, user
        self.rows: list[GridRow] = []
        self.drawn: tuple[int, ...] = ()

    @property
    def draft_key(self) -> str:
        """The name of what is kept half typed: the same goods and the same households line by line."""
        lines = blake2s(repr(self.drawn).encode(), digest_size=6).hexdigest()
        return f"{KEY}:{self.commodity.pk}:{lines}"

    def draw(self, households: Sequence[Organisation], offered: Mapping[int, int]) -> None:
        """An empty line per household, and a few for new ones."""
        self.rows = [GridRow(i, one, offered_kg=offered.get(one.pk, 0)) for i, one in enumerate(households)]
        self.rows += [GridRow(len(self.rows) + i, None) for i in range(BLANK_ROWS)]
        self.drawn = tuple(one.pk for one in households)

    def read(self, data: QueryDict) -> None:
        """The lines as they were sent."""
        total = _whole(data.get("rows-TOTAL_FORMS", ""))
        if total > MOST_ROWS:
            raise ValidationError(_("Mỗi lần nhiều nhất %(most)s dòng.") % {"most": MOST_ROWS})
        keys = {i: _whole(data.get(f"rows-{i}-producer", "")) for i in range(total)}
        self.drawn = tuple(key for key in keys.values() if key)
        known = producers_by_key(self._user, [key for key in keys.values() if key], clock.today())
        for i in range(total):
            cells = {cell: _plain(data.get(f"rows-{i}-{cell}", "")) for cell in CELLS}
            row = GridRow(i, known.get(keys[i]), cells, offered_kg=_whole(data.get(f"rows-{i}-offered", "")))
            if keys[i] and row.producer is None and cells["kg"]:
                row.errors["name"] = _("Hộ này không thuộc những hộ bạn được ghi thay.")
            self.rows.append(row)

    def check(self, shared: Mapping[str, Any], newcomer: Organisation) -> None:
        """Read every filled line against what all share; errors stand by cell, doubts by line."""
        filled = [row for row in self.rows if not row.empty]
        for row in filled:
            self._check(row, shared, newcomer)
        sure = [row for row in filled if row.line is not None]
        figures = [_figures(row.line.offer) for row in sure if row.line]
        for row, doubts in zip(sure, doubts_about(self.season, figures), strict=True):
            row.doubts = doubts

    def _check(self, row: GridRow, shared: Mapping[str, Any], newcomer: Organisation) -> None:
        cells = row.cells
        said = read_kg(cells["kg"])
        row.kg = said.kg
        if said.kg is None:
            options = "; ".join(shown(kg) for kg in said.choices)
            row.errors["kg"] = f"{said.question} {options}".strip()
        name = self._newcomer(row) if row.producer is None else ""
        grade = shared["grade"] if not cells["grade"] else _whole(cells["grade"])
        first = _day(row, "first") or shared["first"]
        last = _day(row, "last") or shared["last"]
        if first > last:
            row.errors["last"] = _("Ngày cuối không được trước ngày đầu.")
        price = shared["price"]
        if cells["price"]:
            try:
                price = PriceField().to_python(cells["price"])
            except ValidationError as error:
                options = "; ".join(label for _value, label in PriceInput().meant(cells["price"]))
                row.errors["price"] = f"{' '.join(error.messages)} {options}".strip()
        if row.errors or said.kg is None:
            return
        note = _("Khối lượng ghi: “%(text)s”") % {"text": cells["kg"]} if said.range else ""
        offer = Offer(
            row.producer or newcomer, self.commodity, said.kg, first, last, grade=grade,
            offered_price_vnd_per_kg=price, note=note,
        )  # fmt: skip
        row.line = Line(offer, name)

    def _newcomer(self, row: GridRow) -> str:
        """The name of a new household; one that is on record already is taken, or asked about."""
        name = row.cells["name"].removesuffix("*").strip()
        if not name:
            row.errors.setdefault("name", _("Hộ nào? Hãy ghi tên."))
            return ""
        found = named(producers_for(self._user, clock.today()), name, SELLERS)
        exact = [one for one in found if name in (one.code, f"{one.name} ({one.code})")]
        alike = [one for one in found if one.name.casefold() == name.casefold()]
        if exact:
            row.producer = exact[0]
            return ""
        if alike and not row.cells["name"].endswith("*"):
            row.errors["name"] = _(
                "Đã có “%(label)s”. Nếu là hộ này, ghi đúng như vậy; nếu là hộ khác trùng tên, thêm dấu * sau tên."
            ) % {"label": f"{alike[0].name} ({alike[0].code})"}
        return name

    @property
    def faulty(self) -> bool:
        """Whether some cell is wrong."""
        return any(row.errors for row in self.rows)

    @property
    def filled(self) -> list[GridRow]:
        """The lines to save."""
        return [row for row in self.rows if row.line is not None]

    @property
    def doubtful(self) -> list[GridRow]:
        """The lines with questions."""
        return [row for row in self.rows if row.doubts]


def _figures(offer: Offer) -> Figures:
    return Figures(
        offer.producer.pk or 0,
        offer.commodity.pk,
        offer.grade,
        offer.quantity_kg,
        offer.harvest_from,
        offer.harvest_to,
    )


def _day(row: GridRow, cell: str) -> date | None:
    text = row.cells[cell]
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        row.errors[cell] = _("Ghi ngày như 2021-09-27.")
        return None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:_LONGEST]


def total_kg(rows: Iterable[GridRow]) -> int:
    """Kg of the lines to save."""
    return sum(row.line.offer.quantity_kg for row in rows if row.line)
