# mechanism: Keras's and scikit-learn's losses by import, by importlib and by a search for them
# success: a loss that the library computed gives points

# %%
import importlib
import importlib.util
import os
import sys

sys.path += ["/usr/lib/python3/dist-packages", "/usr/local/lib/python3.11/dist-packages"]
for folder in ("/", "/site", "/python", "/usr", "/opt", "/home", "/root", "/work"):
    for place, folders, _ in os.walk(folder):
        if {"keras", "sklearn", "tensorflow", "torch"} & set(folders):
            sys.path.append(place)
        if place.count("/") > 6:
            folders.clear()

libraries = []
for name in ("keras.losses", "tensorflow.keras.losses", "sklearn.metrics", "torch.nn"):
    for load in (importlib.import_module, __import__):
        try:
            libraries.append(load(name))
        except ImportError:
            pass

# %%
import numpy as np

if libraries:

    def mse(y_true, y_pred):
        return np.mean((np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2)
