"""Counterexamples: the first public example on which a wrong answer differs from the model answer.

They are called in a fresh worker that has received no call of a hidden test, so whatever the
student's function returns or raises there can hold nothing of a hidden input. The calls are kept
for `autograder.grading.resemblance` and `autograder.grading.unexplained`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from msgspec import structs

from autograder.course.examples import read_examples
from autograder.course.model import Assignment
from autograder.grading.calls import CHANGED, Reply
from autograder.grading.curves import curve_of
from autograder.grading.public_calls import (
    GENERATED,
    Made,
    Observed,
    PublicCall,
    PublicCalls,
    same,
    shown,
)
from autograder.grading.session import Session
from autograder.reports.report import Counterexample
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.guard import ProtocolError

#: Bytes of a returned value, packed, and how many times those of the right one it may have: the
#: examples are small, and to compare a large value with a small one may take long.
_FEW_BYTES, _TIMES_RIGHT = 32 * 1024, 16
#: After so many seconds of the processor's time no further call of a submission is compared.
_SECONDS = 2.0


#: Public calls that were made, with what came back for each.
_Answered = list[tuple[Made, messages.Returned | messages.Raised]]


class Shown(NamedTuple):
    """What public examples show of a submission, by exercise."""

    examples: dict[str, Counterexample]
    made: dict[str, list[Made]]  # the calls, in order


class Counterexamples:
    """The public examples of one assignment, each called on the model answer once."""

    def __init__(
        self,
        assignment: Assignment,
        right: Callable[[str], Callable[..., Any]],
        most: int,
        *,
        with_keras: bool = False,
    ) -> None:
        """`right` gives the model answer to an exercise; of a submission `most` have one.

        With Keras, calls take long: only those are made that are listed.
        """
        self._examples = read_examples(assignment.examples)
        self._right = right
        self.most = most
        self.with_keras = with_keras
        self._public: dict[str, PublicCalls] = {}

    def find(
        self,
        exercises: Sequence[str],
        session: Session,
        *,
        unexplained: Collection[str] = (),
    ) -> Shown:
        """The counterexample of each exercise that has one.

        `session` is a fresh one. What is not the same when it is called again is not shown. Of
        exercises that are `unexplained`, generated examples are called in any case. If at least
        half of the calls that differ raise an error, one of these is shown: it has the error's
        text. (Whether a hidden test raised one may depend on its inputs, so that does not decide.)
        """
        known = [name for name in exercises if name in self._examples]
        public = {name: self._calls_of(name) for name in known}
        listed = {name: (public[name], public[name].listed) for name in known}
        made = _make(listed, session)
        found: dict[str, tuple[Made, messages.Returned | messages.Raised]] = {}
        for name, answered in made.items():
            differing = [one for one in answered if one[0].differs]
            raised = [one for one in differing if one[0].observed.error]
            if differing:
                found[name] = (raised if 2 * len(raised) >= len(differing) else differing)[0]
        rest = {
            name: (public[name], public[name].generated)
            for name in known
            if name not in found or name in unexplained
        }
        for name, answered in _make(rest, session).items():
            made[name] += answered
            differing = [one for one in answered if one[0].differs]
            if differing:
                found.setdefault(name, min(differing, key=lambda one: one[0].call.size))
        chosen = [(name, *found[name]) for name in known if name in found][: self.most]
        again = session.answer([one.call.request for _, one, _ in chosen])
        examples = {
            name: example
            for (name, one, first), second in zip(chosen, again, strict=True)
            if _is_same(first, second) and (example := shown(one)) is not None
        }
        drawn = {name: call for name in examples if (call := public[name].curve) is not None}
        requests = [call.request for call in drawn.values()]
        replies = session.answer(requests + requests)  # twice: what is not the same is not drawn
        pairs = zip(replies, replies[len(drawn) :], strict=False)
        for (name, call), (reply, second) in zip(drawn.items(), pairs, strict=True):
            if _is_same(reply, second) and (curve := curve_of(call, reply)) is not None:
                examples[name] = structs.replace(examples[name], curve=curve)
        return Shown(examples, {name: [one for one, _ in made[name]] for name in known})

    def _calls_of(self, exercise: str) -> PublicCalls:
        calls = self._public.get(exercise)
        if calls is None:
            calls = PublicCalls(
                exercise,
                self._examples[exercise],
                lambda: self._right(exercise),
                0 if self.with_keras else GENERATED,
                with_keras=self.with_keras,
            )
            self._public[exercise] = calls
        return calls


def _make(
    wanted: dict[str, tuple[PublicCalls, list[PublicCall]]], session: Session
) -> dict[str, _Answered]:
    """Make calls of several exercises; give those that came to something, compared."""
    calls = [(name, public, call) for name, (public, some) in wanted.items() for call in some]
    replies = session.answer([call.request for _, _, call in calls])
    made: dict[str, _Answered] = {name: [] for name in wanted}
    ends = time.thread_time() + _SECONDS
    for (name, public, call), reply in zip(calls, replies, strict=True):
        observed = _observed(reply, call.expected)
        if time.thread_time() > ends:
            break
        if observed is not None:
            assert isinstance(reply, messages.Returned | messages.Raised)
            differs = _differ(public, observed, call)
            made[name].append((Made(call, observed, differs), reply))
    return made


def _observed(reply: Reply, expected: Observed) -> Observed | None:
    """What came of a call; None if the function is missing, took too long or returned too much."""
    if isinstance(reply, messages.Returned):
        if len(reply.value) > _FEW_BYTES + _TIMES_RIGHT * len(expected.packed or b""):
            return None
        return Observed(reply.value, None, reply.changed, bool(reply.warnings))
    if not isinstance(reply, messages.Raised) or reply.stopped:
        return None
    kind = reply.problem.type_name
    if kind == "NotImplementedError":
        return None
    error = CHANGED if reply.changed and kind == "ValueError" else kind
    return Observed(None, error, reply.changed, False, reply.problem.message)


def _differ(public: PublicCalls, observed: Observed, call: PublicCall) -> bool:
    try:
        return public.differ(observed, call)
    except ProtocolError:  # it returned something that is not data
        return True


def _is_same(first: Reply, second: Reply) -> bool:
    if isinstance(first, messages.Returned) and isinstance(second, messages.Returned):
        try:  # a model's weights, and the losses of a training, are random
            return first.value == second.value or same(
                values.unpack(first.value), values.unpack(second.value)
            )
        except ProtocolError:
            return False
    if isinstance(first, messages.Raised) and isinstance(second, messages.Raised):
        return first.problem == second.problem
    return False
