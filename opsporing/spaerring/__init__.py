"""The switch that keeps a matter from the parents: set by those who worry, confirmed or lifted by myndighed."""
