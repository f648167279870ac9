"""Run a benchmark that takes a number of requests, from the command line."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django


def run_sized(bench: Callable[[int], dict[str, Any]], requests: int) -> int:
    """Run a benchmark, print its results, and return 0 if they are within bounds.

    Args:
        bench: The benchmark; its results have the name "within bounds".
        requests: How many requests to make, unless `--requests` says another number.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")
    django.setup()
    if "--requests" in sys.argv:
        requests = int(sys.argv[sys.argv.index("--requests") + 1])
    results = bench(requests)
    if "--json" in sys.argv:
        print(json.dumps(results))
    else:
        for name, value in results.items():
            print(f"{name:<32} {value}")
    return int(not results["within bounds"])
