"""Time Django's admin on the requests of the big database, in a process of its own.

The admin is no part of the product. Run by `bench_lists`.
"""

import json
import os
import sys
from typing import Any

import django


def main() -> int:
    """Print the milliseconds of the admin's list: a page, a late page, a search."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.admin_settings"
    django.setup()
    from django.test import Client

    from accounts.models import User
    from tests.bench.big import as_in_tests, big_database
    from tests.bench.visiting import visit

    as_in_tests()
    measured: dict[str, Any] = {}
    # In a smaller database, a page in the middle.
    late = min(10_000, max(1, int(sys.argv[1]) // 100))
    sys.argv.append("--keep")
    with big_database(int(sys.argv[1])):
        manager = User.objects.filter(roles=["manager"]).order_by("pk")[0]
        manager.is_staff = True
        User.objects.filter(pk=manager.pk).update(is_staff=True)
        client = Client()
        client.force_login(manager, backend="accounts.backends.RoleBackend")
        for name, query, times in (
            ("a page", "", 5),
            ("page 10,000", f"?p={late}", 3),
            ("a search", "?q=facial+recognition", 2),
        ):
            url = f"/admin/requests_app/foirequest/{query}"
            measured[name] = visit(client, url, times=times)
        User.objects.filter(pk=manager.pk).update(is_staff=False)
    print(json.dumps(measured))
    return 0


if __name__ == "__main__":
    sys.exit(main())
