from __future__ import annotations

import socket
import subprocess
import sys
from typing import Any

import pytest

from ui.app import CannotServeError, build_app, launch

pytestmark = [
    pytest.mark.usefixtures("gradio_litter"),
    # Gradio never closes the event loops it makes, and asks pandas for an option that is going away.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::DeprecationWarning"),
]


def test_importing_the_app_does_not_import_gradio() -> None:
    check = "import sys, ui.app; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_no_handler_is_an_api(fake: Any) -> None:
    blocks = build_app(fake)
    assert blocks.get_api_info()["named_endpoints"] == {}
    assert blocks.get_api_info()["unnamed_endpoints"] == {}
    assert blocks.analytics_enabled is False


def test_launch_says_when_the_port_is_taken(fake: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotServeError, match=f"127.0.0.1:{port}.*Choose another port"):
            launch(fake, port=port)


def test_launch_prints_nothing_and_serves_until_closed(fake: Any, capsys: pytest.CaptureFixture[str]) -> None:
    served = launch(fake, port=None)
    assert served.address.startswith("http://127.0.0.1:")
    served.close()
    served.wait()
    assert capsys.readouterr() == ("", "")
