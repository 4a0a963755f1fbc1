"""Takes library functions away from a worker, whatever way leads to them.

A name is one of many ways to a function: modules, tables, wrappers and the garbage collector's
lists hold it as well, and a module that is loaded anew makes it again. So the function itself is
broken, where it lies in memory: whoever calls it from then on gets an exception. It must be done
before any of the student's code runs, and `sealing` keeps what is broken from being made again.
"""

from __future__ import annotations

import ctypes
import importlib
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.inside.library_use.names import canonical

_HEAD = ("head", ctypes.c_char * object.__basicsize__)  # what every object of Python begins with
_TYPE = object.__basicsize__ - ctypes.sizeof(ctypes.c_void_p)  # where the head holds the type

#: Has the functions of `scipy.special` once more.
_CYTHON = "scipy.special.cython_special"
_COLLECTIONS = (id(list), id(dict))  # what a ufunc's loops are in, by NumPy's version


class NotBrokenError(Exception):
    """A function could not be taken away: this Python, or this NumPy, is not built as expected."""


class _Ufunc(ctypes.Structure):
    """A `PyUFuncObject` of NumPy's, up to its loops."""

    _fields_ = (
        _HEAD,
        *((name, ctypes.c_int) for name in ("nin", "nout", "nargs", "identity")),
        *((name, ctypes.c_void_p) for name in ("functions", "data")),
        *((name, ctypes.c_int) for name in ("ntypes", "reserved")),
        ("name", ctypes.c_char_p),
        *((name, ctypes.c_void_p) for name in ("types", "doc", "ptr", "obj", "userloops")),
        *((name, ctypes.c_int) for name in ("core_enabled", "core_num_dim_ix")),
        *((f"pointer_{number}", ctypes.c_void_p) for number in range(9)),
        ("iter_flags", ctypes.c_uint32),
        *((f"core_{number}", ctypes.c_void_p) for number in range(2)),
        ("identity_value", ctypes.c_void_p),
        ("dispatch_cache", ctypes.c_void_p),
        ("loops", ctypes.c_void_p),
    )


class _Method(ctypes.Structure):
    """A `PyMethodDef`: what each function object of a C module points to."""

    _fields_ = (("name", ctypes.c_char_p), ("function", ctypes.c_void_p))


class _Builtin(ctypes.Structure):
    """The beginning of a `PyCFunctionObject`."""

    _fields_ = (_HEAD, ("method", ctypes.POINTER(_Method)))


#: Ufuncs without any loop, whose empty caches the broken ones have, and these. They are not freed.
_kept: list[np.ufunc] = []


def take_away(names: Iterable[str]) -> set[str]:
    """Break the library functions of these dotted names; give the names of their source files.

    Their modules are imported; a name that nothing stands for is passed over.
    Raises NotBrokenError where a function is still there afterwards.
    """
    files: set[str] = set()
    for name in map(canonical, names):
        module, _, last = name.rpartition(".")
        library = name.partition(".")[0]
        if not _import(module):
            continue  # not in this version of the library, so under no name
        for found in _held(library, last):
            _break(found, last, files)
        if library == "scipy" and _import(_CYTHON):
            _forget(sys.modules[_CYTHON], last)
    return files


def expect_known_layout() -> None:
    """In the host: raise NotBrokenError where functions could not be taken away from workers."""
    _layout_of(np.tanh)
    _layout_of(np.frompyfunc(_absent, 1, 1))
    _method_of(math.tanh)


