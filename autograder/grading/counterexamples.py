"""Counterexamples: the first public example on which a wrong answer differs from the model answer.

They are called in a fresh worker that has received no call of a hidden test, so whatever the
student's function returns or raises there can hold nothing of a hidden input. The calls are kept
for `autograder.grading.resemblance`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from msgspec import structs

from autograder.course.examples import read_examples
from autograder.course.model import Assignment
from autograder.grading.as_python import call_text, definitions, results
from autograder.grading.calls import CHANGED, Recorded, Reply
from autograder.grading.curves import curve_of
from autograder.grading.public_calls import GENERATED, Observed, PublicCall, PublicCalls, same
from autograder.grading.session import Session
from autograder.reports.report import Counterexample
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.guard import ProtocolError
from autograder.text import printable

_LONGEST_ERROR = 200
_CHANGED = "changed its argument"
#: Bytes of a returned value, packed, and how many times those of the right one it may have: the
#: examples are small, and to compare a large value with a small one may take long.
_FEW_BYTES, _TIMES_RIGHT = 32 * 1024, 16
#: After so many seconds of comparing no further call of a submission is compared.
_SECONDS = 2.0


class _Found(NamedTuple):
    """A call on which an answer differs, and what came of it."""

    call: PublicCall
    reply: messages.Returned | messages.Raised
    observed: Observed


class Shown(NamedTuple):
    """What public examples show of a submission."""

    examples: dict[str, Counterexample]  # by exercise
    recorded: Sequence[Recorded]  # the calls that were made


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
        self._with_keras = with_keras
        self._public: dict[str, PublicCalls] = {}

    def find(
        self,
        exercises: Sequence[str],
        session: Session,
        *,
        unexplained: Collection[str] = (),
        raising: Collection[str] = (),
    ) -> Shown:
        """The counterexample of each exercise that has one.

        `session` is a fresh one. What is not the same when it is called again is not shown. Of
        exercises that are `unexplained`, generated examples are called in any case; of those that
        are `raising` errors, a call that raises one is preferred, since it shows the error's text.
        """
        known = [name for name in exercises if name in self._examples]
        public = {name: self._calls_of(name) for name in known}
        recorded: list[Recorded] = []
        listed = {name: (public[name], public[name].listed) for name in known}
        differing = _differing(listed, session, recorded)
        found = {
            name: next((one for one in calls if name in raising and one.observed.error), calls[0])
            for name, calls in differing.items()
        }
        rest = {
            name: (public[name], public[name].generated)
            for name in known
            if name not in found or name in unexplained
        }
        for name, calls in _differing(rest, session, recorded).items():
            found.setdefault(name, min(calls, key=lambda one: one.call.size))
        chosen = [(name, found[name]) for name in known if name in found][: self.most]
        again = session.answer([one.call.request for _, one in chosen])
        examples = {
            name: example
            for (name, one), reply in zip(chosen, again, strict=True)
            if _is_same(one.reply, reply) and (example := _shown(name, one)) is not None
        }
        drawn = {name: call for name in examples if (call := public[name].curve) is not None}
        requests = [call.request for call in drawn.values()]
        replies = session.answer(requests + requests)  # twice: what is not the same is not drawn
        pairs = zip(replies, replies[len(drawn) :], strict=False)
        for (name, call), (reply, second) in zip(drawn.items(), pairs, strict=True):
            if _is_same(reply, second) and (curve := curve_of(call, reply)) is not None:
                examples[name] = structs.replace(examples[name], curve=curve)
        return Shown(examples, recorded)

    def _calls_of(self, exercise: str) -> PublicCalls:
        calls = self._public.get(exercise)
        if calls is None:
            calls = PublicCalls(
                exercise,
                self._examples[exercise],
                lambda: self._right(exercise),
                0 if self._with_keras else GENERATED,
                with_keras=self._with_keras,
            )
            self._public[exercise] = calls
        return calls


def _differing(
    wanted: dict[str, tuple[PublicCalls, list[PublicCall]]],
    session: Session,
    recorded: list[Recorded],
) -> dict[str, list[_Found]]:
    """Make and record calls of several exercises; give those on which the answers differ."""
    calls = [(name, public, call) for name, (public, some) in wanted.items() for call in some]
    replies = session.answer([call.request for _, _, call in calls])
    found: dict[str, list[_Found]] = {}
    ends = time.monotonic() + _SECONDS
    for (name, public, call), reply in zip(calls, replies, strict=True):
        observed = _observed(reply, call.expected)
        if observed is not None:
            request = call.request
            crossed = (name, request.arguments, request.functions, request.frozen)
            recorded.append(Recorded(*crossed, observed.packed, observed.error))
        if time.monotonic() > ends:
            break
        if observed is not None and _differ(public, observed, call):
            assert isinstance(reply, messages.Returned | messages.Raised)
            found.setdefault(name, []).append(_Found(call, reply, observed))
    return found


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
    return Observed(
        None, CHANGED if reply.changed and kind == "ValueError" else kind, reply.changed, False
    )


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


def _shown(exercise: str, found: _Found) -> Counterexample | None:
    """What people are shown of a call; None where the texts do not tell the values apart."""
    call, reply, observed = found
    example = call.example
    expected: Any = call.expected.value
    if isinstance(reply, messages.Raised):
        returned = _error_text(reply)
        _, wanted = results(None, expected)
    else:
        try:
            returned, wanted = results(observed.value, expected)
        except ProtocolError:
            returned, wanted = "something that is not data", results(None, expected)[1]
        notes = [_CHANGED] if observed.changed else []
        notes += ["warned"] if observed.warned and not call.expected.warned else []
        if notes:
            returned += f", and it {' and '.join(notes)}"
        elif returned == wanted:
            return None
    return Counterexample(call_text(exercise, example), returned, wanted, definitions(example))


def _error_text(raised: messages.Raised) -> str:
    problem = raised.problem
    if raised.changed and problem.type_name == "ValueError":
        return f"nothing: it {_CHANGED}"
    text = printable(f"{problem.type_name}: {problem.message}".rstrip(": "), _LONGEST_ERROR)
    return f"an error: {text}"
