"""Addresses below ``ocop/``."""

from django.urls import URLPattern, path

from cungcau.domain.ocop.road_urls import ROAD
from cungcau.domain.ocop.views import (
    citing,
    criterion,
    dossiers,
    evidence,
    printing,
    products,
    registration,
    rules,
    rules_load,
    sheet,
    submitting,
)

app_name = "ocop"

_DOSSIERS: list[URLPattern] = [
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/moi/", dossiers.new, name="dossier-new"),
    path("ho-so/<int:pk>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:pk>/dang-ky/", registration.edit, name="registration"),
    path("ho-so/<int:pk>/tu-cham/", sheet.sheet, name="sheet"),
    path("ho-so/<int:pk>/tu-cham/tinh/", sheet.try_out, name="sheet-try"),
    path("ho-so/<int:pk>/tu-cham/<str:code>/", criterion.criterion, name="criterion"),
    path("ho-so/<int:pk>/nop/", submitting.submit, name="submit"),
    path("ho-so/<int:pk>/bo-tieu-chi/", submitting.change_set, name="change-set"),
    path("ho-so/<int:pk>/minh-chung/", citing.cited, name="cited"),
    path("ho-so/<int:pk>/minh-chung/dan/", citing.cite, name="cite"),
    path("ho-so/<int:pk>/minh-chung/<int:citation>/", citing.uncite, name="uncite"),
    path("ho-so/<int:pk>/in/<slug:form>.<slug:kind>", printing.printed, name="print"),
]

_EVIDENCE: list[URLPattern] = [
    path("minh-chung/", evidence.libraries, name="libraries"),
    path("minh-chung/<int:org>/", evidence.library, name="evidence"),
    path("minh-chung/<int:org>/tai-len/", evidence.upload, name="evidence-upload"),
    path("minh-chung/<int:org>/duong-dan/", evidence.add_link, name="evidence-link"),
    path("minh-chung/<uuid:key>/", evidence.piece, name="evidence-piece"),
    path("minh-chung/<uuid:key>/tep/", evidence.opened, name="evidence-file"),
    path("minh-chung/<uuid:key>/rut/", evidence.withdraw, name="evidence-withdraw"),
]

_PRODUCTS: list[URLPattern] = [
    path("san-pham/", products.products, name="products"),
    path("san-pham/moi/", products.new, name="product-new"),
    path("san-pham/<int:pk>/", products.product, name="product"),
    path("san-pham/<int:pk>/sua/", products.edit, name="product-edit"),
    path("san-pham/<int:pk>/ten-khac/", products.alias, name="product-alias"),
]

_RULES: list[URLPattern] = [
    path("tieu-chi/", rules.rules, name="rules"),
    path("tieu-chi/nap/", rules_load.load, name="rules-load"),
    path("tieu-chi/so-sanh/", rules.compare, name="rules-compare"),
    path("tieu-chi/<int:pk>/", rules.book, name="book"),
    path("tieu-chi/<int:pk>/ban-hanh/", rules_load.publish, name="rules-publish"),
    path("tieu-chi/<int:pk>/bo/", rules_load.drop, name="rules-drop"),
    path("tieu-chi/<int:pk>/<str:code>/", rules.sheet, name="rules-sheet"),
    path("tieu-chi/<int:pk>/<str:code>/phieu.<slug:kind>", rules.printed, name="rules-print"),
]

urlpatterns: list[URLPattern] = [*_RULES, *_PRODUCTS, *_DOSSIERS, *_EVIDENCE, *ROAD]
