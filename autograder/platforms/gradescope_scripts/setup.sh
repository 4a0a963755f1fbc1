#!/usr/bin/env bash
# Gradescope runs this once, as root on Ubuntu, when it builds the container of an autograder.
set -euo pipefail

program=${AUTOGRADER_GRADESCOPE:-/autograder}/source/program

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    bubblewrap libseccomp2 python3 python3-venv
python3 -m venv /opt/uv
/opt/uv/bin/pip install --quiet uv
# Compiled here, once: the sandbox sees the libraries read-only, at every submission.
/opt/uv/bin/uv sync --quiet --no-editable --compile-bytecode --project "$program"

# What the container has, in the build's output. Gradescope may give a submission's run fewer
# rights than the build, so a first submission of your own is the real test.
"$program/.venv/bin/autograder" doctor || true
