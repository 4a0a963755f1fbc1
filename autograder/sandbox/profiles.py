"""Profiles of hosts: the libraries that a submission needs, and what they need to run."""

from __future__ import annotations

from dataclasses import dataclass

#: All of the environment that every host gets; bubblewrap is started with nothing else, so that
#: /proc/1/environ holds nothing else either.
ENVIRONMENT = {
    "HOME": "/scratch",
    "LANG": "C.UTF-8",
    "LD_LIBRARY_PATH": "/python/lib",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/python/bin",
    "TMPDIR": "/scratch",
}


@dataclass(frozen=True)
class Profile:
    """What a host imports and sees beside Python itself, and what its workers may use up."""

    name: str
    distributions: tuple[str, ...]  # what is visible, each with all that it requires
    imports: tuple[str, ...]  # modules imported before the first fork
    environment: tuple[tuple[str, str], ...] = ()
    rlimits: tuple[tuple[str, int], ...] = ()  # where they differ from the numeric ones
    start_seconds: float = 60.0
    time_factor: float = 1.0  # how many times longer its calls may take
    program: str = "autograder.sandbox.inside.student"  # what its workers do
    argument: str = ""  # what the program is told before the first fork
    #: Folders and files that are visible besides: where they are, and where workers see them.
    visible: tuple[tuple[str, str], ...] = ()
    receives_descriptors: bool = False  # whether its workers are given sockets later on
    whole_program: bool = False  # whether all of this program is visible, or what workers run


#: With cmath and graphlib, which hold functions whose calls workers record, and numpy.ma, which the
#: first np.unique imports in 8 ms: loaded here, they are loaded once.
#: SciPy is there for those who import it; to do so before the fork would cost everybody memory.
NUMERIC = Profile(
    "numeric", ("numpy", "scipy", "msgspec"), ("numpy", "msgspec", "cmath", "graphlib", "numpy.ma")
)

#: TensorFlow starts threads for every core and reserves address space for their stacks, and malloc
#: would for an arena of each; what is written to is memory, so there is a bound on that, too.
KERAS = Profile(
    "keras",
    ("numpy", "scipy", "msgspec", "keras", "tensorflow"),
    ("numpy", "msgspec", "keras"),
    environment=(
        ("HDF5_USE_FILE_LOCKING", "FALSE"),  # locks are denied: others would see them
        ("CUDA_VISIBLE_DEVICES", ""),
        ("KERAS_BACKEND", "tensorflow"),
        ("KERAS_HOME", "/scratch"),
        ("MALLOC_ARENA_MAX", "4"),
        ("TF_CPP_MIN_LOG_LEVEL", "3"),
        ("TF_ENABLE_ONEDNN_OPTS", "0"),
    ),
    rlimits=(
        ("AS", 8 * 1024**3),
        ("DATA", 4 * 1024**3),
        ("NPROC", 512),
        ("NOFILE", 256),
        ("CPU", 600),
    ),
    start_seconds=180.0,
    time_factor=3.0,
)
