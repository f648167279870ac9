"""Code needed only by `make run` and `make test` on one machine."""
