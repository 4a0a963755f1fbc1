"""Whether student code may be run on this machine: in the sandbox, or not at all."""

from __future__ import annotations

from autograder.sandbox.launch import SandboxError, missing_layers


def require_sandbox(*, allow_unsandboxed: bool = False, on_cluster: bool = False) -> bool:
    """Whether to run student code in the sandbox.

    Where a layer is missing, raises SandboxError, which says what to install, unless somebody
    allows student code without a sandbox. On a cluster it is the workers that need the layers, and
    they check for themselves.
    """
    missing = [] if on_cluster and not allow_unsandboxed else missing_layers()
    if missing and not allow_unsandboxed:
        raise SandboxError("\n".join(missing))
    return not missing
