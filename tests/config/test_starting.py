"""What keeps the site from starting is said in one sentence."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from cungcau.config import database, environment, refusal
from cungcau.kernel.errors import DomainError, Fault, InputInvalid


def test_a_full_disk_is_named_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUNGCAU_VAR", str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 * 2**20))
    database.start_embedded.cache_clear()
    with pytest.raises(DomainError) as refused:
        database.start_embedded()
    said = refusal.sentence(refused.value)
    assert "chỉ còn 5 MB" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://an:m%40t@db.example:6543/kho?sslmode=require",
            {"HOST": "db.example", "PORT": "6543", "USER": "an", "PASSWORD": "m@t", "NAME": "kho"},
        ),
        ("postgresql://postgres:@/postgres?host=/tmp/x", {"HOST": "/tmp/x", "PORT": "", "NAME": "postgres"}),
    ],
)
def test_an_address_is_read_whole(url: str, expected: dict[str, str]) -> None:
    found = database.django_settings(url)
    assert {key: found[key] for key in expected} == expected


def test_an_address_of_something_else_is_refused_without_its_password() -> None:
    with pytest.raises(DomainError) as refused:
        database.django_settings("mysql://an:matkhau@db/kho")
    assert "matkhau" not in refusal.sentence(refused.value)


@pytest.mark.parametrize("code", sorted(refusal.SENTENCES))
def test_every_sentence_names_its_facts(code: str) -> None:
    facts = {
        "port": 1, "host": "h", "other": 2, "folder": "f", "free_mb": 3, "needed_mb": 4, "log": "l",
        "address": "a", "why": "w", "url": "u", "exit_code": 5,
    }  # fmt: skip
    error = DomainError(code)
    error.facts = facts
    assert "{" not in refusal.sentence(error)


def test_faults_of_an_input_come_one_a_line() -> None:
    error = InputInvalid([Fault("a.csv", 2, "kg", "x", "cần số"), Fault("b.csv", 3, "id", "", "thiếu")])
    assert refusal.sentence(error).splitlines() == [str(fault) for fault in error.faults]


def test_a_setting_outside_the_table_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError):
        environment.value("CUNGCAU_NOTHING")
    monkeypatch.setenv("CUNGCAU_PORT", "  ")
    assert environment.value("CUNGCAU_PORT") == "8000"


def test_the_signing_key_is_made_once_and_kept_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUNGCAU_VAR", str(tmp_path))
    monkeypatch.delenv("CUNGCAU_SECRET_KEY", raising=False)
    first = environment.secret_key()
    assert environment.secret_key() == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
