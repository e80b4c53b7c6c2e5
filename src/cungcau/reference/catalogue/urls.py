"""Addresses below ``danh-muc/``."""

from django.urls import path
from django.views.generic import RedirectView

from cungcau.reference.catalogue.views import goods, keeping, lists, seasons

app_name = "catalogue"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="catalogue:commodities"), name="home"),
    path("nong-san/", goods.commodities, name="commodities"),
    path("nong-san/them/", goods.new, name="commodity-new"),
    path("nong-san/<str:code>/", goods.commodity, name="commodity"),
    path("nong-san/<str:code>/sua/", goods.edit, name="commodity-edit"),
    path("nong-san/<str:code>/ghi/<slug:kind>/", goods.part, name="part"),
    path("bao-quan/", keeping.shelf_lives, name="shelf-lives"),
    path("bao-quan/<int:pk>/dung/", keeping.choose, name="shelf-life-choose"),
    path("bao-quan/<int:pk>/bo/", keeping.withdraw, name="shelf-life-withdraw"),
    path("bao-quan/<int:pk>/gan/", keeping.name, name="shelf-life-name"),
    path("don-vi-do/", lists.measures, name="measures"),
    path("don-vi-do/them/", lists.new_measure, name="measure-new"),
    path("san-pham-chu-luc/", lists.key_products, name="key-products"),
    path("san-pham-chu-luc/<int:pk>/", lists.cover, name="key-product"),
    path("chung-nhan/", lists.certificates, name="certificates"),
    path("chung-nhan/them/", lists.new_certificate, name="certificate-new"),
    path("mua-vu/", seasons.seasons, name="seasons"),
    path("mua-vu/them/", seasons.new, name="season-new"),
    path("mua-vu/<str:code>/sua/", seasons.edit, name="season-edit"),
]
