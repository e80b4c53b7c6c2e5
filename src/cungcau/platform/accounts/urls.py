"""Addresses of the account pages."""

from django.urls import path

from cungcau.platform.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("mat-khau/", views.password, name="password"),
    path("toi/", views.me, name="me"),
]
