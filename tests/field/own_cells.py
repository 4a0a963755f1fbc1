"""Cells of the student's own: slow, failing, endless, noisy, or merely lively."""

from __future__ import annotations

from tests.field.hand_in import HandIn, transformation

GROUP = "own cells"


@transformation(GROUP, "eight experiments, each within a cell's limit, together past it", slow=True)
def slow_cells_at_the_end(hand_in: HandIn) -> None:
    for _ in range(8):
        hand_in.insert("import time; time.sleep(0.75)")


@transformation(GROUP, "a long training on top, before the answers", slow=True)
def slow_cells_on_top(hand_in: HandIn) -> None:
    for _ in range(8):
        hand_in.on_top("import time; time.sleep(0.75)")


@transformation(GROUP, "an experiment that runs past a cell's limit", slow=True, green=False)
def endless_cell(hand_in: HandIn) -> None:
    hand_in.somewhere("while True:\n    pass")


@transformation(GROUP, "quit() at the end of a notebook", slow=True, green=False)
def cell_that_quits(hand_in: HandIn) -> None:
    word = hand_in.rng.choice(["quit()", "exit()", "import sys\nsys.exit()", "raise SystemExit"])
    hand_in.somewhere(word)


@transformation(GROUP, "a library call that crashes the kernel", slow=True, green=False)
def cell_that_kills_the_process(hand_in: HandIn) -> None:
    hand_in.somewhere("import os\nos._exit(0)")


@transformation(GROUP, "an experiment that asks for more memory than there is", green=False)
def cell_that_takes_too_much_memory(hand_in: HandIn) -> None:
    hand_in.somewhere("table = np.zeros((10**6, 10**6))")


@transformation(GROUP, "a cell that was meant to fail, to see the message", green=False)
def failing_cell(hand_in: HandIn) -> None:
    hand_in.somewhere("print(1 / 0)\nnever = 1")


@transformation(GROUP, "a cell that was begun and left", green=False)
def cell_that_is_not_python(hand_in: HandIn) -> None:
    hand_in.somewhere("def begun(x):\n    return (x +")


@transformation(GROUP, "a forgotten name in a cell that was never run", green=False)
def cell_with_an_unknown_name(hand_in: HandIn) -> None:
    hand_in.somewhere("print(undefined_table.head())")


@transformation(GROUP, "prints a large table")
def prints_much(hand_in: HandIn) -> None:
    hand_in.somewhere("for row in range(2000):\n    print(row, 'x' * 100)")


@transformation(GROUP, "asks for input", green=False)
def asks_for_input(hand_in: HandIn) -> None:
    hand_in.somewhere("name = input('Your name: ')")


@transformation(GROUP, "plots that take apart what matplotlib returns")
def plots(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "import matplotlib.pyplot as plt\n"
        "figure, axes = plt.subplots(2, 2)\n"
        "for axis in axes.flat:\n    (line,) = axis.plot([1, 2])\n    line.set_color('C0')\n"
        "n, bins, patches = plt.hist([1, 2])\n"
        "low, high = plt.xlim()\n"
        "total = sum(n) + low + high + len(bins)\n"
        "plt.show()"
    )


@transformation(GROUP, "a picture of one's own results, saved to a file")
def saves_a_picture(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "import matplotlib.pyplot as plt\nfig = plt.figure(figsize=(3, 2))\n"
        "ax = fig.add_subplot(1, 1, 1)\nax.bar(['a', 'b'], [1, 2])\nfig.savefig('bars.png')\n"
        "plt.close(fig)"
    )


@transformation(GROUP, "random seeds and print options at the top")
def seeds_and_print_options(hand_in: HandIn) -> None:
    hand_in.on_top(
        "import random\nimport numpy as np\nrandom.seed(0)\nnp.random.seed(0)\n"
        "np.set_printoptions(precision=3, suppress=True)"
    )


@transformation(GROUP, "all warnings switched off")
def warnings_switched_off(hand_in: HandIn) -> None:
    hand_in.on_top("import warnings\nwarnings.filterwarnings('ignore')")


@transformation(GROUP, "assertions of one's own")
def own_assertions(hand_in: HandIn) -> None:
    hand_in.insert("assert callable(np.mean)\nassert np.isclose(0.1 + 0.2, 0.3)")


@transformation(GROUP, "an experiment in a thread")
def starts_a_thread(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "import threading\nresults = []\n"
        "thread = threading.Thread(target=results.append, args=(1,))\n"
        "try:\n    thread.start()\n    thread.join()\nexcept RuntimeError:\n    pass"
    )


@transformation(GROUP, "results are written to a file and read again")
def writes_a_file(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "with open('notes.txt', 'w') as notes:\n    notes.write('done')\n"
        "print(open('notes.txt').read())"
    )


@transformation(GROUP, "await in a cell, which IPython allows")
def awaits(hand_in: HandIn) -> None:
    hand_in.somewhere("import asyncio\nawait asyncio.sleep(0)\nwaited = True")


@transformation(GROUP, "the last results by IPython's names")
def looks_at_earlier_outputs(hand_in: HandIn) -> None:
    hand_in.somewhere("1 + 1")
    hand_in.insert("print(len(In), type(Out))")


@transformation(GROUP, "shows values with display")
def displays(hand_in: HandIn) -> None:
    hand_in.somewhere("display([1, 2, 3])\ndisplay({'a': 1}, 'b')")


@transformation(GROUP, "display called in an answer while looking for a mistake")
def displays_in_an_answer(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    head, _, rest = cell["source"].partition("\n")
    cell["source"] = f"{head}\n    display('called')\n{rest}"


@transformation(GROUP, "display imported by its name")
def imports_display(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "from IPython.display import HTML, Markdown, display\ndisplay(HTML('<b>done</b>'))\n"
        "display(Markdown('**done**'))"
    )


@transformation(GROUP, "clears the output in a loop")
def clears_output(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "from IPython.display import clear_output\nfor step in range(3):\n"
        "    clear_output(wait=True)\n    print(step)"
    )


@transformation(GROUP, "an empty cell, or one with a comment only")
def empty_cells(hand_in: HandIn) -> None:
    hand_in.somewhere("")
    hand_in.somewhere("# TODO: tidy up")


@transformation(GROUP, "prints in an answer while looking for a mistake")
def prints_in_an_answer(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    head, _, rest = cell["source"].partition("\n")
    cell["source"] = f"{head}\n    print('here')\n{rest}"


@transformation(GROUP, "a higher recursion limit")
def recursion_limit_raised(hand_in: HandIn) -> None:
    hand_in.on_top("import sys\nsys.setrecursionlimit(5000)")


@transformation(GROUP, "%%time-like measurements by hand")
def measures_time(hand_in: HandIn) -> None:
    hand_in.somewhere(
        "import time\nbegun = time.perf_counter()\nsum(range(10_000))\n"
        "print(f'{time.perf_counter() - begun:.3f} s')"
    )
