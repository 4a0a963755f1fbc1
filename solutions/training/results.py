"""Write the page of reference results from the JSON files that the trainings left.

    python -m solutions.training.results docs/reference-results

writes docs/reference-results.md: every number there comes from a file in that folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

NAMES = ("regression", "classification", "fashion_mnist", "overtraining")

HEAD = """\
# Reference results

Results of the course's networks, trained in full by the scripts in
`solutions/training/`. `python -m solutions.training.results docs/reference-results` writes this
page from the JSON files in `docs/reference-results/`, which also hold every seed and every epoch.
{hardware}

Figures are mean ± standard deviation over the seeds, with the smallest and the largest value in
brackets. A seed determines the initial weights, the order of the samples, and, where they are drawn
at random, the data or the choice of training images. Seconds are those of `fit` for one training,
including the compilation of the step; they depend on what else the machine does. The same commands
run on another backend with `KERAS_BACKEND=jax` or `torch`, and on a GPU with `--tf32 on` or `off`.

One process trains all of this, and every answer that the bars of the course are placed by, under
their full protocols; it needs keras, NumPy and the data alone:

```
python -m solutions.training.everything --seeds 20 --output DIR
python -m solutions.training.everything --only bars --backend jax --stacked 500 --output DIR
```

The second command trains the seeds of a network at once, and counts in `DIR/bars.json` how many of
them fell on the wrong side of the bar. With `--quick`, both show in minutes that they work.
{everything}"""


def main():
    """Write the page beside the folder."""
    if len(sys.argv) != 2:
        raise SystemExit("Usage: python -m solutions.training.results FOLDER")
    folder = Path(sys.argv[1])
    folder.with_suffix(".md").write_text(page(folder), encoding="utf-8")
    print(f"Written: {folder.with_suffix('.md')}")


def page(folder):
    """The page in Markdown."""
    results = [
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in NAMES
        if (folder / f"{name}.json").is_file()
    ]
    kinds = {result["machine"]["kind"] for result in results}
    hardware = (
        "Everything was measured on a CPU, and nothing on a GPU yet."
        if kinds == {"CPU"}
        else "Each part says on which hardware it was measured."
    )
    on_gpu = "" if "GPU" in kinds else "Without a GPU at hand, neither has been run in full.\n"
    head = HEAD.format(hardware=hardware, everything=on_gpu)
    return "\n".join([head, *map(section, results)])


def section(result):
    """One training: how it was run, on what, and what came out."""
    name, machine = result["name"], result["machine"]
    summary = result["summary"]
    measures = list(dict.fromkeys(key for found in summary.values() for key in found))
    seeds = sorted({run["seed"] for run in result["runs"]})
    settings = result["settings"]
    cores = f", {machine['cores']} cores" if machine["kind"] == "CPU" else ""
    tf32 = f"; TensorFloat-32: {machine['tf32']}" if machine["tf32"] else ""
    lines = [
        f"## {name}",
        "",
        "```",
        result["command"],
        "```",
        "",
        f"- {counted(len(seeds), 'seed')}, {counted(settings['epochs'], 'epoch')}, "
        f"batch size {settings['batch_size']}, {settings['samples']:,} training samples",
        f"- {machine['kind']}: {machine['device']}{cores}; Keras {machine['keras']} on "
        f"{machine['backend']} {machine['backend_version']}, NumPy {machine['numpy']}, "
        f"Python {machine['python']}{tf32}",
        f"- parameters: {parameters(result['parameters'])}",
        *(f"- {what}: {figure(found)}" for what, found in result["notes"].items()),
        "",
        f"| | {' | '.join(measures)} |",
        f"|---|{'---|' * len(measures)}",
    ]
    for variant, found in summary.items():
        cells = " | ".join(
            figure(found[measure]) if measure in found else "" for measure in measures
        )
        lines.append(f"| {variant} | {cells} |")
    return "\n".join(
        [*lines, "", f"![Learning curves of {name}](reference-results/{name}.png)", ""]
    )


def parameters(counts):
    """Counts of parameters; methods that share a count stand together."""
    together = {}
    for name, count in counts.items():
        together.setdefault(count, []).append(name)
    return "; ".join(f"{count:,} ({', '.join(names)})" for count, names in together.items())


def figure(found):
    """A number, or a spread as mean ± deviation [least, greatest]."""
    if not isinstance(found, dict):
        return f"{found:,}"
    digits = 1 if abs(found["mean"]) >= 1 and found["max"] > 2 else 4
    mean, deviation, least, greatest = (
        f"{found[key]:.{digits}f}" for key in ("mean", "std", "min", "max")
    )
    if found["min"] == found["max"]:
        return f"{found['mean']:g}"
    return f"{mean} ± {deviation} [{least}, {greatest}]"


def counted(count, what):
    """A count with its noun."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


if __name__ == "__main__":
    main()
