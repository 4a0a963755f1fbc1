"""What the grader and a worker say to each other: messages, the values in them, and frames.

Both sides use this package, but they do not trust each other alike: what the worker reads comes
from the grader, while whatever the grader reads may have been written by the student. So the grader
measures a frame before it reads it, `guard` walks what is long or of no fixed type before it is
decoded, and an array is checked before it exists.

The modules, in the order in which they import each other:

    guard      limits, errors, and the walk over MessagePack that nobody has checked
    messages   the messages as msgspec structs
    values     arguments and results as bytes, and back
    channel    frames of messages, and the worker's end of the socket
    control    requests of the grader to the host, which forks workers; no message of a worker

The grader's end of the socket, with its deadlines, is not needed beside hostile code: it is
`autograder.sandbox.channel`.

The order of messages
---------------------

1. The worker speaks first, and once without being asked: `messages.CONFINED` says that every layer
   of confinement is in force. No code of the student's has run before it.
2. From then on the grader asks and the worker answers. Each message of the grader has a number,
   `id`; the worker gives exactly one answer to each, with the same number, in the same order.

    the grader sends   when                                      the worker answers
    ----------------   ---------------------------------------   ---------------------------
    nothing            the worker has been forked                Executed, equal to CONFINED
    MonitorUses        at most once, before the first Execute    UsesFound
    Execute            before the first Call                     Executed
    Call               any time afterwards                       Returned, Raised or Missing
    Answer             at once, to a CallBack                    what the Call still lacks

3. Several messages of the same kind may cross in one frame, and the worker may put several answers
   in one frame. A Call that passes functions of the grader's is sent alone.
4. Before it answers a Call that was sent alone, the worker may send any number of CallBack
   messages, one at a time: after each it waits for the Answer. They carry no number that counts.
5. Whatever else the worker sends is forged or broken. The grader believes nothing of it, kills the
   worker, and goes on with another one.
"""
