"""Forms that know what they were filled from, and the page on which the second person chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import selectors
from cungcau.platform.editing.models import Versioned
from cungcau.platform.editing.seen import pack, unpack
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock

MINE, THEIRS = "mine", "theirs"
_OWN = frozenset({"version", "seen"})
_OPENED, _CLASHED = "#opened", "#clashed"
_MOST = 200_000


class VersionedForm(forms.Form):
    """A form over one :class:`Versioned` record; mix it in before the form's other bases.

    ``row`` is the record as it stands: it gives the initial values, and ``version`` and ``seen`` are drawn as
    hidden fields. A field belongs to the attribute of its name (a foreign key: its ``_id``); the others are
    the form's own business. Without a ``row`` the form is an ordinary one.
    """

    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=_MOST, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, row: Versioned | None = None, **kwargs: Any) -> None:
        self.row = row
        if row is not None:
            began = self.row_values(row)
            given = {self.field_of(name): value for name, value in began.items()}
            kwargs["initial"] = {
                **{name: value for name, value in given.items() if name in self.base_fields},
                **(kwargs.get("initial") or {}),
                "version": row.version,
                "seen": pack({**began, _OPENED: clock.now()}),
            }
        super().__init__(*args, **kwargs)

    @classmethod
    def attribute_of(cls, row: Versioned, field: str) -> str | None:
        """The row's attribute behind a form field, None where there is no such column."""
        try:
            column = row._meta.get_field(field)
        except FieldDoesNotExist:
            return None
        return column.attname if isinstance(column, models.Field) and column.concrete else None

    def row_values(self, row: Versioned) -> dict[str, object]:
        """What stands in the record now, by attribute; override where fields are no attributes."""
        names = [self.attribute_of(row, name) for name in self.base_fields if name not in _OWN]
        return {name: getattr(row, name) for name in names if name is not None}

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute; override together with :meth:`row_values`."""
        assert self.row is not None, "a form without a record has no attributes"
        values = {}
        for field, value in self.cleaned_data.items():
            name = None if field in _OWN else self.attribute_of(self.row, field)
            if name is not None:
                values[name] = value.pk if isinstance(value, models.Model) else value
        return values

    def field_of(self, attribute: str) -> str:
        """The form field that shows an attribute."""
        bare = attribute.removesuffix("_id")
        return bare if attribute not in self.base_fields and bare in self.base_fields else attribute

    @property
    def version_seen(self) -> int:
        """The version the form was filled from."""
        return cast("int", self.cleaned_data["version"])

    def seen_values(self) -> dict[str, object]:
        """The values the form began with, by attribute, of their own types."""
        return {name: value for name, value in self._seen.items() if name not in (_OPENED, _CLASHED)}

    def mine(self) -> dict[str, object]:
        """The values to save, by attribute: what was typed, save where the other person's was chosen."""
        began = self.seen_values()
        return {
            name: began[name] if name in began and self.choice(name) == THEIRS else value
            for name, value in self.own_values().items()
        }

    def choice(self, attribute: str) -> str:
        """Which value was chosen for an attribute on the merge page; blank where it was not asked."""
        said = self.data.get(f"merge-{attribute}", "") if self.is_bound else ""
        return said if said in (MINE, THEIRS) else ""

    def clean(self) -> dict[str, Any]:
        """Refuse a form without its record's version, and one that leaves a choice open."""
        cleaned = super().clean() or self.cleaned_data
        self._seen: dict[str, object] = {}
        if self.row is None:
            return cleaned
        try:
            self._seen = unpack(cleaned.get("seen", ""))
        except DomainError:
            self._seen = {}
        if not self._seen or not cleaned.get("version"):
            raise forms.ValidationError(
                _("Biểu mẫu thiếu phần ghi nhớ lúc mở trang. Hãy mở lại trang rồi sửa lại."),
                code="form_token",
            )
        for name in cast("list[str]", self._seen.get(_CLASHED, [])):
            if not self.choice(name):
                self.add_error(None, _("Hãy chọn giữ giá trị nào cho “%s”.") % self.label_of(name))
        return cleaned

    def opened_at(self) -> datetime | None:
        """When the values the form began with were read."""
        at = self._seen.get(_OPENED)
        return at if isinstance(at, datetime) else None

    def label_of(self, attribute: str) -> str:
        """What a field is called on the page."""
        field = self.fields.get(self.field_of(attribute))
        return str(field.label or self.field_of(attribute)) if field else attribute

    def shown(self, attribute: str, value: object) -> str:
        """A value as people read it: the words of a choice, the name of a record."""
        field = self.fields.get(self.field_of(attribute))
        if isinstance(field, forms.ModelChoiceField) and value is not None:
            found = field.queryset.filter(pk=value).first() if field.queryset is not None else None
            return field.label_from_instance(found) if found is not None else str(value)
        if isinstance(field, forms.ChoiceField):
            words = {str(key): str(label) for key, label in _flat(field.choices)}
            values = value if isinstance(value, list | tuple) else [value]
            return ", ".join(words.get(str(one), str(one)) for one in values if one not in (None, "")) or "–"
        return _plainly(value)


