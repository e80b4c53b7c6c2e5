"""``cungcau programme check FILE``: the real slip, a sound text, a file that is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SLIP = """KẾ HOẠCH
Kết nối tiêu thụ nông sản năm 2023
I. NỘI DUNG
1. Thời gian thực hiện: Từ tháng 02 đến hết tháng 12/2023.
II. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương: kết nối chợ đầu mối.
- Các đơn vị báo cáo kết quả trước ngày 30/10/2022 để tổng hợp.
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    script = "from cungcau.cli import main; main()"
    environment = {**os.environ, "CUNGCAU_TODAY": "2023-03-01", "CUNGCAU_NO_DATABASE": "1"}
    command = [sys.executable, "-c", script, "programme", "check", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)


def test_the_slip_is_found_in_a_file_with_its_line_and_its_mend(tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(SLIP, encoding="utf-8")
    said = run(str(file))
    assert said.returncode == 1, said.stderr
    assert "Sai: Dòng 7" in said.stdout and "→ Đổi “30/10/2022” thành “30/10/2023”" in said.stdout
    rows = json.loads(run("--json", str(file)).stdout)
    slip = next(row for row in rows if row["rule"] == "text_before_period")
    assert (slip["number"], slip["seriousness"]) == (7, "error")


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "hong.docx"
    file.write_bytes(b"PK\x03\x04")
    said = run(str(file))
    assert said.returncode == 2 and "hong.docx" in said.stderr and "Traceback" not in said.stderr
