"""What a person sees: pages, JupyterLab and formgrader in a real Chromium.

`AUTOGRADER_PICTURES=docs/pictures uv run pytest -m browser` makes the pictures of the docs anew.
"""
