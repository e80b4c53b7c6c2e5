"""Tables that people send ("Nhập bảng tính"): read, matched, checked, previewed, applied as a job.

How to open a door
------------------

An app names every kind of table that may come in through it in its ``doors.py``, which is found when the
site starts. A door has columns, a permission, and ``record``, which writes all rows or none::

    from cungcau.platform.exchange.columns import Column
    from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door

    COLUMNS = (
        Column("code", "Mã lô", required=True),
        Column("quantity_kg", "Sản lượng (kg)", "kg", required=True, also=("Sản lượng", "Khối lượng")),
        Column("area_m2", "Diện tích (m²)", "area"),
        Column("harvest", "Thời gian thu hoạch"),       # text: the door reads "giữa tháng 9" itself
    )

    def record(rows: Sequence[Row], context: Context) -> Outcome:
        season = season_of(context.options["season"])   # cleaned data of the door's ``options`` form, as JSON
        faults = Faults()
        found = [lot_of(row, faults) for row in rows]   # Fault(row.sheet, row.line, column_key, value, expected)
        faults.refuse()                                 # InputInvalid with every fault
        kept = services.record_lots(season=season, rows=found, actor=context.actor)
        return Outcome(kept.created, kept.changed, kept.unchanged)

    def propose(column: str, value: str, context: Context) -> str:
        return nearest_grade(value) if column == "grade" else ""

    open_door(Door("supply.lots", _("Lô hàng"), _("…"), COLUMNS, policies.RECORD, record, propose=propose,
                   options=SeasonForm, done_url="supply:list", examples=({"code": "L1", …},)))

What the intake does before ``record``: finds the header below any titles, in any order, with or without marks;
joins two-row headers ("nhóm / cột") and spreads merged cells; turns a unit in a header into the column's own
("Sản lượng (tấn)", "san_luong_tan": whole kg; "Diện tích (ha)": whole m²); types every cell. Kinds: text, int,
kg, area, money, decimal, date, datetime. Header names are matched by ``header``, ``key`` and ``also``.

What ``record`` must do: run in the caller's transaction (the preview calls it inside a savepoint and rolls
back, so it sends nothing and opens no transaction of its own that could commit); be an upsert on a natural key,
so that a file brought in again changes instead of doubling; write in key order, so that two imports at once wait
instead of blocking each other; check that the actor may write each row's area; raise ``InputInvalid`` for
every row at fault at once. It is called with the good rows again after rows at fault were set aside, so a fault must
name the row by ``sheet`` and ``line``; a fault of the whole table (``line`` 0) stops everything. Any other
``DomainError`` (the season is closed) fails the import with its sentence.

A door may name ``choices``: column key → what may stand there, worked out when the template is asked for, and
listed in its sheet of instructions. An ``options`` form whose class says ``needs_user = True`` is made with
``user=`` (to offer only the seasons of somebody's areas); its cleaned records are kept as their primary keys.

Stories and administrators bring a table in without a browser by ``intake.services.bring_in``.
"""
