"""As many lines, lists, objects, texts and cells as 20 MB hold, in every place of a notebook.

mechanism: hands in millions of empty lists, objects, lines and texts, each a few bytes of a file
success: the grader takes sixty times the file's size
"""

from pathlib import Path

SIZE = 20 * 1024 * 1024 - 1000
CELL = '{"cell_type":"code","source":"mse = 1","metadata":%s}'
PROSE = '{"cell_type":"markdown","source":%s}'


def filled(item: str, around: str = "[%s]") -> str:
    return around % ",".join([item] * (SIZE // (len(item) + 1)))


def notebook(cells: str, metadata: str = "{}") -> str:
    return f'{{"cells":[{cells}],"metadata":{metadata}}}'


def make(folder: Path, class_folder: Path) -> None:
    texts = {
        "lists.ipynb": notebook(CELL % filled("[0]", '{"a":[%s]}')),
        "objects.ipynb": notebook(CELL % "{}", filled('{"":0}', '{"a":[%s]}')),
        "ids.ipynb": notebook('{{"cell_type":"code","id":{}}}'.format(filled("[]"))),
        "texts.ipynb": notebook(PROSE % filled('"ab"') + "," + CELL % "{}"),
        "cells.ipynb": notebook(filled("{}", "%s")),
        "kinds.ipynb": notebook(filled('{"cell_type":""}', "%s")),
        "sheets.ipynb": '{{"worksheets":{}}}'.format(filled('{"cells":[]}')),
        "outputs.ipynb": notebook('{{"cell_type":"code","outputs":{}}}'.format(filled("[{}]"))),
        "lines.py": "ab\n" * (SIZE // 3),
        "newlines.py": "\n" * SIZE,
        "ends.py": "\r\n" * (SIZE // 2),
        "wide.py": "\U0001f600\n" * (SIZE // 5),
        "newlines.ipynb": notebook(
            '{"cell_type":"code","source":"%s"}' % ("\\n" * (SIZE // 2 - 100))
        ),
        "markers.py": "# %%\n1\n" * (SIZE // 8),
    }
    for number, (name, text) in enumerate(texts.items()):
        place = class_folder / f"mallory-{number}" / folder.name
        place.mkdir(parents=True)
        (place / f"losses.{name.partition('.')[2]}").write_text(text)
    (folder / "losses.py").write_text("mse = 1\n")
