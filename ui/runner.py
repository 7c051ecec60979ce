"""Runs one evaluation at a time, whoever looks on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum

from ui.evaluator import Choice, EvaluationError, EvaluationStep, Evaluator

logger = logging.getLogger(__name__)

# After fewer questions the time left can't be told.
_TELLING = 3
# Seconds between two looks at a run: more of them would only tire the browser.
_PAUSE = 0.15


class Phase(StrEnum):
    """Where an evaluation stands."""

    PREPARING = "preparing"
    ASKING = "asking"
    SCORING = "scoring"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Situation:
    """How an evaluation is going. Seconds are counted from its first question."""

    choice: Choice
    phase: Phase = Phase.PREPARING
    run: str = ""
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    stopping: bool = False
    trouble: str = ""
    """Of a failed one: the reason, where it is worded for the reader."""

    @property
    def is_over(self) -> bool:
        """True if nothing more will happen."""
        return self.phase in (Phase.FINISHED, Phase.STOPPED, Phase.FAILED)

    @property
    def seconds_left(self) -> float | None:
        """How long the other questions will take if they take as long as those before; None while it can't be told."""
        if self.phase is not Phase.ASKING or self.done < _TELLING:
            return None
        return self.seconds / self.done * (self.total - self.done)


class Runner:
    """Runs an evaluation in a thread of its own, so that it outlives the page on which it was started."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._changed = threading.Condition()
        self._situation: Situation | None = None

    @property
    def running(self) -> Situation | None:
        """How the evaluation that is under way is going; None while there is none."""
        situation = self._situation
        return None if situation is None or situation.is_over else situation

    def start(self, choice: Choice) -> bool:
        """Begin an evaluation; False, and nothing happens, while another one is running."""
        with self._changed:
            if self.running:
                return False
            self._situation = Situation(choice)
            self._changed.notify_all()
        threading.Thread(target=self._run, args=(choice,), name="evaluation", daemon=True).start()
        return True

    def stop(self) -> None:
        """Ask the running evaluation to end after the question it is at."""
        with self._changed:
            if self.running:
                self._situation = replace(self.running, stopping=True)
                self._changed.notify_all()

    def follow(self) -> Iterator[Situation]:
        """Yield how the evaluation is going until it is over; of one that is over, how it ended."""
        situation = self._situation
        while situation is not None:
            yield situation
            if situation.is_over:
                return
            time.sleep(_PAUSE)
            situation = self._after(situation)

    def _after(self, seen: Situation) -> Situation | None:
        """Wait until things stand otherwise than they did."""
        with self._changed:
            self._changed.wait_for(lambda: self._situation is not seen)
            return self._situation

    def _run(self, choice: Choice) -> None:
        """Take the steps. Whatever breaks in them ends the evaluation as failed and is logged."""
        try:
            with closing(self.evaluator.steps(choice)) as steps:
                began: float | None = None
                for step in steps:
                    now = time.monotonic()
                    began = now if began is None else began
                    if self._take(step, now - began).is_over:
                        return
            raise RuntimeError("the evaluation ended without a last step")
        except EvaluationError as error:
            logger.warning("the evaluation broke off: %s", error)
            self._change(phase=Phase.FAILED, trouble=str(error))
        except Exception:
            logger.exception("the evaluation broke off")
            self._change(phase=Phase.FAILED)

    def _take(self, step: EvaluationStep, seconds: float) -> Situation:
        with self._changed:
            stopping = self._situation is not None and self._situation.stopping
            phase = Phase.SCORING if step.done == step.total else Phase.ASKING
            if step.finished:
                phase = Phase.FINISHED
            elif stopping:
                phase = Phase.STOPPED
            return self._change(phase=phase, run=step.run, done=step.done, total=step.total, seconds=seconds)

    def _change(self, **changes: object) -> Situation:
        with self._changed:
            if self._situation is None:
                raise RuntimeError("no evaluation was started")
            self._situation = replace(self._situation, **changes)  # type: ignore[arg-type]
            self._changed.notify_all()
            return self._situation
