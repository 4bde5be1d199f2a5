"""The pages about overgange."""
