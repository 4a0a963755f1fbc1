#!/usr/bin/env bash
# Gradescope runs this once, as root on Ubuntu, when it builds the container of an autograder.
set -euo pipefail

course=${AUTOGRADER_GRADESCOPE:-/autograder}/source/course

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    bubblewrap libseccomp2 python3 python3-venv
python3 -m venv /opt/uv
/opt/uv/bin/pip install --quiet uv
/opt/uv/bin/uv sync --quiet --no-dev --project "$course"

# What the container has, in the build's output. Gradescope may give a submission's run fewer
# rights than the build, so a first submission of your own is the real test.
"$course/.venv/bin/autograder" doctor || true
