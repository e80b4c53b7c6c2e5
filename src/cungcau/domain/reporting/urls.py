"""Addresses below ``bao-cao/``."""

from django.urls import path

from cungcau.domain.reporting.views import dues, duties, papers, reports

app_name = "reporting"
urlpatterns = [
    path("", dues.dues, name="list"),
    path("mau/", duties.templates, name="layouts"),
    path("che-do/", duties.duties, name="duties"),
    path("che-do/moi/", duties.new, name="new-duty"),
    path("che-do/<int:pk>/", duties.duty, name="duty"),
    path("che-do/<int:pk>/sua/", duties.edit, name="edit-duty"),
    path("che-do/<int:pk>/them-co-quan/", duties.add_owing, name="add-owing"),
    path("che-do/<int:pk>/thoi-co-quan/", duties.end_owing, name="end-owing"),
    path("che-do/<int:pk>/dot-xuat/", duties.ask, name="ask"),
    path("ky/<int:pk>/", dues.due, name="due"),
    path("ky/<int:pk>/viet/", dues.begin, name="begin"),
    path("ky/<int:pk>/mien/", dues.excuse, name="excuse"),
    path("van-ban/<int:pk>/", reports.report, name="report"),
    path("van-ban/<int:pk>/tinh-lai/", reports.recount, name="recount"),
    path("van-ban/<int:pk>/phan-dau/", reports.head, name="head"),
    path("van-ban/<int:pk>/phan/<int:part>/", reports.section, name="section"),
    path("van-ban/<int:pk>/phan/<int:part>/gop/", reports.gather, name="gather"),
    path("van-ban/<int:pk>/so-lieu/", papers.typed, name="typed"),
    path("van-ban/<int:pk>/so/<int:row>/", papers.line, name="line"),
    path("van-ban/<int:pk>/buoc/", reports.step, name="step"),
    path("van-ban/<int:pk>/sua-doi/", reports.revise, name="revise"),
    path("van-ban/<int:pk>/so-sanh/", papers.compare, name="compare"),
    path("van-ban/<int:pk>/<slug:kind>/", papers.download, name="download"),
]
