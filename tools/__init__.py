"""What surrounds the product on one's own machine: embedded PostgreSQL and Valkey, `make run`, `make bench`.

No Django in here: the product is started from outside, with its environment, as in production.
"""
