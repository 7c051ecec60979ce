from __future__ import annotations

import socket
import subprocess
import sys
from typing import Any

import pytest

from ui.app import CannotServeError, build_app, launch
from ui.evaluator import Choice
from ui.runner import Phase

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


def test_no_handler_of_an_evaluation_is_an_api(fake: Any, evaluator: Any) -> None:
    blocks = build_app(fake, evaluator)
    assert blocks.get_api_info()["named_endpoints"] == {}
    assert blocks.get_api_info()["unnamed_endpoints"] == {}


def test_evaluation_has_a_tab_only_with_an_evaluator(fake: Any, evaluator: Any) -> None:
    kinds = [
        [block.get_block_name() for block in build_app(fake, *more).blocks.values()] for more in ((), (evaluator,))
    ]
    assert [names.count("tabitem") for names in kinds] == [0, 2]
    assert [names.count("uploadbutton") for names in kinds] == [0, 1]


def test_only_a_question_set_may_be_uploaded_and_only_to_an_evaluator(fake: Any, evaluator: Any) -> None:
    for more, largest in (((), 1), ((evaluator,), 5 * 1024 * 1024)):
        served = launch(fake, *more, port=None)
        assert served.blocks.max_file_size == largest
        served.close()


def test_closing_the_page_ends_a_run(fake: Any, evaluator: Any) -> None:
    evaluator.pause = 0.02
    served = launch(fake, evaluator, port=None)
    assert served.runner is not None
    served.runner.start(Choice(evaluator.starter()))
    served.close()
    assert list(served.runner.follow())[-1].phase is Phase.STOPPED


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
