"""The errors of the sandbox.

Exception
├── SandboxError                     the sandbox cannot start, or has broken
├── seccomp.SeccompMissingError      the library that compiles filters is missing
└── ProtocolError                    a worker broke the rules (`inside.protocol.guard`)
    └── channel.ChannelTimeoutError  a worker did not answer in time
"""

from __future__ import annotations


class SandboxError(Exception):
    """The sandbox cannot start, or has broken; the message says what to do."""