@dataclass(frozen=True, slots=True)
class Choice:
    """One field the other person changed, as the merge page draws it."""

    name: str
    label: str
    opened: str
    theirs: str
    mine: str
    who: str
    at: datetime | None
    clash: bool
    chosen: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What ``editing/merge.html`` draws: the fields the other person changed, clashing ones first."""

    choices: tuple[Choice, ...]

    @property
    def clashes(self) -> int:
        """How many must be chosen."""
        return sum(choice.clash for choice in self.choices)


def merge_context(
    error: EditedMeanwhile, form: VersionedForm, *, viewer: User | None = None
) -> dict[str, object]:
    """What a page needs to ask "mine or theirs?": ``merge`` for ``editing/merge.html``, and the ``form``.

    The form is made ready to be sent again: against the record as it stands now, with what was typed still in
    its fields. ``viewer`` is told that a change was their own, made in another window.
    """
    row = form.row
    if row is None:
        raise error
    row.refresh_from_db()
    began, mine, now = form.seen_values(), form.mine(), form.row_values(row)
    theirs = [name for name in began if now.get(name) != began[name] and mine.get(name) != now.get(name)]
    clashing = [name for name in theirs if mine.get(name) != began[name]]
    changes = selectors.changes_since(row, form.opened_at(), theirs)
    choices = [
        Choice(
            name=name,
            label=form.label_of(name),
            opened=form.shown(name, began[name]),
            theirs=form.shown(name, now.get(name)),
            mine=form.shown(name, mine.get(name)),
            who=_who(changes.get(name), viewer),
            at=changes[name].at if name in changes else None,
            clash=name in clashing,
            chosen="" if name in clashing else THEIRS,
        )
        for name in sorted(theirs, key=lambda name: name not in clashing)
    ]
    data = cast("QueryDict", form.data).copy()
    data[form.add_prefix("version")] = str(row.version)
    data[form.add_prefix("seen")] = pack({**now, _OPENED: clock.now(), _CLASHED: clashing})
    form.data = data
    return {"merge": Merge(tuple(choices)), "form": form}


def _who(change: selectors.Change | None, viewer: User | None) -> str:
    if change is None:
        return _("người khác")
    if viewer is not None and change.actor_id == viewer.pk:
        return _("bạn, ở một cửa sổ khác")
    return change.who or _("hệ thống")


def _flat(choices: Any) -> list[tuple[object, object]]:
    """The choices of a list, those in groups too."""
    found: list[tuple[object, object]] = []
    for key, label in choices:
        found += _flat(label) if isinstance(label, list | tuple) else [(key, label)]
    return found


def _plainly(value: object) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%H:%M} {show_date(timezone.localdate(value))}"
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, int | Decimal):
        return show_number(value)
    return ", ".join(_plainly(one) for one in value) if isinstance(value, list | tuple) else str(value)
