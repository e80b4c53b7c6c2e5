"""Two organisations side by side: are they one?"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.registry import policies, selectors, services
from cungcau.domain.registry.models import Merge, Organisation
from cungcau.domain.registry.selectors.doubles import look_alikes_of
from cungcau.domain.registry.tables import place_of
from cungcau.domain.registry.views.frame import editable, present
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.ui import figures


@dataclass(frozen=True, slots=True)
class Side:
    """One field of both, as the page compares them; ``chosen`` is ticked at first."""

    name: str
    label: str
    kept: str
    merged: str
    chosen: str

    @property
    def same(self) -> bool:
        """Nothing to choose."""
        return self.kept == self.merged


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Compare two and choose field by field; the first is kept, the second leads to it from then on."""
    user, on = present(request)
    access.require(user, policies.MERGE)
    kept, merged = editable(request, pk), editable(request, other)
    if kept.pk == merged.pk:
        raise DomainError("merge_of_itself")
    if request.method == "POST":
        versions = {
            one.pk: int(said) if (said := request.POST.get(f"version-{one.pk}", "")).isdecimal() else 0
            for one in (kept, merged)
        }
        services.merge_organisations(
            kept=kept.pk,
            merged=merged.pk,
            chosen={name: request.POST.get(f"pick-{name}", "kept") for name in services.CHOICES},
            versions=versions,
            actor=user,
            on=on,
            reason=request.POST.get("reason", "").replace("\x00", "")[:300],
        )
        names = {"merged": merged.name, "kept": kept.name}
        messages.success(request, _("Đã gộp %(merged)s vào %(kept)s. Mã cũ vẫn dùng được.") % names)
        return redirect("registry:organisation", pk=kept.pk)
    agrees = next((one.told for one in look_alikes_of(kept, 50) if one.organisation.pk == merged.pk), "")
    context = {"kept": kept, "merged": merged, "sides": sides(kept, merged), "agrees": agrees}
    return render(request, "registry/merge.html", context)


@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge apart again."""
    deed = Merge.objects.filter(pk=pk).first()
    if deed is None:
        raise DomainError("merge_not_found")
    user, on = present(request)
    editable(request, deed.kept_id)
    other = services.part(deed=pk, actor=user, on=on)
    messages.success(request, _("Đã tách lại %(name)s.") % {"name": other.name})
    return redirect("registry:organisation", pk=other.pk)


def sides(kept: Organisation, merged: Organisation) -> list[Side]:
    """Every field a person chooses between; what only one of them has is ticked at first."""
    labels = {
        "name": _("Tên"), "kind": _("Loại"), "unit": _("Địa bàn"), "phone": _("Điện thoại"), "goods": _("Mặt hàng"),
        "note": _("Ghi chú"), "representative": _("Đại diện"), "weight": _("Trọng số"), "source": _("Nguồn"),
    }  # fmt: skip
    found = []
    for name in services.CHOICES:
        one, other = _said(kept, name), _said(merged, name)
        found.append(Side(name, labels[name], one, other, "merged" if other and not one else "kept"))
    return found


def _said(one: Organisation, name: str) -> str:
    if name == "unit":
        return place_of(one) if one.unit else ""
    if name == "phone":
        return selectors.phone_for(one)
    if name == "kind":
        return str(one.get_kind_display())
    if name == "representative":
        return one.representative.name if one.representative else ""
    if name == "weight":
        return figures.number(one.weight, 4)
    return str(getattr(one, name))
