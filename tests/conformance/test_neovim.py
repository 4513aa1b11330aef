"""Neovim itself, set up word for word as the documentation says, uses the language server."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from careguide.testing.overlay import PROJECT
from conformance.tools import CLONE, module, run, script

pytestmark = pytest.mark.conformance

PAGE = CLONE / "docs" / "how-to" / "write-in-neovim.md"
DRIVER = Path(__file__).with_name("neovim.lua")


def test_it_does_what_the_page_promises(tmp_path: Path) -> None:
    module("pygls")
    nvim, careguide = script("nvim"), Path(script("careguide"))
    shutil.copytree(PROJECT, tmp_path / "project")
    (setup,) = re.findall(r"^```lua\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "init.lua").write_text(setup, "utf-8")
    file = tmp_path / "project" / "sources" / "base" / "massage.yaml"
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    environment = {"PATH": f"{careguide.parent}{os.pathsep}{os.environ['PATH']}", **folders}
    ran = run([nvim, "--headless", "-n", "-u", tmp_path / "init.lua", file, "-S", DRIVER], env=environment)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(next(line for line in ran.stderr.splitlines() if line.startswith("{")))
    assert told["hover"].startswith("**role** (required)")
    assert told["definition"] == str(file.with_name("guide.yaml"))
    assert told["references"] == 4
    assert {(each["line"], each["code"]) for each in told["found"]} == {
        ("        after: [strokin]", "steps/unknown-ref")
    }
    assert told["offered"] == ["cervical", "thoracic", "lumbar", "lumbosacral", "whole-spine"]
