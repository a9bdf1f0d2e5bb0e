"""The report in a real browser: no script of a source runs, and nothing is asked for."""

from __future__ import annotations

import http.server
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.cli_runner import done

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server that writes down what it is asked for, and its address."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def hostile(address: str) -> list[str]:
    """Texts that would run, or ask for something, if they were not escaped."""
    act = f"fetch('{address}/fetched');document.title='owned'"
    return [
        f"<script>{act}</script>",
        f'<img src="{address}/image" onerror="{act}">',
        f'"><svg onload="{act}"><style>@import url({address}/style);</style>',
        f"</style></title><script src='{address}/script'></script>",
        f"<link rel=stylesheet href='{address}/link'><iframe src='{address}/frame'></iframe>",
        f"<meta http-equiv=refresh content='0;url={address}/refresh'><base href='{address}/'>",
        f"[a](javascript:{act}) ![b]({address}/markdown) {{{{ 7*7 }}}} <!--",
    ]


def report(folder: Path, texts: list[str]) -> Path:
    """A report on two claims for each text, which stands in every field that it can."""
    lines = [
        {"source": f"{text}.txt", "quote": f"{text} is {value} GB {text}", "lo": value, "hi": value,
         "unit": "gigabyte", "value_text": f"{value} GB", "subject": text,
         "attribute": "file_size", "speaker": text, "time": text, "locator": text,
         "qualifiers": {"dtype": text}}
        for text in texts for value in (104, 140)
    ]  # fmt: skip
    source, db = folder / "claims.jsonl", folder / "claims.db"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done("ingest", "--claims", source, "--db", db)
    done("reconcile", "--db", db)
    target = folder / "report.html"
    done("report", "-o", target, "--db", db)
    return target


def browse(page: Path, folder: Path) -> str:
    """The page as the browser has it when all that it runs and asks for is done."""
    assert BROWSER is not None
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
        "--disable-extensions", "--disable-background-networking", "--no-first-run",
        f"--user-data-dir={folder}",
        "--virtual-time-budget=3000", page.as_uri(),
    ]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return ended.stdout.decode("utf-8")


@pytest.mark.long
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
class TestInChromium:
    def test_nothing_runs_and_nothing_is_asked_for(
        self, asked: tuple[str, list[str]], tmp_path: Path
    ) -> None:
        address, paths = asked
        texts = hostile(address)
        page = browse(report(tmp_path, texts), tmp_path / "profile")
        assert paths == []
        assert "<title>owned</title>" not in page
        assert "<script" not in page
        assert "&lt;script&gt;" in page  # the text is there, as text

    def test_the_policy_alone_would_hold_too(
        self, asked: tuple[str, list[str]], tmp_path: Path
    ) -> None:
        """The same texts, not escaped at all, under the report's policy."""
        address, paths = asked
        texts = [text for text in hostile(address) if "refresh" not in text]
        target = report(tmp_path, ["a"])
        html = target.read_text(encoding="utf-8")
        target.write_text(html.replace("<main>", f"<main>{' '.join(texts[:5])}"), encoding="utf-8")
        page = browse(target, tmp_path / "profile")
        assert "<script" in page
        assert paths == []
        assert "<title>owned</title>" not in page

    def test_without_escaping_and_policy_it_would_be_noticed(
        self, asked: tuple[str, list[str]], tmp_path: Path
    ) -> None:
        address, paths = asked
        page = tmp_path / "page.html"
        page.write_text(f"<html><body>{hostile(address)[1]}{hostile(address)[0]}</body></html>")
        browse(page, tmp_path / "profile")
        assert "/image" in paths
        assert "/fetched" in paths
