"""The pages about underretninger."""
