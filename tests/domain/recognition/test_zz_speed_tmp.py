import random, time, statistics
from datetime import date, timedelta
import pytest
from django.test import Client
from django.core.cache import cache
from cungcau.domain.ocop.models import *
from cungcau.domain.recognition.models import *
from cungcau.domain.registry.models import Organisation, Agent
from cungcau.domain.recognition.services import reminders
from cungcau.platform.ui import clock
from cungcau.reference.search import words
from tests.domain.ocop.conftest import book, ocop_today
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import SOURCE
from django.db import connection
def test_speed(book):
    r=random.Random(1)
    orgs=[rows.organisation(f"HTX-{n}", f"HTX Nông sản số {n}", place=r.choice([rows.COMMUNE,rows.OTHER_COMMUNE])) for n in range(400)]
    for o in orgs[:200]: rows.agent_of(o)
    names=["Na","Hồng vành khuyên","Chè","Tinh dầu hồi","Mật ong","Gạo nếp","Thạch đen","Măng ớt"]
    units={a: __import__('cungcau.reference.geography.models',fromlist=['Unit']).Unit.objects.get(area_code=a,valid_to=None) for a in (rows.AREA,rows.OTHER_AREA)}
    prods=Product.objects.bulk_create([Product(entity=(o:=r.choice(orgs)),name=f"{r.choice(names)} {n}",set_code="QD26-01",category="I",unit=units[o.area_code],area_code=o.area_code,source=SOURCE,folded=words(f"{names[n%8]} {n}",o.name)) for n in range(5000)])
    old=Instrument.objects.get(code="QD148_2023")
    certs=[]
    for p in prods:
        s=date(2023,3,1)+timedelta(days=r.randrange(1150))
        certs.append(Certificate(product=p,instrument=old,star=r.choice([3,3,3,4,5]),starts_on=s,expires_on=date(s.year+3,s.month,min(s.day,28)),area_code=p.area_code,source=SOURCE,decision_no=f"{r.randrange(999)}/QĐ"))
    certs=Certificate.objects.bulk_create(certs)
    from cungcau.domain.recognition import states
    ins=[Inspection(product=p,code=f"KT-2026-{n}",kind="planned",state="done",planned_on=date(2026,1,1)+timedelta(days=n%150),done_on=date(2026,1,1)+timedelta(days=n%150),conclusion="Đạt",area_code=p.area_code) for n,p in enumerate(prods[:3000])]
    ins=Inspection.objects.bulk_create(ins)
    Finding.objects.bulk_create([Finding(inspection=i,text="sai",to_do="sửa",due_on=date(2026,6,20),area_code=i.area_code,state=r.choice(["open","answered","closed"]),answer="x") for i in ins for _ in range(2)])
    Revocation.objects.bulk_create([Revocation(certificate=c,ground="stopped_production",facts="x",concluded_on=date(2026,5,1),due_on=date(2026,5,16),area_code=c.area_code) for c in certs[:500]])
    with connection.cursor() as c: c.execute("ANALYZE")
    t=time.perf_counter(); n=reminders.remind_all(); print("remind_all",n,round(time.perf_counter()-t,2),"s")
    t=time.perf_counter(); n=reminders.remind_all(); print("again",n,round(time.perf_counter()-t,3),"s")
    office=client_of(rows.office()); H="/ocop/cong-nhan/"
    c0=certs[0]
    pages={"certs":H,"certs q":H+"?q=tinh+dau+hoi","certs std":H+"?standing=lapsed&star=3","certs last":H+"?page=90","renew":H+"danh-gia-lai/","renew file":H+"danh-gia-lai/?file=no&q=che","renew all":H+"danh-gia-lai/?chang=all&sort=-last","calls":H+"danh-gia-lai/goi-dien/","insp":H+"kiem-tra/","insp overdue":H+"kiem-tra/?part=to_mend&q=na","plan":H+"kiem-tra/len-lich/?count=200","revs":H+"thu-hoi/","one":H+f"giay/{c0.pk}/","pub":H+"tra-cuu/?q=tinh+dau","pub1":H+f"tra-cuu/{c0.key}/","api":"/api/v1/ocop/recognition/renewals?limit=100"}
    for name,a in pages.items():
        ts=[]
        for i in range(12):
            cache.clear()
            t=time.perf_counter(); resp=office.get(a); ts.append((time.perf_counter()-t)*1000)
            assert resp.status_code==200,(name,resp.status_code)
        ts=sorted(ts[1:]); print(f"{name:14s} median {statistics.median(ts):6.0f} ms  max {ts[-1]:6.0f} ms")
    for a in (H+"?xuat=xlsx", H+"danh-gia-lai/?chang=all&xuat=xlsx", H+"danh-gia-lai/?chang=all&xuat=csv"):
        t=time.perf_counter(); resp=office.get(a); n=len(b"".join(resp.streaming_content)); print(a, n, round(time.perf_counter()-t,2),"s")
