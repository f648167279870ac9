"""What only `make run` and `make test` on one machine need."""
