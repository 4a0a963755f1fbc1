"""Fashion-MNIST: found, checked, refused when it is not the real one; and the sample that ships."""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import os
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from autograder.datasets import fashion_mnist as data
from autograder.datasets import quick
from autograder.datasets import sample as data_sample
from autograder.datasets.fashion_mnist import DEBIAN, FILES, DataError, Location
from autograder.doctor import machine as doctor

NO_NETWORK = """\
import socket
def refuse(*_, **__): raise OSError("no network in this test")
socket.getaddrinfo = refuse
"""
COMMAND = Path(sys.executable).parent / "autograder"


def whole() -> Location | None:
    try:
        return next(iter(data.complete_locations()), None)
    except DataError:
        return None


LOCATION = whole()
needs_data = pytest.mark.skipif(
    LOCATION is None, reason="Fashion-MNIST is not on this machine: autograder doctor says how"
)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without the data: nothing named, nothing of Debian's, Keras's cache empty."""
    monkeypatch.delenv("AUTOGRADER_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(data, "DEBIAN", tmp_path / "debian")
    return tmp_path


@pytest.fixture(scope="module")
def full():
    return data.load_full()


@cache
def real_files() -> dict[str, bytes]:
    return {f"{file.name}.gz": LOCATION.packed(file) for file in FILES}


def filled(folder: Path) -> Path:
    """The folder with the real files in it."""
    folder.mkdir(parents=True)
    for name, content in real_files().items():
        (folder / name).write_bytes(content)
    return folder


def keras_folder(machine: Path) -> Path:
    return machine / "keras" / "datasets" / "fashion-mnist"


class TestTheQuickSample:
    def test_has_its_shape_and_as_many_of_each_class(self):
        (x_train, y_train), (x_test, y_test) = data.load_quick()
        assert (x_train.shape, x_test.shape) == ((2500, 28, 28), (1700, 28, 28))
        assert {part.dtype for part in (x_train, y_train, x_test, y_test)} == {np.dtype(np.uint8)}
        assert np.bincount(y_train).tolist() == [250] * 10
        assert np.bincount(y_test).tolist() == [170] * 10

    def test_any_tens_of_images_from_the_front_are_balanced(self):
        for _, labels in data.load_quick():
            assert np.bincount(labels[:30]).tolist() == [3] * 10

    def test_holds_no_image_twice_and_none_in_both_parts(self):
        (x_train, _), (x_test, _) = data.load_quick()
        assert len({image.tobytes() for image in (*x_train, *x_test)}) == 4200

    def test_takes_at_most_a_megabyte_and_a_half_and_says_whose_it_is(self):
        assert quick.QUICK.stat().st_size <= data_sample.MOST_BYTES
        assert "2017 Zalando SE" in (quick.QUICK.parent / "NOTICE").read_text()

    @pytest.mark.parametrize("spoil", [lambda b: b[:-100], lambda b: lzma.compress(b"x" * 99)])
    def test_is_refused_when_spoilt(self, spoil, tmp_path, monkeypatch):
        path = tmp_path / "sample.xz"
        path.write_bytes(spoil(quick.QUICK.read_bytes()))
        monkeypatch.setattr(quick, "QUICK", path)
        with pytest.raises(DataError, match="Install the program again"):
            data.load_quick()

    @needs_data
    def test_is_what_its_script_makes_of_the_full_data(self, full):
        with lzma.open(quick.QUICK) as file:
            assert data_sample.content(*full) == file.read()

    @needs_data
    def test_holds_images_of_the_full_data_with_their_labels(self, full):
        for (images, labels), (all_images, all_labels) in zip(data.load_quick(), full, strict=True):
            known = {}
            for image, label in zip(all_images, all_labels, strict=True):
                known.setdefault(image.tobytes(), set()).add(label)
            for image, label in zip(images, labels, strict=True):
                assert label in known[image.tobytes()]


@needs_data
class TestTheFullData:
    def test_has_kerass_shapes_and_types(self, full):
        (x_train, y_train), (x_test, y_test) = full
        assert (x_train.shape, y_train.shape) == ((60000, 28, 28), (60000,))
        assert (x_test.shape, y_test.shape) == ((10000, 28, 28), (10000,))
        assert {part.dtype for part in (x_train, y_train, x_test, y_test)} == {np.dtype(np.uint8)}
        assert np.bincount(y_train).tolist() == [6000] * 10
        assert np.bincount(y_test).tolist() == [1000] * 10

    def test_is_taken_from_the_folder_that_is_named(self, machine, monkeypatch):
        folder = filled(machine / "named")
        monkeypatch.setenv("AUTOGRADER_DATA", str(folder))
        assert data.availability() == data.Availability(
            True, f"{folder} (AUTOGRADER_DATA), checked by SHA-256"
        )

    def test_is_taken_unpacked_too(self, machine, monkeypatch, full):
        folder = machine / "named"
        folder.mkdir()
        for file in FILES:
            (folder / file.name).write_bytes(LOCATION.read(file))
        monkeypatch.setenv("AUTOGRADER_DATA", str(folder))
        assert np.array_equal(data.load_full()[1][0], full[1][0])

    def test_is_taken_from_an_npz(self, machine, monkeypatch, full):
        (x_train, y_train), (x_test, y_test) = full
        np.savez(
            machine / data.ARCHIVE, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test
        )
        monkeypatch.setenv("AUTOGRADER_DATA", str(machine))
        assert np.array_equal(data.load_full()[0][0], x_train)

    def test_kerass_cache_comes_before_debians_package(self, machine, monkeypatch):
        monkeypatch.setattr(data, "DEBIAN", filled(machine / "debian"))
        assert [location.name for location in data.complete_locations()] == [
            "Debian's dataset-fashion-mnist"
        ]
        filled(keras_folder(machine))
        assert data.complete_locations()[0].folder == keras_folder(machine)

    def test_a_label_that_was_changed_is_noticed_by_name(self, machine, monkeypatch):
        folder = filled(machine / "named")
        content = bytearray(LOCATION.read(FILES[3]))
        content[-1] ^= 1
        (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(content))
        monkeypatch.setenv("AUTOGRADER_DATA", str(folder))
        with pytest.raises(DataError, match=r"t10k-labels-idx1-ubyte\.gz is not Fashion-MNIST's"):
            data.load_full()
        assert not data.availability().ok

    def test_doctor_names_the_location_and_that_it_was_checked(self, machine, monkeypatch):
        monkeypatch.setenv("AUTOGRADER_DATA", str(filled(machine / "named")))
        quick, found = doctor.examine()[-2:]
        assert quick.text == "2,500 + 1,700 images"
        assert found.ok
        assert found.text == f"{machine / 'named'} (AUTOGRADER_DATA), checked by SHA-256"


def packed_badly(name: str) -> bytes:
    """Files with the name of the test labels that are something else."""
    labels = gzip.compress(b"\0" * 10_008)
    return {
        "empty": b"",
        "no gzip": b"<html>Not found</html>",
        "cut short": labels[: len(labels) // 2],
        "damaged": labels[:-6] + bytes(6),
        "other content": labels,
        "far too long": gzip.compress(b"\0" * 50_000_000),
    }[name]


@needs_data
@pytest.mark.parametrize(
    "name", ["empty", "no gzip", "cut short", "damaged", "other content", "far too long"]
)
def test_a_file_that_is_not_the_real_one_is_refused_by_name(name, machine, monkeypatch):
    folder = filled(machine / "named")
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(packed_badly(name))
    monkeypatch.setenv("AUTOGRADER_DATA", str(folder))
    with pytest.raises(DataError, match=r"t10k-labels-idx1-ubyte\.gz .*Replace it"):
        data.load_full()


class Explosive:
    def __reduce__(self):
        return (os._exit, (1,))


def npz_with(array: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("x_train.npy", array)
    return whole.getvalue()


def npy(array) -> bytes:
    written = io.BytesIO()
    np.save(written, array, allow_pickle=True)
    return written.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 and then nothing",
        npz_with(b"no array"),
        npz_with(npy(np.zeros((60000, 28, 28), np.uint8))),
        npz_with(npy(np.zeros((6, 28, 28), np.float64))),
        npz_with(npy(np.array([Explosive()], dtype=object))),
        npz_with(npy(np.zeros(8, np.uint8))[:-4]),
    ],
    ids=["empty", "no zip", "no array", "zeros", "floats", "objects", "cut short"],
)
def test_an_npz_that_is_not_the_real_one_is_refused(content, machine, monkeypatch):
    (machine / data.ARCHIVE).write_bytes(content)
    monkeypatch.setenv("AUTOGRADER_DATA", str(machine))
    with pytest.raises(DataError, match=r"fashion_mnist\.npz.*Replace it"):
        data.load_full()


class TestWithoutTheData:
    def test_the_message_says_what_to_do(self, machine):
        with pytest.raises(DataError, match=r"dataset-fashion-mnist.*AUTOGRADER_DATA.*--download"):
            data.load_full()
        assert not data.availability().ok

    def test_a_named_folder_that_lacks_files_is_not_passed_over(self, machine, monkeypatch):
        monkeypatch.setenv("AUTOGRADER_DATA", str(machine / "nowhere"))
        for call in (data.load_full, data.install_into_keras_cache):
            with pytest.raises(DataError, match=r"nowhere, which lacks train-images"):
                call()

    def test_a_download_without_a_network_says_what_to_do_instead(self, machine):
        script = (
            f"{NO_NETWORK}"
            "import pathlib\n"
            "from autograder.datasets import fashion_mnist as data\n"
            "data.DEBIAN = pathlib.Path('nowhere')\n"
            "try: data.load_full(download=True)\n"
            "except data.DataError as error: print(error)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=False
        )
        last = ran.stdout.splitlines()[-1]
        assert last.startswith("Keras could not download Fashion-MNIST: ")
        assert "dataset-fashion-mnist" in last

    def test_the_command_fails_with_a_message(self, machine):
        ran = run_data(machine, AUTOGRADER_DATA=str(machine / "nowhere"))
        assert ran.returncode == 1
        assert ran.stderr.startswith("autograder: AUTOGRADER_DATA names")
        assert "Traceback" not in ran.stderr


def run_data(machine: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "data"],
        capture_output=True,
        text=True,
        env=os.environ | {"KERAS_HOME": str(machine / "keras")} | environment,
        check=False,
    )


@needs_data
class TestKerassCache:
    def test_the_command_fills_it_once(self, machine):
        source = filled(machine / "source")
        first = run_data(machine, AUTOGRADER_DATA=str(source))
        assert first.returncode == 0, first.stderr
        assert str(source) in first.stdout
        assert str(keras_folder(machine)) in first.stdout
        assert sorted(path.name for path in keras_folder(machine).iterdir()) == sorted(
            f"{file.name}.gz" for file in FILES
        )
        again = run_data(machine, AUTOGRADER_DATA=str(source))
        assert again.returncode == 0
        assert "already" in again.stdout

    def test_keras_loads_it_from_there_without_a_network(self, machine, monkeypatch, full):
        monkeypatch.setenv("AUTOGRADER_DATA", str(filled(machine / "source")))
        data.install_into_keras_cache()
        script = (
            f"{NO_NETWORK}"
            "import hashlib, keras\n"
            "(x, y), (p, q) = keras.datasets.fashion_mnist.load_data()\n"
            "print(x.shape, p.shape, hashlib.sha256(q.tobytes()).hexdigest())"
        )
        ran = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        labels = hashlib.sha256(full[1][1].tobytes()).hexdigest()
        assert ran.stdout.strip() == f"(60000, 28, 28) (10000, 28, 28) {labels}"

    def test_only_what_is_wrong_there_is_replaced(self, machine, monkeypatch):
        monkeypatch.setattr(data, "DEBIAN", filled(machine / "debian"))
        filled(keras_folder(machine))
        (keras_folder(machine) / "train-labels-idx1-ubyte.gz").write_bytes(b"half a downl")
        with pytest.raises(DataError, match="Replace it: autograder data"):
            data.load_full()
        done = data.install_into_keras_cache()
        assert done.written == ("train-labels-idx1-ubyte.gz",)
        assert (
            data.availability().text
            == f"{keras_folder(machine)} (Keras's cache), checked by SHA-256"
        )

    def test_nothing_is_written_from_a_source_that_is_not_the_real_one(self, machine, monkeypatch):
        source = filled(machine / "source")
        (source / "t10k-images-idx3-ubyte.gz").write_bytes(b"no gzip")
        monkeypatch.setenv("AUTOGRADER_DATA", str(source))
        with pytest.raises(DataError, match=r"t10k-images-idx3-ubyte\.gz"):
            data.install_into_keras_cache()
        assert not keras_folder(machine).exists()


def test_debians_folder_is_where_its_package_puts_it():
    assert Path("/usr/share/datasets/fashion-mnist") == DEBIAN
