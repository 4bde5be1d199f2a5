"""Everything that changes an underretning: at the one who writes it, and at the one who receives it."""
