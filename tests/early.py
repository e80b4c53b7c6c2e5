"""Loaded before Django is: the day the tests live on, however they are started."""

from __future__ import annotations

import os

os.environ.setdefault("CUNGCAU_TODAY", "2021-09-27")
