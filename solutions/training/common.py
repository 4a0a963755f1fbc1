"""Shared by the reference trainings: options, seeds, the device's description, JSON and plots.

Only keras and NumPy are needed, on any backend (`KERAS_BACKEND=jax`); matplotlib draws the plots.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import shlex
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before Keras loads TensorFlow

import numpy as np

logging.getLogger("tensorflow").setLevel(logging.ERROR)  # hides warnings about retracing

SPREAD = ("mean", "std", "min", "max")


@dataclass
class Training:
    """A reference training: its options, what was measured, and where it is written."""

    name: str
    options: argparse.Namespace
    parameters: dict[str, int] = field(default_factory=dict)
    notes: dict[str, object] = field(default_factory=dict)
    runs: list[dict] = field(default_factory=list)

    def seeds(self):
        """Each seed in turn."""
        return range(self.options.first_seed, self.options.first_seed + self.options.seeds)

    def fit(self, variant, seed, build, x, y, **settings):
        """Build and train one model from a seed; return it and the record to add measures to.

        The time is that of `fit` alone, including Keras's tracing and compiling of the step.
        """
        import keras

        keras.backend.clear_session()
        keras.utils.set_random_seed(seed)
        model = build()
        begun = time.perf_counter()
        history = model.fit(
            x,
            y,
            batch_size=self.options.batch_size,
            epochs=self.options.epochs,
            verbose=0,
            **settings,
        ).history
        run = {
            "variant": variant,
            "seed": seed,
            "seconds": round(time.perf_counter() - begun, 2),
            "history": {key: np.round(curve, 6).tolist() for key, curve in history.items()},
            "measures": {},
        }
        self.runs.append(run)
        return model, run

    def tell(self, run):
        """Print one line about a run that has been measured, and save what there is so far."""
        run["measures"] = {key: round(float(value), 6) for key, value in run["measures"].items()}
        measures = ", ".join(f"{key} {value:.4f}" for key, value in run["measures"].items())
        print(f"{run['variant']}, seed {run['seed']}: {measures} ({run['seconds']} s)", flush=True)
        self.save()

    @property
    def variants(self):
        """The variants that were compared, in the order in which they were trained."""
        return list(dict.fromkeys(run["variant"] for run in self.runs))

    def of(self, variant):
        """The runs of one variant."""
        return [run for run in self.runs if run["variant"] == variant]

    def summary(self):
        """Mean, standard deviation and range over the seeds, for each variant and measure."""
        found = {}
        for variant in self.variants:
            runs = self.of(variant)
            measures = {key: [run["measures"][key] for run in runs] for key in runs[0]["measures"]}
            measures["seconds"] = [run["seconds"] for run in runs]
            found[variant] = {key: spread(values) for key, values in measures.items()}
        return found

    def result(self):
        """Everything except the single runs."""
        options = vars(self.options)
        return {
            "name": self.name,
            "command": command(),
            "settings": {key: value for key, value in options.items() if key != "output"},
            "machine": machine(self.options.tf32),
            "parameters": self.parameters,
            "notes": self.notes,
            "summary": self.summary(),
        }

    def save(self):
        """Write NAME.json: the result and the runs, one per line."""
        self.options.output.mkdir(parents=True, exist_ok=True)
        runs = ",\n".join(map(json.dumps, self.runs))
        head = json.dumps(self.result(), indent=1, ensure_ascii=False).removesuffix("\n}")
        path = self.options.output / f"{self.name}.json"
        path.write_text(f'{head},\n "runs": [\n{runs}\n]\n}}\n', encoding="utf-8")

    def finish(self):
        """Write the final file and print the result."""
        self.save()
        print(json.dumps(self.result(), indent=2, ensure_ascii=False))
        written = sorted(path.name for path in self.options.output.glob(f"{self.name}.*"))
        print(f"Written to {self.options.output}: {', '.join(written)}")


def options(description, arguments=None, *, epochs, batch_size, samples, images=False):
    """Read the options that every training has; the defaults are this training's protocol."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--epochs", type=at_least_one, default=epochs, help="passes over the data")
    parser.add_argument("--seeds", type=at_least_one, default=1, help="how many seeds to train")
    parser.add_argument("--first-seed", type=int, default=0, help="the first of them")
    parser.add_argument(
        "--batch-size", type=at_least_one, default=batch_size, help="samples per step"
    )
    parser.add_argument("--samples", type=at_least_one, default=samples, help="training samples")
    if images:
        parser.add_argument(
            "--data",
            choices=("full", "quick"),
            default="full",
            help="all of Fashion-MNIST, or the sample that ships with the autograder",
        )
    parser.add_argument(
        "--output", type=Path, default=Path("out-training"), help="the folder for JSON and PNG"
    )
    parser.add_argument(
        "--tf32",
        choices=("on", "off"),
        help="on a GPU, multiply float32 matrices in TensorFloat-32 or exactly (else: the "
        "backend's default)",
    )
    chosen = parser.parse_args(arguments)
    if chosen.tf32 is not None:
        set_tf32(chosen.tf32 == "on")
    return chosen


