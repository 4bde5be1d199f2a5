"""The moment the tests live in unless they say otherwise: an ordinary Wednesday in the autumn round."""

from datetime import UTC, datetime

NU = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
