"""Underretninger: from the first sentence to the answer, with the law's clock in sight."""