def at_least_one(text):
    """An option's whole number."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def command():
    """The command that is running, as it would be typed, without the output's folder."""
    words = [word for word in sys.argv[1:] if not word.startswith("--output=")]
    if "--output" in words:
        index = words.index("--output")
        del words[index : index + 2]
    module = f"{Path(sys.argv[0]).parent.name}.{Path(sys.argv[0]).stem}"
    return shlex.join(["python", "-m", f"solutions.{module}", *words])


def spread(values):
    """Mean, standard deviation (of a sample; 0 for a single value), least and greatest."""
    values = np.asarray(values, float)
    deviation = values.std(ddof=1) if len(values) > 1 else 0.0
    found = (values.mean(), deviation, values.min(), values.max())
    return dict(zip(SPREAD, (round(float(value), 6) for value in found), strict=True))


def machine(tf32=None):
    """The machine that the training ran on: device, cores, versions, backend."""
    import keras

    backend = keras.backend.backend()
    gpus = gpu_names(backend)
    return {
        "device": ", ".join(gpus) if gpus else processor(),
        "kind": "GPU" if gpus else "CPU",
        "cores": len(os.sched_getaffinity(0)),
        "tf32": (tf32 or "the backend's default") if gpus else None,
        "python": platform.python_version(),
        "keras": keras.__version__,
        "numpy": np.__version__,
        "backend": backend,
        "backend_version": __import__(backend).__version__,
    }


def processor():
    """The processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def gpu_names(backend):
    """The names of the GPUs that the backend would use."""
    if backend == "tensorflow":
        import tensorflow as tf

        details = map(
            tf.config.experimental.get_device_details, tf.config.list_physical_devices("GPU")
        )
        return [found.get("device_name", "GPU") for found in details]
    if backend == "jax":
        import jax

        return [device.device_kind for device in jax.devices() if device.platform == "gpu"]
    import torch

    return [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]


def set_tf32(on):
    """Let a GPU multiply float32 matrices with 10 bits of mantissa, or not."""
    import keras

    backend = keras.backend.backend()
    if not gpu_names(backend):
        print("--tf32 changes nothing here: there is no GPU.", file=sys.stderr)
    elif backend == "tensorflow":
        import tensorflow as tf

        tf.config.experimental.enable_tensor_float_32_execution(on)
    elif backend == "jax":
        import jax

        jax.config.update("jax_default_matmul_precision", "tensorfloat32" if on else "highest")
    else:
        import torch

        torch.backends.cuda.matmul.allow_tf32 = on
        torch.backends.cudnn.allow_tf32 = on


def sine_data(n, rng):
    """x uniform in [0, 1) of shape (n, 10), and the sine of the sum of its squares."""
    x = rng.random((n, 10))
    return x, np.sin(np.sum(x**2, axis=1))


def fashion_mnist(which):
    """Fashion-MNIST with pixels in [0, 1]: the autograder's copy, else Keras's own."""
    if which == "quick":
        from autograder.datasets.fashion_mnist import load_quick

        train, test = load_quick()
    else:
        train, test = full_fashion_mnist()
    return [(np.float32(images) / 255, labels.astype(int)) for images, labels in (train, test)]


def full_fashion_mnist():
    """All of Fashion-MNIST, found on this machine or downloaded by Keras."""
    try:
        from autograder.datasets.fashion_mnist import DataError, load_full
    except ImportError:
        import keras

        return keras.datasets.fashion_mnist.load_data()
    try:
        return load_full(download=True)
    except DataError as error:
        raise SystemExit(str(error)) from error


def cross_entropy(labels, probabilities):
    """The mean negative logarithm of the probability of the true class."""
    chosen = probabilities[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.clip(chosen, 1e-7, 1)))


def plot_histories(training, panels, title):
    """Learning curves: a panel for each (measure, axis label), a colour for each variant.

    Lines are means over the seeds, bands reach from the least to the greatest.
    """
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(
        1, len(panels), figsize=(5 * len(panels) + 2, 4.2), squeeze=False, layout="constrained"
    )
    for ax, (measure, label) in zip(axes[0], panels, strict=True):
        for number, variant in enumerate(training.variants):
            name = f"{variant}, " if len(training.variants) > 1 else ""
            for key, what, style in (
                (measure, "training", "-"),
                (f"val_{measure}", "validation", "--"),
            ):
                curves = [
                    run["history"][key] for run in training.of(variant) if key in run["history"]
                ]
                if not curves:
                    continue
                epochs = np.arange(1, len(curves[0]) + 1)
                colour = f"C{number}"
                ax.plot(
                    epochs,
                    np.mean(curves, axis=0),
                    style,
                    color=colour,
                    marker="o" if len(epochs) < 2 else None,
                    label=f"{name}{what}",
                )
                ax.fill_between(
                    epochs, np.min(curves, axis=0), np.max(curves, axis=0), color=colour, alpha=0.15
                )
        ax.set(xlabel="Epoch", ylabel=label)
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.grid(alpha=0.3)
    figure.legend(*axes[0][0].get_legend_handles_labels(), loc="outside right center")
    seeds = len(training.of(training.variants[0]))
    figure.suptitle(f"{title}, {seeds} {'seed' if seeds == 1 else 'seeds'}")
    training.options.output.mkdir(parents=True, exist_ok=True)
    figure.savefig(training.options.output / f"{training.name}.png", dpi=120)
    plt.close(figure)
