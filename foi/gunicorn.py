"""Configure the web server: `gunicorn --config=python:foi.gunicorn foi.wsgi`."""

import os
from pathlib import Path

# Listen on this machine only, unless BIND is set: a proxy in front speaks HTTPS.
bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True
# Seconds after which a stuck worker is replaced; no page takes a tenth of this.
timeout = 60
graceful_timeout = 20
keepalive = 5
# A long search in an address reaches the page, which looks for its first words.
limit_request_line = 8190
# Requests after which a worker is replaced; the jitter spreads the restarts.
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108 - a heartbeat file without a name
    worker_tmp_dir = "/dev/shm"  # noqa: S108
