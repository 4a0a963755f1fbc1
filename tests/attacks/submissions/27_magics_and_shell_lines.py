# mechanism: shell lines, magics, captures and aliases in cells beside an honest exercise
# success: a command runs, a file is planted, or points for anything but the honest exercise
# earned: 2

# %%
!touch /tmp/planted-by-mallory-1
!!touch /tmp/planted-by-mallory-2
!rm -rf "@CLASS@" "@OUTPUT@" "@HOME@"
!pip install --target /tmp/planted-by-mallory-3 attrs
%load_ext autoreload
%run "@CLASS@/ada/04_losses/losses.ipynb"
%cd @CLASS@/ada/04_losses
%system touch /tmp/planted-by-mallory-4
%sx touch /tmp/planted-by-mallory-5
%env CANARY
%alias_magic t timeit
import numpy as np
?print
np.mean?


def mse(y_true, y_pred):
    %timeit 1
    !echo {y_true}
    return np.mean((np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2)


# %%
listed = !ls @CLASS@
listed = %sx cat "@HOME@/secret.txt"

# %%
%%bash
touch /tmp/planted-by-mallory-6; cat "@HOME@/secret.txt"

# %%
%%script python3
open("/tmp/planted-by-mallory-7", "w")

# %%
%%writefile /tmp/planted-by-mallory-8
planted

# %%
%%javascript
alert("looted" + ":")

# %%
%%time
!touch /tmp/planted-by-mallory-9

# %%
%%capture
%%bash
touch /tmp/planted-by-mallory-10
