"""How far a long run is, on standard error; and Ctrl-C as a wish to stop with the best found so far."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from types import FrameType, TracebackType

from cungcau.engines.allocation.model import Progress
from cungcau.kernel.vntext import show_number

STAGES = {
    "graph": "dựng mạng",
    "sold": "bán nhiều nhất",
    "fair": "chia công bằng",
    "cost": "giảm cước",
    "round": "làm tròn kg",
    "bottlenecks": "tìm nút thắt",
    "fairness_price": "tính cái giá của công bằng",
    "keep": "xê dịch ít nhất",
    "explain": "viết lý do",
    "done": "xong",
}
SECONDS_BETWEEN_LINES = 10.0
SECONDS_BETWEEN_UPDATES = 0.1


class ProgressLine:
    """One line that updates itself on a terminal; elsewhere a line per stage and every ten seconds."""

    def __init__(self) -> None:
        self._tty = sys.stderr.isatty()
        self._stage = ""
        self._shown_at = 0.0
        self._open = False

    def show(self, progress: Progress) -> None:
        """Show one report, unless the last one was only just shown."""
        now = time.monotonic()
        pause = SECONDS_BETWEEN_UPDATES if self._tty else SECONDS_BETWEEN_LINES
        if progress.stage == self._stage and now - self._shown_at < pause:
            return
        self._stage, self._shown_at = progress.stage, now
        text = progress_text(progress)
        if self._tty:
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write(f"\r\x1b[K{text[:width]}")
            self._open = True
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def close(self) -> None:
        """Clear the line, so that what follows starts at the left."""
        if self._open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._open = False


def progress_text(progress: Progress) -> str:
    """A report in words."""
    total = f"/{show_number(progress.total_rounds)}" if progress.total_rounds is not None else ""
    parts = [STAGES.get(progress.stage, progress.stage)]
    if progress.round:
        parts.append(f"vòng {show_number(progress.round)}{total}")
    if progress.bound_kg is not None:
        parts.append(f"cận trên {show_number(progress.bound_kg)} kg")
    if progress.gap_kg is not None:
        parts.append(f"còn chênh {show_number(progress.gap_kg)} kg")
    if progress.message:
        parts.append(progress.message)
    return " · ".join(parts)


class StopWish:
    """Within the block the first Ctrl-C (or a polite kill) asks to stop, the second one stops at once."""

    def __init__(self) -> None:
        self.made = False
        self._before: dict[int, object] = {}

    def __enter__(self) -> StopWish:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def __call__(self) -> bool:
        """Has anybody asked to stop?"""
        return self.made

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.made:
            raise KeyboardInterrupt
        self.made = True
        sys.stderr.write("\nĐang dừng, giữ phương án tốt nhất đến lúc này (Ctrl-C lần nữa để bỏ hẳn) …\n")
        sys.stderr.flush()
