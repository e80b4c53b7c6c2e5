"""A form with a grid, to type into and leave."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path

from cungcau.config.urls import handler404, handler500
from cungcau.config.urls import urlpatterns as site
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing

__all__ = ["handler404", "handler500", "urlpatterns"]
KEY = "test.lot.new"


class Row(forms.Form):
    """One household of the grid."""

    name = forms.CharField(label="Hộ", required=False)
    kg = forms.IntegerField(label="Số kg", required=False)


Rows = forms.formset_factory(Row, extra=1)


class Lot(forms.Form):
    """A bit of everything."""

    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    grade = forms.ChoiceField(label="Loại", choices=(("1", "Loại 1"), ("2", "Loại 2")))
    ready = forms.BooleanField(label="Chín rồi", required=False)
    days = forms.MultipleChoiceField(
        label="Ngày",
        choices=(("2", "Thứ hai"), ("3", "Thứ ba")),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    secret = forms.CharField(label="Mã bí mật", widget=forms.PasswordInput, required=False)
    must = forms.CharField(label="Bắt buộc", required=False)

    def clean_must(self) -> str:
        """Refuse "sai", so that the page comes back with its error."""
        if self.cleaned_data["must"] == "sai":
            raise forms.ValidationError("Không nhận")
        return str(self.cleaned_data["must"])


PAGE = Template(
    """{% extends "ui/base.html" %}{% load editing ui %}{% block title %}Lô mới{% endblock %}
    {% block content %}<h1>Lô mới</h1>
    <form method="post" novalidate {% draft "test.lot.new" %}>{% csrf_token %}{% once_token %}
    {% include "ui/form_fields.html" %}{{ rows.management_form }}
    <div class="table-region" role="region" aria-label="Bảng" tabindex="0"><table class="table">
    <thead><tr><th scope="col">Hộ</th><th scope="col">Số kg</th><th scope="col">Bỏ</th></tr></thead>
    <tbody data-draft-rows="form">{% for row in rows %}
    <tr data-draft-row><td><input aria-label="Hộ" name="form-{{ forloop.counter0 }}-name"></td>
    <td><input aria-label="Số kg" name="form-{{ forloop.counter0 }}-kg"></td>
    <td><button type="button" class="btn" data-remove-row>Bỏ dòng</button></td></tr>{% endfor %}
    <template><tr data-draft-row><td><input aria-label="Hộ" name="form-__prefix__-name"></td>
    <td><input aria-label="Số kg" name="form-__prefix__-kg"></td>
    <td><button type="button" class="btn" data-remove-row>Bỏ dòng</button></td></tr></template></tbody></table></div>
    <button type="button" class="btn btn-outline-primary" data-add-row="form">Thêm dòng</button>
    <button class="btn btn-primary">Lưu</button></form>{% endblock %}"""
)


def new(request: HttpRequest) -> HttpResponse:
    """The form; saving keeps nothing but ends the draft."""
    form = Lot(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        editing.finish_draft(request.user, KEY, request.POST.get("draft_id"))
        return redirect("/ban-nhap/")
    context = {"form": form, "rows": Rows()}
    return HttpResponse(PAGE.render(RequestContext(request, context)), status=200)


urlpatterns = [path("thu/", new), path("", include(site))]
