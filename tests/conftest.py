"""Fixtures every room shares."""

from __future__ import annotations

import os

os.environ.setdefault("CUNGCAU_TODAY", "2021-09-27")
