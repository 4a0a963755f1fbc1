"""Train everything: the course's networks in full, and the families of answers of its bars.

    python -m solutions.training.everything --seeds 20 --output out-training
    python -m solutions.training.everything --backend jax --stacked 500 --only bars

It runs in one process on whatever backend and device Keras has, and needs keras, NumPy and the data
alone. Of each network it leaves a JSON file, and of the bars the counts in bars.json.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

from solutions.training import bars, classification, common, fashion_mnist, overtraining, regression

REFERENCES = {
    "regression": regression,
    "classification": classification,
    "fashion_mnist": fashion_mnist,
    "overtraining": overtraining,
}
IMAGES = ("fashion_mnist", "overtraining")
#: Of a quick run, which shows that everything works: of each bar a right and a wrong answer.
QUICK_REFERENCE = ("--epochs", "1", "--samples", "300", "--batch-size", "100")
QUICK_PROTOCOL = {"train": 300, "test": 200, "batch_size": 100, "epochs": 2, "late": 1}
QUICK_SEEDS = 2


def main(arguments=None):
    """Run what the options ask for."""
    options = read_options(arguments)
    if options.backend:
        os.environ["KERAS_BACKEND"] = options.backend
    if options.stacked and backend() != "jax":
        raise SystemExit("--stacked needs --backend jax: only JAX trains many seeds at once.")
    options.output.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    if options.only != "bars":
        for name, module in REFERENCES.items():
            say(f"{name}, reference training")
            module.main(reference_options(name, options))
    if options.only != "references":
        count_bars(options)
    say(f"Done in {time.perf_counter() - begun:.0f} s.")


def read_options(arguments):
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--seeds", type=common.at_least_one, default=20, help="of every training")
    parser.add_argument(
        "--stacked", type=common.at_least_one, help="train the bars' answers from so many seeds, "
        "all seeds of a network at once (JAX)"
    )  # fmt: skip
    parser.add_argument("--backend", choices=("tensorflow", "jax", "torch"), help="Keras's")
    parser.add_argument("--tf32", choices=("on", "off"), help="on a GPU, TensorFloat-32")
    parser.add_argument("--only", choices=("references", "bars"), help="leave out the other part")
    parser.add_argument("--scale", choices=("full", "quick"), default="full", help="the bars'")
    parser.add_argument(
        "--output", type=Path, default=Path("out-training"), help="the folder for JSON and PNG"
    )
    parser.add_argument(
        "--quick", action="store_true", help="a few seconds each, to see that it works"
    )
    return parser.parse_args(arguments)


def backend():
    """The backend that Keras has taken."""
    import keras

    return keras.backend.backend()


def reference_options(name, options):
    """The command line of a reference training."""
    seeds = QUICK_SEEDS if options.quick else options.seeds
    words = ["--seeds", str(seeds), "--output", str(options.output)]
    if options.tf32:
        words += ["--tf32", options.tf32]
    if options.quick:
        words += [*QUICK_REFERENCE, *(("--data", "quick") if name in IMAGES else ())]
    return words


def count_bars(options):
    """Train the families of every bar, and count which trainings are on its wrong side."""
    if options.tf32:
        common.set_tf32(options.tf32 == "on")
    machine = common.machine(options.tf32)
    seeds = range(options.stacked or options.seeds)
    if options.quick:
        seeds = range(QUICK_SEEDS)
    counts = []
    for bar in bars.read_bars(options.scale):
        if options.quick:
            bar.protocol.update(QUICK_PROTOCOL)
        say(f"{bar.assignment}/{bar.exercise}, {options.scale} protocol, {len(seeds)} seeds")
        answers = {}
        family = bars.answers_of(bar)
        if options.quick:
            family = [family[0], next(answer for answer in family if not answer.right)]
        for answer in family:
            values, seconds = bars.measured(bar, answer, seeds, stacked=bool(options.stacked))
            errors = None if options.quick else bars.errors(bar, answer.right, values)
            result = {
                "bar": f"{bar.assignment}/{bar.exercise}",
                "scale": options.scale,
                "protocol": bar.protocol,
                "thresholds": bar.thresholds,
                "answer": answer.name,
                "right": answer.right,
                "machine": machine,
                "stacked": bool(options.stacked),
                "seconds": round(seconds, 2),
                "trained": len(seeds),
                "errors": errors,
                "values": values,
            }
            write(options.output / f"{bar.assignment}.{answer.name}.json", result)
            answers[answer.name] = {
                key: result[key] for key in ("right", "trained", "errors", "seconds")
            }
            say(f"  {described(result)}")
        counts.append({"bar": f"{bar.assignment}/{bar.exercise}", "answers": answers})
        summary = {"command": common.command(), "machine": machine, "scale": options.scale}
        write(options.output / "bars.json", {**summary, "counts": counts})


def described(result):
    """A line about an answer's trainings."""
    spreads = {name: common.spread(values) for name, values in result["values"].items()}
    values = ", ".join(f"{name} {s['mean']:.4f} ± {s['std']:.4f}" for name, s in spreads.items())
    verb = "missed" if result["right"] else "reached"
    errors = result["errors"]
    judged = "" if errors is None else f"; {errors} of {result['trained']} {verb} the bar"
    return f"{result['answer']}: {values}{judged} ({result['seconds']} s)"


def write(path, result):
    """Write JSON."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")


def say(text):
    """Show progress at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
