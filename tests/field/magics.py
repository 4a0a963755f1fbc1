"""IPython's syntax: magics, shell lines, questions about objects."""

from __future__ import annotations

from tests.field.hand_in import HandIn, source_of, transformation

GROUP = "magics"


@transformation(GROUP, "the first line of many notebooks")
def matplotlib_inline(hand_in: HandIn) -> None:
    hand_in.on_top("%matplotlib inline\nimport matplotlib.pyplot as plt")


@transformation(GROUP, "an installation over several lines, above an answer")
def installs_over_several_lines(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    cell["source"] = "!true \\\n  install \\\n  numpy\n" + source_of(cell)


@transformation(GROUP, "%pip at the top", green=False)
def pip_magic(hand_in: HandIn) -> None:
    hand_in.on_top("%pip install --quiet numpy")


@transformation(GROUP, "%%time above the cell of an answer")
def answer_is_timed(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    cell["source"] = "%%time\n" + source_of(cell)


@transformation(GROUP, "%%capture above the cell of an answer")
def answer_is_captured(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    option = hand_in.rng.choice(["", " --no-stderr", " captured"])
    cell["source"] = f"%%capture{option}\n" + source_of(cell)


@transformation(GROUP, "%time before an assignment that an answer needs")
def constant_is_timed(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    hand_in.insert("%time factor = 1.0", hand_in.position(cell))
    head, _, rest = source_of(cell).partition("\n")
    cell["source"] = f"{head}\n    assert factor == 1.0\n{rest}"


@transformation(GROUP, "%timeit -o with a result")
def timeit_with_a_result(hand_in: HandIn) -> None:
    hand_in.somewhere("result = %timeit -o -n 1 -r 1 sum(range(10))")


@transformation(GROUP, "%%timeit in a cell of one's own")
def timeit_cell(hand_in: HandIn) -> None:
    hand_in.somewhere("%%timeit -n 1 -r 1\nsum(range(10))")


@transformation(GROUP, "questions about a function, before and behind its name")
def questions(hand_in: HandIn) -> None:
    hand_in.on_top("import numpy as np")
    hand_in.insert(hand_in.rng.choice(["?np.sum", "??np.sum", "np.sum?", "np.sum??", "?np.*sum*"]))


@transformation(GROUP, "a question left in the cell of an answer")
def question_in_the_cell_of_an_answer(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    cell["source"] = "np.mean?\n" + source_of(cell)


@transformation(GROUP, "%load_ext autoreload at the top")
def autoreload(hand_in: HandIn) -> None:
    hand_in.on_top("%load_ext autoreload\n%autoreload 2")


@transformation(GROUP, "the output of a shell command in a variable")
def shell_output_in_a_variable(hand_in: HandIn) -> None:
    hand_in.somewhere("files = !ls\nprint(len(files))")


@transformation(GROUP, "a shell command with Python's values in braces")
def shell_line_with_values(hand_in: HandIn) -> None:
    hand_in.somewhere("name = 'losses'\n!echo {name} $HOME")


@transformation(GROUP, "a shell line within a condition")
def shell_line_in_a_block(hand_in: HandIn) -> None:
    hand_in.somewhere("import sys\nif 'google.colab' in sys.modules:\n    !pip install keras")


@transformation(GROUP, "%config and %precision at the top")
def configuration(hand_in: HandIn) -> None:
    hand_in.on_top("%config InlineBackend.figure_format = 'retina'\n%precision 3")


@transformation(GROUP, "a cell of HTML, LaTeX or shell")
def cell_of_another_language(hand_in: HandIn) -> None:
    hand_in.somewhere(
        hand_in.rng.choice(
            ["%%html\n<b>done</b>", "%%latex\n$x^2$", "%%bash\necho done", "%%markdown\n# done"]
        )
    )


@transformation(GROUP, "%%writefile with a module that is not needed")
def writes_a_module(hand_in: HandIn) -> None:
    hand_in.somewhere("%%writefile notes.py\ndef broken(:\n    pass")


@transformation(GROUP, "%who, %whos, %history and other looks at the session")
def looks_at_the_session(hand_in: HandIn) -> None:
    hand_in.insert(hand_in.rng.choice(["%who", "%whos", "%lsmagic", "%pwd", "%env HOME"]))


@transformation(GROUP, "automagic: ls, cd and pwd without a percent sign", green=False)
def automagic(hand_in: HandIn) -> None:
    hand_in.somewhere("ls")


@transformation(GROUP, "get_ipython() as exporters and VS Code write it")
def get_ipython_called(hand_in: HandIn) -> None:
    hand_in.on_top("get_ipython().run_line_magic('matplotlib', 'inline')")


@transformation(GROUP, "get_ipython().system for a shell line")
def get_ipython_system(hand_in: HandIn) -> None:
    hand_in.on_top("get_ipython().system('echo done')\nfiles = get_ipython().getoutput('ls')")


@transformation(GROUP, "percent signs, exclamation marks and question marks in text")
def marks_in_strings(hand_in: HandIn) -> None:
    hand_in.somewhere(
        'text = """\n%matplotlib inline\n!ls\nwhat?\n%%time\n"""\n'
        "share = 5 % 3\nmark = 'Is it right?'  # really?\nassert share != 3\n"
        "assert len(text.split('\\n')) == 6"
    )


@transformation(GROUP, "a remainder at the beginning of a continued line")
def remainder_on_a_continued_line(hand_in: HandIn) -> None:
    hand_in.somewhere("rest = (7\n%3)\nassert rest == 1")
