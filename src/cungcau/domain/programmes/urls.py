"""Addresses below ``chuong-trinh/``."""

from django.urls import URLPattern, path

from cungcau.domain.programmes.checking_urls import CHECKING
from cungcau.domain.programmes.figure_urls import FIGURES
from cungcau.domain.programmes.views import agencies, money, parts, plans, public, targets, tasks

app_name = "programmes"
_PART = "<int:pk>/phan/<slug:kind>/"
urlpatterns: list[URLPattern] = [
    path("", plans.plans, name="plans"),
    path("moi/", plans.new, name="plan-new"),
    path("nhiem-vu/", tasks.tasks, name="tasks"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/<slug:verb>/", tasks.move, name="task-move"),
    path("chi-tieu/<int:pk>/", targets.indicator, name="indicator"),
    path("dong-kinh-phi/<int:pk>/", money.line, name="line"),
    path("co-quan/", agencies.index, name="agencies"),
    path("co-quan/moi/", agencies.new, name="agency-new"),
    path("co-quan/cua-toi/", agencies.mine, name="mine"),
    path("co-quan/<int:pk>/", agencies.board, name="agency"),
    path("co-quan/<int:pk>/sua/", agencies.edit, name="agency-edit"),
    path("co-quan/<int:pk>/nguoi/", agencies.give_post, name="post-new"),
    path("co-quan/<int:pk>/nguoi/<int:post>/thoi/", agencies.end_post, name="post-end"),
    path("cong-khai/", public.index, name="public"),
    path("cong-khai/<int:pk>/", public.plan, name="public-plan"),
    path("<int:pk>/", plans.plan, name="plan"),
    path("<int:pk>/sua/", plans.edit, name="plan-edit"),
    path("<int:pk>/trang-thai/<slug:verb>/", plans.move, name="plan-move"),
    path("<int:pk>/noi-dung/", plans.text, name="text"),
    path("<int:pk>/chi-tieu/", targets.targets, name="targets"),
    path("<int:pk>/nhiem-vu/", tasks.plan_tasks, name="plan-tasks"),
    path("<int:pk>/kinh-phi/", money.money, name="money"),
    path("<int:pk>/kich-ban/", money.scenarios, name="scenarios"),
    path("<int:pk>/kich-ban/<int:scenario>/ap-dung/", money.choose, name="scenario-choose"),
    path(f"{_PART}moi/", parts.new, name="part-new"),
    path(f"{_PART}<int:part>/sua/", parts.edit, name="part-edit"),
    path(f"{_PART}<int:part>/<slug:verb>/", parts.move, name="part-move"),
    *FIGURES,
    *CHECKING,
]
