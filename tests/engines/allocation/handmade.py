"""A season small enough to be right by eye, as files, with a plan for it made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SCENARIO = {
    "scenario.toml": """name = "hai hộ"
start = 2021-09-01
end = 2021-09-10
order = ["sold", "fair", "cost"]
""",
    "lots.csv": """lot_id,producer_id,representative_id,commodity,grade,certificates,quantity_kg,\
harvest_from,harvest_to,max_kg_per_day,shelf_life_days,place,floor_price_vnd_per_kg
A,H1,R1,hồng,2,VietGAP;OCOP,1000,2021-09-01,2021-09-05,400,5,Tân Mỹ,9000
B,H2,R1,hồng,1,,500,2021-09-01,2021-09-03,,3,Hoàng Việt,
C,H2,,na,,,300,,,,,Hoàng Việt,8000
""",
    "producers.csv": """producer_id,weight,prior_offered_kg,prior_sold_kg
H1,,100,50
H2,1.5,,
""",
    "demands.csv": """demand_id,buyer_id,commodity,min_grade,certificates,quantity_kg,\
deliver_from,deliver_to,market,price_vnd_per_kg,price_at,min_life_left_days,max_kg_per_day
D1,M1,hồng,2,VietGAP,600,2021-09-02,2021-09-06,Hà Nội,12000,market,2,300
D2,M2,hồng,,,700,,,Lạng Sơn,9500,point,,
""",
    "points.csv": """point_id,place,approved,capacity_kg_per_day,open_from,open_to,storage_kg
P1,Tân Mỹ,true,600,,,200
P2,Hoàng Việt,có,,2021-09-01,2021-09-09,
""",
    "access.csv": """place,point_id,cost_vnd_per_kg
Tân Mỹ,P1,100
Hoàng Việt,P2,50
""",
    "lanes.csv": """point_id,market,days,cost_vnd_per_kg,capacity_kg_per_day
P1,Hà Nội,1,1000,300
P1,Lạng Sơn,0,200,
P2,Lạng Sơn,0,300,900
""",
    "closures.csv": """kind,id,from,to,factor
lane,P1>Hà Nội,2021-09-04,2021-09-05,0.5
point,P2,2021-09-08,,0
""",
    "commitments.csv": """lot_id,demand_id,point_id,harvest_date,dispatch_date,kg
A,D1,P1,2021-09-01,2021-09-01,100
""",
}

PLAN = {
    "assignments.csv": """lot_id,demand_id,point_id,harvest_date,dispatch_date,delivery_date,kg,\
price_vnd_per_kg,freight_vnd_per_kg
A,D1,P1,2021-09-01,2021-09-01,2021-09-02,300,12000,1100
A,D1,P1,2021-09-02,2021-09-03,2021-09-04,200,12000,1100
A,D2,P1,2021-09-02,2021-09-02,2021-09-02,200,9500,300
B,D2,P2,2021-09-01,2021-09-01,2021-09-01,500,9500,350
""",
    "producers.csv": """producer_id,offered_kg,sold_kg,share,season_share
H1,1000,700,0.7,0.681818
H2,800,500,0.625,0.416667
""",
    "demands.csv": """demand_id,asked_kg,filled_kg,reason
D1,600,500,lane_capacity
D2,700,700,
""",
    "unsold.csv": """lot_id,unsold_kg,reason,resource
A,300,demand_filled,D2
C,300,no_demand,
""",
    "bottlenecks.csv": """kind,id,date,used_kg,capacity_kg,gain_kg_per_kg
demand,D2,,700,700,0.5
lane,P1>Hà Nội,2021-09-01,300,300,1
storage,P1,2021-09-02,200,200,0
""",
    "summary.json": """{
  "offered_kg": 1800,
  "sold_kg": 1200,
  "upper_bound_kg": 1250,
  "gap_kg": 50,
  "cost_vnd": 785000
}
""",
}


def lay_down(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files into a new folder."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def changed(files: Mapping[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """The files with one piece of one of them replaced; the piece must stand there exactly once."""
    assert files[name].count(old) == 1, (name, old)
    return {**files, name: files[name].replace(old, new)}
