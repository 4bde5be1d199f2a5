"""Pages of adbb."""
