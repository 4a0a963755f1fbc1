"""keras-autograder: a course in deep learning with Keras that grades itself."""

__version__ = "0.2.0"
