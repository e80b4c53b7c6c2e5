"""Addresses below ``thanh-toan/``."""

from django.urls import path

from cungcau.domain.settlement.views import lists, statement, transfer, transfers

app_name = "settlement"
urlpatterns = [
    path("", lists.statements, name="list"),
    path("cong-no/", lists.debts, name="debts"),
    path("chuyen-khoan/", transfers.transfers, name="transfers"),
    path("chuyen-khoan/<int:pk>/", transfer.file, name="file"),
    path("chuyen-khoan/<int:pk>/tep/", transfer.download, name="download"),
    path("chuyen-khoan/<int:pk>/bo/", transfer.drop, name="drop"),
    path("chuyen-khoan/<int:pk>/xong/", transfer.all_done, name="file_done"),
    path("chuyen-khoan/<int:pk>/<int:row>/xong/", transfer.done, name="row_done"),
    path("chuyen-khoan/<int:pk>/<int:row>/tu-choi/", transfer.refused, name="row_refused"),
    path("don/<int:pk>/soan/", statement.draft, name="draft"),
    path("<int:pk>/", statement.statement, name="statement"),
    path("<int:pk>/khoan/", statement.add, name="add"),
    path("<int:pk>/khoan/<int:item>/bo/", statement.remove, name="remove"),
    path("<int:pk>/khoan/<int:item>/gia/", statement.price, name="price"),
    path("<int:pk>/lap/", statement.issue, name="issue"),
    path("<int:pk>/bo/", statement.void, name="void"),
    path("<int:pk>/tra/", statement.paid, name="pay"),
    path("<int:pk>/tra/<int:payment>/huy/", statement.unpaid, name="reverse"),
    path("<int:pk>/ma-vietqr/", statement.code, name="code"),
    path("<int:pk>/tai-khoan/", statement.account, name="account"),
    path("<int:pk>/bien-nhan.<slug:kind>", statement.receipt, name="receipt"),
]
