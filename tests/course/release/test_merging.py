"""Source and model answers merged into the notebook that nbgrader wants."""

from __future__ import annotations

import nbformat

from autograder.course.release import write_merged_source


class TestWriteMergedSource:
    def test_fills_in_the_model_answers(self, losses):
        path = write_merged_source(losses)
        assert path == losses.root / "source/04_losses/losses.ipynb"
        sources = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
        stub = losses.exercise("mse").stub
        assert sources["mse"] == stub.replace(
            "    raise NotImplementedError",
            "    ### BEGIN SOLUTION\n"
            "    # The mean goes over everything.\n"
            "    errors = np.asarray(y_true) - np.asarray(y_pred)\n"
            "\n"
            "    return np.mean(errors**2)\n"
            "    ### END SOLUTION",
        )
        assert sources["halved"].endswith(
            "### BEGIN SOLUTION\n    return factor * y_true\n    ### END SOLUTION"
        )

    def test_runs_from_top_to_bottom(self, losses, capsys):
        notebook = nbformat.read(write_merged_source(losses), as_version=4)
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        exec(compile("\n\n".join(code), "merged", "exec"), {})
        assert capsys.readouterr().out == "1.0\n"


