"""The day on which something is done. What a guide says and what is exported never depend on it."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def today() -> str:
    """Today, in the form of the guide's own dates; SOURCE_DATE_EPOCH (seconds since 1970, UTC) sets another day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.date().isoformat()
