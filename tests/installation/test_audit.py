"""`./run audit`: every pinned package is asked about, and what cannot be asked is not called safe."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading

import pytest

from tests.installation.files import ROOT

PINNED = {
    line.split("==")[0] for line in (ROOT / "requirements/dev.txt").read_text().splitlines() if "==" in line
}


@pytest.fixture
def feed():
    """A feed that knows what ``known`` says; ``asked`` keeps what it was asked."""
    asked, known = [], {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            asked.extend(queries)
            found = [known.get(query["package"]["name"], []) for query in queries]
            body = json.dumps({"results": [{"vulns": [{"id": name} for name in names]} for names in found]})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *words):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", asked, known
    server.shutdown()
    thread.join()
    server.server_close()


def audit(address):
    command = [sys.executable, ROOT / "deploy" / "audit.py", "--feed", address]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_pinned_package_is_asked_about(feed):
    address, asked, known = feed
    done = audit(address)
    assert (done.returncode, done.stderr) == (0, "")
    assert {query["package"]["name"] for query in asked} == {name.partition("[")[0] for name in PINNED}
    assert len(asked) > 80
    assert all(query["version"][0].isdigit() for query in asked)
    known["django"] = ["PYSEC-0000-1", "GHSA-uji"]
    done = audit(address)
    assert done.returncode == 1
    assert "PYSEC-0000-1, GHSA-uji" in done.stdout
    assert "1 dengan celah" in done.stdout


def test_a_feed_that_cannot_be_asked_is_no_good_news(feed):
    address, _asked, _known = feed
    for unreachable in ("http://127.0.0.1:9/", f"{address}x y"):
        done = audit(unreachable)
        assert done.returncode == 2
        assert "TIDAK diperiksa" in done.stderr
        assert "Traceback" not in done.stderr
