"""Libraries and files that are out of reach once a process is sealed."""

from __future__ import annotations

import pytest

from tests.sandbox.inside.library_use.test_absent import run

SEAL = "import ctypes, importlib, os, pathlib\nsite = np.__path__[0] + '/..'\nseal(['scipy'], [])\n"
#: What a sealed process is denied.
DENIED = {
    "an import": "import scipy",
    "an import of a part": "import scipy.special",
    "by importlib": "importlib.import_module('scipy')",
    "without the finders": "sys.meta_path.reverse(); import scipy",
    "its source": "open(f'{site}/scipy/__init__.py')",
    "a path of bytes": "open(f'{site}/scipy/__init__.py'.encode())",
    "a path that is an object": "pathlib.Path(f'{site}/scipy/__init__.py').read_text()",
    "a descriptor": "os.open(f'{site}/scipy/__init__.py', os.O_RDONLY)",
    "its folder as a descriptor": "os.open(f'{site}/scipy', os.O_RDONLY)",
    "from within": "os.chdir(site)",
    "a text of a kind of its own": (
        "class Text(str):\n    __contains__ = lambda *a: False\n"
        "    startswith = endswith = rpartition = __contains__\n"
        "open(Text(f'{site}/scipy/__init__.py'))"
    ),
    "when built-in functions lie": (
        "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.str = bytes\n"
        "open(f'{site}/scipy/__init__.py')"
    ),
    "a C library": "ctypes.CDLL('libm.so.6')",
    "a C function": "ctypes.pythonapi.tanh",
    "memory": "ctypes.c_int.from_address(id(1))",
    "an object by its address": "ctypes.string_at(id(1), 8)",
    "the collector's list": "gc.get_objects()",
    "what refers to it": "gc.get_referrers(seal)",
    "what it refers to": "gc.get_referents(seal)",
    "bytecode of one's own": "run.__code__.replace(co_consts=())",
    "another interpreter": "import _xxsubinterpreters as s; s.create()",
    "a module for tests": "import _testcapi",
    "a link": "os.symlink(f'{site}/scipy', '/tmp/own-name')",
}


@pytest.mark.parametrize("text", DENIED.values(), ids=DENIED)
def test_a_sealed_process_is_denied(text):
    printed = run(
        f"{SEAL}def run(): pass\ntext = {text!r}\n"
        "try:\n    exec(text)\n"
        "except (PermissionError, ModuleNotFoundError, RuntimeError) as error:\n"
        "    print('denied', type(error).__name__)\n"
    )
    assert printed.startswith("denied")


def test_everything_else_is_as_it_was(tmp_path):
    run(
        f"{SEAL}open({str(tmp_path / 'own.txt')!r}, 'w').write('text')\n"
        "import decimal, fractions, statistics, json, sqlite3, bz2\n"
        "assert np.linalg.inv(np.eye(2)).tolist() == np.eye(2).tolist()\n"
        "assert np.ones(3).ctypes.data\n"
        "exec('x = 1'); compile('x = 1', 'own', 'exec')\ngc.collect()\n"
        "with open('/dev/null') as file: os.fdopen(os.dup(file.fileno())).close()\n"
    )


def test_a_source_file_is_denied_and_its_namesakes_are_not(tmp_path):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        (folder / "module.py").write_text("x = 1")
    first, second = (str(folder / "module.py") for folder in folders)
    run(
        f"seal([], [{first!r}, '<string>'])\nopen({second!r}).close()\n"
        f"for path in ({first!r}, 'module.py', {str(folders[1])!r} + '/../one/module.py'):\n"
        "    assert raises(lambda: open(path)), path\n"
    )
