"""Addresses of the notices and of the outbox."""

from django.urls import path

from cungcau.platform.notify.views import acting, incoming, notices, outbox

app_name = "notify"
urlpatterns = [
    path("", notices.index, name="index"),
    path("da-doc/", notices.read_all, name="read-all"),
    path("<int:notification_id>/da-doc/", notices.read, name="read"),
    path("den/", incoming.incoming, name="incoming"),
    path("den/<int:pk>/", incoming.one, name="incoming-one"),
    path("den/<int:pk>/xu-ly", incoming.handle, name="incoming-handle"),
    path("den/<int:pk>/so-may", incoming.reveal, name="incoming-reveal"),
    path("gui-di/", outbox.outbox, name="outbox"),
    path("gui-di/nhieu", acting.many, name="many"),
    path("gui-di/<int:pk>/", outbox.outgoing, name="outgoing"),
    path("gui-di/<int:pk>/gui-lai", acting.retry, name="retry"),
    path("gui-di/<int:pk>/lay-lai", acting.restore, name="restore"),
    path("gui-di/<int:pk>/da-bao", acting.mark_sent, name="mark-sent"),
    path("gui-di/<int:pk>/huy", acting.cancel, name="cancel"),
    path("gui-di/<int:pk>/lien-he", acting.reveal, name="reveal"),
]
