"""Everything that changes an overgang: at the place the child leaves, and at the one it comes to."""
