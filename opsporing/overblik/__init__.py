"""The top layer: pages that gather what several apps know."""
