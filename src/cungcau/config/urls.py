"""Addresses of the site; each app owns what stands below its prefix."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from cungcau.config.api import api
from cungcau.config.health import healthz
from cungcau.domain.matching.views import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("ke-hoach/", include("cungcau.domain.matching.urls")),
    path("nguon-cung/", include("cungcau.domain.supply.urls")),
    path("nhu-cau/", include("cungcau.domain.demand.urls")),
    path("mang-luoi/", include("cungcau.domain.network.urls")),
    path("mang-luoi/", RedirectView.as_view(pattern_name="network:points")),
    path("don-hang/", include("cungcau.domain.orders.urls")),
    path("can-hang/", include("cungcau.domain.collection.urls")),
    path("van-tai/", include("cungcau.domain.logistics.urls")),
    path("thanh-toan/", include("cungcau.domain.settlement.urls")),
    path("bao-cao-ngay/", include("cungcau.domain.daily.urls")),
    path("xuc-tien/", include("cungcau.domain.promotion.urls")),
    path("chuong-trinh/", include("cungcau.domain.programmes.urls")),
    path("bao-cao/", include("cungcau.domain.reporting.urls")),
    path("ocop/hoi-dong/", include("cungcau.domain.council.urls")),
    path("ocop/cong-nhan/", include("cungcau.domain.recognition.urls")),
    path("ocop/", include("cungcau.domain.ocop.urls")),
    path("du-bao/", include("cungcau.domain.forecast.urls")),
    path("to-chuc/", include("cungcau.domain.registry.urls")),
    path("so-lieu/", include("cungcau.domain.survey.urls")),
    path("danh-muc/", include("cungcau.reference.catalogue.urls")),
    path("dia-ban/", include("cungcau.reference.geography.urls")),
    path("nhap-bang/", include("cungcau.platform.intake.urls")),
    path("ban-nhap/", include("cungcau.platform.editing.urls")),
    path("viec/", include("cungcau.platform.jobs.urls")),
    path("tai-khoan/", include("cungcau.platform.accounts.urls")),
    path("thong-bao/", include("cungcau.platform.notify.urls")),
    path("nhat-ky/", include("cungcau.platform.audit.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", api.urls),
    path("healthz", healthz, name="healthz"),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", include("cungcau.platform.ui.urls")))
handler400 = "cungcau.platform.ui.views.error_400"
handler403 = "cungcau.platform.ui.views.error_403"
handler404 = "cungcau.platform.ui.views.error_404"
handler500 = "cungcau.platform.ui.views.error_500"
