"""Pure rules of ADBB: when a child is due, what a score says, what follows it, and words for the parents."""
