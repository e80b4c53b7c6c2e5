"""Addresses below ``so-lieu/``."""

from __future__ import annotations

from django.urls import path

from cungcau.domain.survey.views import entering, figures, questions

app_name = "survey"
urlpatterns = [
    path("", figures.figures, name="list"),
    path("ghi/", entering.enter, name="enter"),
    path("doc", entering.read, name="read"),
    path("<int:pk>/", figures.figure, name="figure"),
    path("<int:pk>/chon", entering.choose, name="choose"),
    path("quan-sat/<int:pk>/", figures.observation, name="observation"),
    path("quan-sat/<int:pk>/xac-nhan", entering.confirm, name="confirm"),
    path("quan-sat/<int:pk>/sua/", entering.correct, name="correct"),
    path("cau-hoi/", questions.questions, name="questions"),
    path("cau-hoi/<int:pk>/tra-loi", questions.reply, name="reply"),
]
