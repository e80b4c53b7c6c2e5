from __future__ import annotations
import time, statistics
import pytest
from django.db import connection
from cungcau.domain.ocop.models import *
from cungcau.domain.registry.models import Organisation
from cungcau.reference.geography.models import Unit
from cungcau.reference.recording import measure
from cungcau.reference.search import words
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import SOURCE
from datetime import timedelta, date


def test_speed(book: RuleBook) -> None:
    sets = list(CriteriaSet.objects.filter(book=book).defer("words"))
    unit = Unit.objects.get(code=rows.COMMUNE, valid_to=None)
    unit2 = Unit.objects.get(code=rows.OTHER_COMMUNE, valid_to=None)
    orgs = Organisation.objects.bulk_create(
        [
            Organisation(
                code=f"C{i}",
                name=f"HTX số {i} Văn Lãng",
                kind="cooperative",
                unit=unit if i % 2 else unit2,
                area_code=rows.AREA if i % 2 else rows.OTHER_AREA,
                folded=words(f"HTX số {i} Văn Lãng C{i}"),
                folded_name=words(f"HTX số {i} Văn Lãng"),
                source=SOURCE,
            )
            for i in range(1500)
        ]
    )
    prods = Product.objects.bulk_create(
        [
            Product(
                entity=orgs[i % 1500],
                name=f"Sản phẩm {i} mật ong hoa",
                set_code=sets[i % 26].code,
                category=sets[i % 26].category,
                unit=orgs[i % 1500].unit,
                area_code=orgs[i % 1500].area_code,
                folded=words(f"Sản phẩm {i} mật ong hoa", orgs[i % 1500].name),
                source=SOURCE,
            )
            for i in range(5000)
        ]
    )
    states = [
        "draft",
        "submitted",
        "returned",
        "forwarded",
        "reviewing",
        "ready",
        "recognised",
        "withdrawn",
        "scored",
    ]
    ds = []
    for i, p in enumerate(prods):
        st = states[i % 9]
        at = rows.at() - timedelta(days=i % 300, minutes=i)
        extra = (
            {}
            if st == "draft"
            else dict(
                code=f"{i}/PĐK-20-06172-2026",
                slip_no=i + 1,
                slip_year=2026,
                committed_at=at,
                submitted_at=at,
                forwarded_at=at,
            )
        )
        ds.append(
            Dossier(
                product=p,
                criteria_set=sets[i % 26],
                state=st,
                area_code=p.area_code,
                folded=p.folded,
                self_total=i % 100,
                self_star=1 + i % 5,
                registration=rows.REGISTRATION,
                **extra,
            )
        )
    ds = Dossier.objects.bulk_create(ds)
    Step.objects.bulk_create(
        [
            Step(
                dossier=d,
                stage="commune",
                started_at=rows.at(),
                due_on=rows.DAY + timedelta(days=d.pk % 30 - 10),
                area_code=d.area_code,
            )
            for d in ds
            if d.state not in ("draft", "recognised", "withdrawn")
        ]
    )
    inst = Instrument.objects.get(code="QD148_2023")
    Certificate.objects.bulk_create(
        [
            Certificate(
                product=p,
                instrument=inst,
                star=3 + i % 3,
                starts_on=date(2023, 1, 1) + timedelta(days=i % 1000),
                expires_on=date(2026, 1, 1) + timedelta(days=i % 1000),
                source=SOURCE,
                area_code=p.area_code,
            )
            for i, p in enumerate(prods)
            if i % 2
        ]
    )
    measure(Dossier, Product, Step, Organisation, Certificate)
    import cProfile,pstats
    cc=client_of(rows.office("prof"))
    for pl in ("/ocop/ho-so/","/ocop/san-pham/"):
        cc.get(pl)
        pr=cProfile.Profile(); t0=time.process_time(); pr.enable()
        for _ in range(5): cc.get(pl)
        pr.disable(); print(pl,"cpu per call",(time.process_time()-t0)/5)
        pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
        connection.force_debug_cursor=True; connection.queries_log.clear(); cc.get(pl)
        for q in connection.queries: print(q["time"], q["sql"][:150])
        connection.force_debug_cursor=False
    for who in (rows.office(), rows.officer()):
        c = client_of(who)
        for place in (
            "/ocop/ho-so/",
            "/ocop/ho-so/?page=60",
            "/ocop/ho-so/?q=mat ong 12",
            "/ocop/ho-so/?state=live&sort=due",
            "/ocop/ho-so/?sort=product",
            "/ocop/ho-so/?sort=entity&stage=commune",
            "/ocop/ho-so/?look=late",
            "/ocop/ho-so/?look=papers",
            "/ocop/san-pham/",
            "/ocop/san-pham/?standing=lapsing",
            "/ocop/san-pham/?sort=-star",
            "/ocop/san-pham/?sort=last_day&q=mat ong",
            "/ocop/san-pham/?star=4&page=3",
        ):
            c.get(place)
            t = []
            for _ in range(8):
                b = time.perf_counter()
                r = c.get(place)
                t.append((time.perf_counter() - b) * 1000)
                assert r.status_code == 200, (place, r.status_code)
            t.sort()
            print(
                who.username, place, f"median {statistics.median(t):.0f} ms p95 {t[7]:.0f} max {t[-1]:.0f}"
            )
