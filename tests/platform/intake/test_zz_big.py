import sys, time, resource
sys.path.insert(0,'/work/main/tests/platform/intake'); sys.path.insert(0,'/work/main/tests/platform')
import pytest
from goods_door import SEASON, table, codes
from cungcau.platform.exchange.services import write_cells
from cungcau.platform.intake import services
from cungcau.reference.catalogue.models import Commodity
@pytest.mark.django_db
@pytest.mark.timeout(900)
def test_big(make_user):
    u = make_user('dieu.phoi', role='coordinator')
    header=["Mã nông sản","Tên nông sản","Sản lượng (tấn)","Diện tích (ha)","Giá (đ/kg)","Loại","Ngày hái","Ghi chú"]
    rows=([f"n{n}",f"Hồng {n%700}", n%900+0.5, "1,25", "18.500", "Loại 1" if n%50 else "Loại X", "15/9/2021", "x"] for n in range(100_000))
    with write_cells([("A",header,rows)]) as f: data=f.read()
    print(len(data))
    t=time.time()
    d=services.bring_in("test.goods", data, "a.xlsx", SEASON, "s", actor=u, keep_good=True)
    print(time.time()-t, d.outcome, len(d.faults), d.intake.rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
