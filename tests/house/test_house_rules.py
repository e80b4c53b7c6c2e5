"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from cungcau.config import docs, environment

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "cungcau"
MODULES = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def tracked() -> list[Path]:
    out = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / line for line in out.stdout.splitlines() if (ROOT / line).is_file()]


def relative(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 100


def test_no_module_is_longer_than_300_lines() -> None:
    long = [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 300]
    assert relative(long) == []


def test_functions_stay_under_60_lines() -> None:
    long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > 60:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {length}")
    assert long == []


def test_no_business_in_signals() -> None:
    guilty = [
        path
        for path in MODULES
        if re.search(r"signals import|@receiver|\.connect\(.*sender", path.read_text())
    ]
    assert relative(guilty) == []


def test_views_write_nothing() -> None:
    """A view may call services; calling a model's or query set's writing method is a service's work."""
    guilty = []
    for path in MODULES:
        if path.name != "views.py" and "views" not in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
            ):
                owner = ast.unparse(node.func.value)
                if not owner.endswith("services") and "session" not in owner:
                    guilty.append(f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node.func)}")
    assert guilty == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc"])
def test_no_drawer_for_odds_and_ends(word: str) -> None:
    assert relative([path for path in SRC.rglob("*.py") if path.stem == word or word in path.parts]) == []


def test_imports_stand_at_the_top() -> None:
    """An import inside a function hides a dependence; where one is needed, importlib says so by name."""
    hidden = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = [child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom)]
                # Django calls AppConfig.ready() once every app can be imported: the one place made for it.
                if inner and not (path.name == "apps.py" and node.name == "ready"):
                    hidden.append(f"{path.relative_to(ROOT)}:{inner[0].lineno}")
    assert hidden == []


MACHINE_TIME = {
    "platform/ui/clock.py": "the clock itself",
    "platform/ui/templatetags/ui.py": "how old a figure is, the shown day told apart from the machine's",
    "platform/ui/samples.py": "the style page's job that is always under way",
    "platform/access/selectors.py": "rights hold on the machine's day, whatever season is on show",
    "platform/access/services.py": "rights hold on the machine's day",
    "platform/access/models.py": "rights hold on the machine's day",
    "platform/accounts/lockout.py": "how long a lock lasts",
    "platform/accounts/models.py": "an account's own age",
    "platform/jobs/services.py": "when workers ran",
    "platform/editing/models.py": "browsers compare their copies of a draft by the machine's time",
    "platform/editing/services/drafts.py": "as the drafts themselves",
    "platform/editing/tasks.py": "as the drafts themselves",
    "platform/editing/templatetags/editing.py": "as the drafts themselves",
    "platform/editing/views.py": "as the drafts themselves",
    "platform/notify/quiet.py": "tells the machine's time and the shown day apart",
    "platform/notify/services/carrying.py": "when a call is made, leased, made again",
    "platform/notify/services/keeping.py": "when a call is made",
    "reference/geography/doors.py": "units are those in force on the machine's day",
    "reference/geography/models.py": "when an edition was loaded",
    "reference/catalogue/forms/seasons.py": "areas are those of the units in force",
}
"""The only files that may ask the machine for the time, and why; all others ask ``platform.ui.clock``."""


def machine_time(path: Path) -> list[str]:
    """Where a module asks the machine for the time."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        named = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        stamps = isinstance(node, ast.Call) and any(
            word.arg in ("auto_now", "auto_now_add") for word in node.keywords
        )
        if (
            named in ("timezone.now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today")
            or (called in ("timezone.localdate", "timezone.localtime") and not node.args)
            or (stamps and called != "MomentField")
            or called == "functions.Now"
            or (
                isinstance(node, ast.ImportFrom)
                and node.module == "django.db.models.functions"
                and any(name.name == "Now" for name in node.names)
            )
            or (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.search(
                    r"\b(SELECT|UPDATE|INSERT)\b.*(\bnow\(\)|current_(date|timestamp))",
                    node.value,
                    re.S | re.I,
                )
            )
        ):
            found.append(f"{path.relative_to(SRC)}:{node.lineno}")
    return found


def test_the_time_comes_from_the_clock() -> None:
    """On a site that shows a past season every deed is dated in that season, as its pages are."""
    parts = ("domain", "reference", "platform")
    asking = {
        str(path.relative_to(SRC)): machine_time(path)
        for path in MODULES
        if path.relative_to(SRC).parts[0] in parts
    }
    guilty = [place for name, places in asking.items() if name not in MACHINE_TIME for place in places]
    assert guilty == []
    assert [name for name in MACHINE_TIME if not asking.get(name)] == [], "no need of an exception any more"


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert page == docs.settings_page(), "run: make docs"
    read = set()
    for path in MODULES:
        read |= set(
            re.findall(r"environment\.(?:value|flag)\(\"([A-Z_]+)\"\)", path.read_text(encoding="utf-8"))
        )
    assert read <= {variable.name for variable in environment.VARIABLES}


def test_states_page_is_current() -> None:
    page = (ROOT / "docs/reference/states.md").read_text(encoding="utf-8")
    assert page == docs.states_page(), "run: make docs"


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "docs/reference/dependencies.md").read_text(encoding="utf-8").lower()
    names = set()
    for file in (ROOT / "requirements").glob("*.in"):
        for line in file.read_text().splitlines():
            if line and not line.startswith(("-", "#")):
                names.add(re.split(r"[\[<>=~ ]", line)[0].lower())
    names |= docs.front_end_dependencies()
    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_what_the_product_imports_is_installed_with_it() -> None:
    """The tests' own libraries stand beside it here and would hide one that ``make run`` lacks."""
    installed = (ROOT / "requirements/base.txt").read_text(encoding="utf-8")
    base = {name.lower() for name in re.findall(r"(?m)^([\w.-]+)(?:\[[^\]]*\])?==", installed)}
    brought = packages_distributions()
    missing = set()
    for file in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                modules = [node.module]
            for top in {module.split(".")[0] for module in modules} - sys.stdlib_module_names - {"cungcau"}:
                names = {name.lower().replace("_", "-") for name in brought.get(top, [top])}
                if not names & {name.replace("_", "-") for name in base}:
                    missing.add(f"{top} ({file.relative_to(ROOT)})")
    assert sorted(missing) == []


def test_glossary_names_every_model() -> None:
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert sorted(name for name in docs.model_names() if f"**{name}**" not in page) == []


FORBIDDEN = {
    "an address of a package registry": re.compile(
        r"pypi\.org/simple|files\.pythonhosted|registry\.npmjs|deb\.debian\.org|\"resolved\":", re.IGNORECASE
    ),
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(?:work|home|root)/[\w.-]+"),
    "an unfinished mark": re.compile(r"\b(?:TODO|FIXME|XXX|raise NotImplementedError)\b"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_files_hold_nothing_that_does_not_belong(what: str) -> None:
    mine = Path(__file__)
    guilty = []
    for path in tracked():
        if path == mine or path.suffix in {".png", ".gz", ".woff2", ".ico", ".xlsx"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        guilty += [f"{path.relative_to(ROOT)}: {match.group(0)}" for match in FORBIDDEN[what].finditer(text)]
    assert guilty == []


def test_requirements_are_hashed() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=[a-zA-Z0-9])", file.read_text().strip())
        assert all("--hash=sha256:" in block for block in blocks), file.name
