"""Addresses of plans."""

from django.urls import path

from cungcau.domain.matching.views import actions, overrides, overview, promise, review, rows, whatif, why

app_name = "matching"
urlpatterns = [
    path("", overview.plans, name="plans"),
    path("tinh", actions.compute, name="compute"),
    path("con-hua-duoc/", promise.promise, name="promise"),
    path("kiem-tra/", review.readiness, name="readiness"),
    path("so-sanh", review.compare_two, name="compare-two"),
    path("so-sanh/<int:before_id>/<int:after_id>/", review.comparison, name="comparison"),
    path("<int:plan_id>/", overview.plan, name="plan"),
    path("<int:plan_id>/dong/", rows.lines, name="lines"),
    path("<int:plan_id>/chia-phan/", rows.shares, name="shares"),
    path("<int:plan_id>/diem-nghen/", rows.bottlenecks, name="bottlenecks"),
    path("<int:plan_id>/con-lai/", rows.unsold, name="unsold"),
    path("<int:plan_id>/khong-giu-duoc/", rows.unkept, name="unkept"),
    path("<int:plan_id>/nhu-cau/", rows.fills, name="fills"),
    path("<int:plan_id>/lo/<str:lot_code>/", why.why, name="why"),
    path("<int:plan_id>/thu-neu/", whatif.what_if, name="what-if"),
    path("<int:plan_id>/so-sanh/", whatif.compare, name="compare"),
    path("<int:plan_id>/sua-tay/", overrides.overrides, name="overrides"),
    path("<int:plan_id>/dong/<int:line_id>/sua", overrides.override, name="override"),
    path("<int:plan_id>/sua-tay/<int:override_id>/rut", overrides.withdraw, name="withdraw-override"),
    path("<int:plan_id>/tinh-lai", overrides.revise, name="revise"),
    path("<int:plan_id>/phien-ban/", review.versions, name="versions"),
    path("<int:plan_id>/so-vu/", review.ledger, name="ledger"),
    path("<int:plan_id>/cong-bo", actions.publish, name="publish"),
    path("<int:plan_id>/bo", actions.discard, name="discard"),
    path("<int:plan_id>/tai-ve.zip", actions.download, name="download"),
    path("<int:plan_id>/in.pdf", actions.paper, name="paper"),
]
