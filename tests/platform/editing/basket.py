"""A small record two people may edit, with its service, form and page, to try the whole way of a merge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path

from cungcau.config.urls import urlpatterns as site
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.audit.verbs import register
from cungcau.platform.editing import services as editing
from cungcau.platform.editing import versions
from cungcau.platform.editing.forms import VersionedForm, merge_context
from cungcau.platform.editing.models import Versioned
from cungcau.platform.editing.tokens import once_token

EDITED = register("basket.edited", "sửa giỏ {thing}")
GRADES = (("1", "Loại 1"), ("2", "Loại 2"))


class Basket(Versioned):
    """So many kg of something."""

    name = models.CharField(max_length=80)
    kg = models.PositiveIntegerField(null=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    ready = models.DateField(null=True)
    grade = models.CharField(max_length=1, blank=True)
    keeper = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "editing"

    def __str__(self) -> str:
        return self.name


class BasketForm(VersionedForm, forms.Form):
    """Every column of a basket; the note belongs to none."""

    name = forms.CharField(label="Tên")
    kg = forms.IntegerField(label="Số kg", required=False, min_value=1)
    price = forms.DecimalField(label="Giá", required=False, decimal_places=2)
    ready = forms.DateField(label="Ngày chín", required=False)
    grade = forms.ChoiceField(label="Loại", required=False, choices=(("", "–"), *GRADES))
    keeper = forms.ModelChoiceField(label="Người giữ", required=False, queryset=User.objects.all())
    note = forms.CharField(label="Ghi chú", required=False)


@transaction.atomic
def edit_basket(
    basket: Basket, *, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User
) -> Basket:
    """Write what the actor changed."""
    row = Basket.objects.select_for_update().get(pk=basket.pk)
    fields = versions.take(row, version=version, seen=seen, mine=mine)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.record(actor=actor, verb=EDITED, thing=row, area="", changed=sorted(fields))
    return row


PAGE = Template(
    "{% extends 'ui/base.html' %}{% load editing ui %}{% block content %}<h1>Sửa giỏ</h1>"
    "<form method='post' {% draft 'test.basket' pk %}>{% csrf_token %}{% once_token %}"
    "{% include 'editing/merge.html' %}{% include 'ui/form_fields.html' %}"
    "<button class='btn btn-primary'>Lưu</button></form>{% endblock %}"
)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as a room would write it."""
    basket, user = Basket.objects.get(pk=pk), request.user
    assert isinstance(user, User)
    form = BasketForm(request.POST or None, row=basket)
    context: dict[str, Any] = {"form": form, "pk": pk}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            facts = {"version": form.version_seen, "seen": form.seen_values(), "mine": form.mine()}
            editing.once(
                once_token(request), user, EDITED,
                lambda: {"pk": edit_basket(basket, actor=user, **facts).pk}, content=request.POST,
            )  # fmt: skip
        except versions.EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            status = 409
        else:
            editing.finish_draft(user, f"test.basket.{pk}", request.POST.get("draft_id"))
            return HttpResponse(status=302, headers={"Location": "/ban-nhap/"})
    return HttpResponse(PAGE.render(RequestContext(request, context)), status=status)


urlpatterns = [path("gio/<int:pk>/", edit), path("", include(site))]
