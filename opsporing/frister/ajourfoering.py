"""What apps want done as time passes."""

from collections.abc import Callable

#: Functions called as f(nu=...) every few minutes; apps add theirs in AppConfig.ready. Each must be safe to repeat.
HOOKS: list[Callable[..., None]] = []
