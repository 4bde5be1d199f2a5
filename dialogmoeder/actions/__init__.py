"""Everything that changes a meeting, its agenda, what is written for and at it, and a sparring."""
