"""Cells moved, split, merged, copied, retyped; metadata lost or edited."""

from __future__ import annotations

import copy

from tests.field.hand_in import HandIn, code_cell, is_check, is_solution, source_of, transformation

GROUP = "cell types and metadata"

#: The checks' helper as version 0.2 released it.
FORMER_HELPER = r'''def check(call, returned, expected, tolerance=1e-6):
    """Compare a returned value with the expected one; the message shows call and both values."""
    __tracebackhide__ = True
    problem = f"\n  you called   {call}\n  it returned  {returned!r}\n  expected     {expected!r}"
    assert returned is not None, problem + "\n  Did you forget `return`?"
    if isinstance(expected, (str, bool)):
        assert returned == expected, problem
    else:
        assert np.shape(returned) == np.shape(expected), problem + "\n  The shapes differ."
        assert np.allclose(returned, expected, rtol=tolerance, atol=tolerance), problem


def passed(exercise):
    """Say that the checks of an exercise have passed."""
    print(f"{exercise}: checks passed")'''


@transformation(GROUP, "M pressed in command mode: the answer's cell is Markdown", green=False)
def answer_is_markdown(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


@transformation(GROUP, "R pressed in command mode: the answer's cell is raw", green=False)
def answer_is_raw(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    cell["cell_type"] = "raw"
    del cell["outputs"], cell["execution_count"]


@transformation(GROUP, "a check's cell is Markdown", green=False)
def check_is_markdown(hand_in: HandIn) -> None:
    cell = hand_in.rng.choice(hand_in.checks())
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


@transformation(GROUP, "Google Colab drops nbgrader's metadata")
def nbgrader_metadata_lost(hand_in: HandIn) -> None:
    for cell in hand_in.cells:
        cell["metadata"].pop("nbgrader", None)


@transformation(GROUP, "a tool that keeps the cells' texts only")
def all_cell_metadata_lost(hand_in: HandIn) -> None:
    for cell in hand_in.cells:
        cell["metadata"] = {}


@transformation(GROUP, "the course's metadata is lost with the notebook's")
def notebook_metadata_lost(hand_in: HandIn) -> None:
    hand_in.metadata = {}


@transformation(GROUP, "VS Code and Colab add metadata of their own")
def metadata_of_other_tools(hand_in: HandIn) -> None:
    hand_in.metadata["colab"] = {"provenance": [], "toc_visible": True}
    hand_in.metadata["vscode"] = {"interpreter": {"hash": "0" * 64}}
    for cell in hand_in.cells:
        cell["metadata"]["id"] = "aB3dE"
        cell["metadata"]["outputId"] = "9001"
        cell["metadata"].setdefault("tags", []).append("done")


@transformation(GROUP, "a cell copied and pasted, its metadata with it: the first was a try")
def answer_copied(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    twin = copy.deepcopy(cell)
    twin["id"] += "-copy"
    hand_in.cells.insert(hand_in.position(cell), twin)


@transformation(GROUP, "copied cells keep their id, as older JupyterLabs left it")
def cell_ids_repeated(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    hand_in.cells.insert(hand_in.position(cell), copy.deepcopy(cell))


@transformation(GROUP, "first a wrong try, below it the right answer")
def wrong_try_above(hand_in: HandIn) -> None:
    exercise = hand_in.exercise().name
    position = hand_in.position(hand_in.solution_of(exercise))
    hand_in.insert(f"def {exercise}(*args):\n    return None", position)


@transformation(GROUP, "an answer split: a helper goes into a cell above")
def answer_split_in_two(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    hand_in.insert("def identity(value):\n    return value", hand_in.position(cell))
    head, _, rest = source_of(cell).partition("\n")
    cell["source"] = f"{head}\n    identity(0)\n{rest}"


@transformation(GROUP, "the answer stands in an own cell; the solution cell is left untouched")
def answer_in_an_own_cell(hand_in: HandIn) -> None:
    exercise = hand_in.exercise()
    cell = hand_in.solution_of(exercise.name)
    hand_in.insert(source_of(cell), hand_in.position(cell) + 1)
    cell["source"] = exercise.stub


@transformation(GROUP, "two answers in one cell")
def two_answers_merged(hand_in: HandIn) -> None:
    first, second = hand_in.rng.sample(hand_in.solutions(), 2)
    if hand_in.position(first) > hand_in.position(second):
        first, second = second, first
    first["source"] = source_of(first) + "\n\n\n" + source_of(second)
    second["source"] = "# see above"


@transformation(GROUP, "all code in one cell at the top")
def everything_in_one_cell(hand_in: HandIn) -> None:
    merged = "\n\n\n".join(source_of(cell) for cell in hand_in.solutions())
    hand_in.on_top(f"import numpy as np\n\nEPSILON = 1e-7\n\n\n{merged}")
    for cell in hand_in.solutions():
        cell["source"] = ""


@transformation(GROUP, "an answer moved to the top")
def answer_moved_up(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    hand_in.cells.remove(cell)
    hand_in.cells.insert(1, cell)


@transformation(GROUP, "the prose is deleted")
def prose_deleted(hand_in: HandIn) -> None:
    hand_in.cells[:] = [cell for cell in hand_in.cells if cell["cell_type"] == "code"]


@transformation(GROUP, "the checks are deleted")
def checks_deleted(hand_in: HandIn) -> None:
    hand_in.cells[:] = [cell for cell in hand_in.cells if not is_check(cell)]


@transformation(GROUP, "a check is edited while looking for a mistake")
def check_edited(hand_in: HandIn) -> None:
    cell = hand_in.rng.choice(hand_in.checks())
    cell["source"] = source_of(cell) + "\nprint('all done')"


@transformation(GROUP, "the metadata of a cell is edited by hand")
def nbgrader_metadata_edited(hand_in: HandIn) -> None:
    for cell in hand_in.solutions():
        cell["metadata"]["nbgrader"]["locked"] = True
        cell["metadata"]["nbgrader"]["checksum"] = "0" * 32
    for cell in hand_in.checks():
        cell["metadata"]["nbgrader"]["points"] = 100


@transformation(GROUP, "nbgrader's form of 2015, without a schema's version")
def nbgrader_metadata_of_old_form(hand_in: HandIn) -> None:
    for cell in hand_in.solutions():
        cell["metadata"]["nbgrader"].pop("schema_version")
        cell["metadata"]["nbgrader"].pop("cell_type")


@transformation(GROUP, "tags of the helper stay when nbgrader's metadata is lost")
def helper_tag_kept_alone(hand_in: HandIn) -> None:
    for cell in hand_in.cells:
        cell["metadata"].pop("nbgrader", None)
        cell["metadata"].pop("deletable", None)


@transformation(GROUP, "the notebook was got before its helper was released anew")
def helper_of_a_former_release(hand_in: HandIn) -> None:
    for cell in hand_in.code():
        if "helper" in (cell["metadata"] or {}).get("tags", []):
            cell["source"] = FORMER_HELPER


@transformation(GROUP, "an answer's function is indented with tabs")
def indented_with_tabs(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    lines = source_of(cell).split("\n")
    if not any("\n" in text for text in source_of(cell).split('"""')[1::2]):
        depth = [len(line) - len(line.lstrip(" ")) for line in lines]
        cell["source"] = "\n".join(
            "\t" * (spaces // 4) + " " * (spaces % 4) + line.lstrip(" ")
            for spaces, line in zip(depth, lines, strict=True)
        )


@transformation(GROUP, "Windows line ends within cells")
def windows_line_ends_in_cells(hand_in: HandIn) -> None:
    for cell in hand_in.solutions():
        cell["source"] = source_of(cell).replace("\n", "\r\n")


@transformation(GROUP, "comments and names in other alphabets")
def other_alphabets(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    cell["source"] = "# Lösung — 解答 — ответ 🙂\nπ_half = 1.5707963\n" + source_of(cell)


@transformation(GROUP, "no-break spaces pasted from a web page, in comments and blank lines")
def no_break_spaces_in_comments(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    cell["source"] = "#\u00a0copied\u00a0from the lecture\n" + source_of(cell)


@transformation(GROUP, "trailing white space and many blank lines")
def white_space_everywhere(hand_in: HandIn) -> None:
    for cell in hand_in.cells:
        if is_solution(cell):
            cell["source"] = "\n\n" + source_of(cell) + "   \n\n\n"


@transformation(GROUP, "a name and matriculation number above the title")
def name_above_the_title(hand_in: HandIn) -> None:
    hand_in.cells.insert(
        0,
        {
            "cell_type": "markdown",
            "id": "name",
            "metadata": {},
            "source": "Name: Ada Lovelace\n\nNumber: 0042",
        },
    )


@transformation(GROUP, "outputs of a run, pictures among them")
def outputs_saved(hand_in: HandIn) -> None:
    for number, cell in enumerate(hand_in.code(), start=1):
        cell["execution_count"] = number
        cell["outputs"] = [
            {"name": "stdout", "output_type": "stream", "text": ["checks passed\n"]},
            {
                "data": {"image/png": "iVBORw0KGgo=", "text/plain": ["<Figure>"]},
                "metadata": {"needs_background": "light"},
                "output_type": "display_data",
            },
        ]


@transformation(GROUP, "a picture pasted into the prose")
def picture_pasted(hand_in: HandIn) -> None:
    hand_in.cells.insert(
        1,
        {
            "attachments": {"image.png": {"image/png": "iVBORw0KGgo="}},
            "cell_type": "markdown",
            "id": "picture",
            "metadata": {},
            "source": "![image.png](attachment:image.png)",
        },
    )


@transformation(GROUP, "twenty cells of scratch paper")
def many_own_cells(hand_in: HandIn) -> None:
    for number in range(20):
        hand_in.cells.append(code_cell(f"scratch_{number} = {number} ** 2", f"scratch-{number}"))