def _import(module: str) -> bool:
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def _held(library: str, last: str) -> Iterator[Any]:
    """What the modules of a library hold under a name."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == library and isinstance(module, ModuleType):
            found = vars(module).get(last)
            if found is not None and not isinstance(found, ModuleType):
                yield found


def _break(found: Any, last: str, files: set[str]) -> None:
    """Break what a name stands for, and what it hands its calls on to under the same name."""
    if isinstance(found, np.ufunc):
        _break_ufunc(found)
    elif isinstance(found, BuiltinFunctionType):
        _break_builtin(found)
    elif isinstance(found, FunctionType):
        _break_function(found, last, files)
    elif isinstance(found, partial):
        _break(found.func, last, files)
    elif isinstance(found, type):
        _break_class(found, files)
    elif type(found).__name__.startswith(last):  # such as a distribution, of a class of its own
        _break_class(type(found), files)


def _break_class(found: type, files: set[str]) -> None:
    """Break the methods that a class itself defines."""
    for value in list(vars(found).values()):
        for part in (value, *(getattr(value, name, None) for name in ("__func__", "fget"))):
            if isinstance(part, FunctionType):
                _break_function(part, part.__name__, files)


def _break_function(function: FunctionType, last: str, files: set[str]) -> None:
    """Break a function that is written in Python, and what it wraps."""
    code = function.__code__
    if code.co_name == _absent.__name__:
        return
    if code.co_name == last:  # else it is a decorator's, which others use as well
        files.add(code.co_filename)
    function.__code__ = _absent_code(code)
    wrapped = [cell.cell_contents for cell in function.__closure__ or () if _is_full(cell)]
    wrapped = [inner for inner in wrapped if getattr(inner, "__name__", None) == last]
    for inner in (*wrapped, getattr(function, "__wrapped__", None)):
        if callable(inner):
            _break(inner, last, files)


def _forget(module: ModuleType, last: str) -> None:
    """Take the functions of a name out of a module of Cython's: nothing else holds them."""
    for table in (vars(module), getattr(module, "__pyx_capi__", {})):
        for name in [name for name in table if name.endswith(last)]:
            del table[name]


def _is_full(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def _absent(*args: object, **kwargs: object) -> None:
    raise RuntimeError("This function is not there: the exercise asks you to write it yourself.")


def _absent_code(code: CodeType) -> CodeType:
    """The code of `_absent`, for a function that has other variables from outside it."""
    return _absent.__code__.replace(co_freevars=code.co_freevars)


def _break_ufunc(ufunc: np.ufunc) -> None:
    """Leave a ufunc without any loop: it finds none for whatever types."""
    if ufunc.ntypes == 0:
        return  # broken already, under another name
    layout = _layout_of(ufunc)
    empty = np.frompyfunc(_absent, ufunc.nin, ufunc.nout)
    _kept.extend([empty, ufunc])
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(ufunc))
    layout.ntypes, layout.userloops = 0, None
    layout.functions = _layout_of(empty).functions
    layout.dispatch_cache = _layout_of(empty).dispatch_cache
    ctypes.cast(layout.loops, ctypes.py_object).value.clear()
    for value in (0.5, 1, 0.5j, np.float32(0.5), np.ones(2)):
        _expect_broken(partial(ufunc, *[value] * ufunc.nin), ufunc.__name__)


def _layout_of(ufunc: np.ufunc) -> _Ufunc:
    layout = _Ufunc.from_address(id(ufunc))
    known = (layout.nin, layout.nout, layout.nargs, layout.ntypes, layout.name)
    if known != (ufunc.nin, ufunc.nout, ufunc.nargs, ufunc.ntypes, _c_name(ufunc)):
        raise NotBrokenError(f"{ufunc.__name__}: not the layout of a ufunc that is known")
    loops = layout.loops
    if not loops or ctypes.c_void_p.from_address(loops + _TYPE).value not in _COLLECTIONS:
        raise NotBrokenError(f"{ufunc.__name__}: no loops where they should be")
    return layout


def _break_builtin(function: BuiltinFunctionType) -> None:
    """Have a C module's function do something that fails, in whatever object it is.

    Function objects point to their module's table, which is there once, however often the module
    is loaded.
    """
    # It is given the module first, whatever else, and a module is not iterable.
    failing = ctypes.cast(ctypes.pythonapi.PyObject_GetIter, ctypes.c_void_p)
    _method_of(function).function = failing.value
    _expect_broken(partial(function, 0.5), function.__name__)


def _method_of(function: Any) -> _Method:
    method = _Builtin.from_address(id(function)).method.contents
    if method.name != _c_name(function) or not isinstance(function.__self__, ModuleType):
        raise NotBrokenError(f"{function.__name__}: not the layout of a function that is known")
    assert isinstance(method, _Method)
    return method


def _c_name(function: Any) -> bytes:
    return str(function.__name__).encode()


def _expect_broken(call: Callable[[], object], name: str) -> None:
    try:
        call()
    except TypeError:
        return
    raise NotBrokenError(f"{name} is still there")
