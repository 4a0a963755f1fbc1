# mechanism: get_ipython().system, subprocess, os.system, pty and exec by every road there is
# success: a command runs: a file is planted, or its output stands in a warning

# %%
import ctypes
import os

found = []
COMMAND = "touch /tmp/planted-by-mallory /scratch/planted-by-mallory; cat '@HOME@/secret.txt'"


def attempt(action):
    try:
        action()
    except BaseException:
        pass


attempt(lambda: get_ipython().system(COMMAND))
attempt(lambda: get_ipython().getoutput(COMMAND))
attempt(lambda: get_ipython().run_cell_magic("bash", "", COMMAND))
attempt(lambda: __import__("IPython").get_ipython().system(COMMAND))
attempt(lambda: os.system(COMMAND))
attempt(lambda: found.append(os.popen(COMMAND).read()))
attempt(lambda: found.append(__import__("subprocess").check_output(COMMAND, shell=True).decode()))
attempt(lambda: __import__("pty").spawn(["/bin/sh", "-c", COMMAND]))
attempt(lambda: os.posix_spawn("/bin/sh", ["sh", "-c", COMMAND], {}))
attempt(lambda: os.fork() or os.execv("/python/bin/python3", ["python3", "-c", "print(1)"]))
attempt(lambda: ctypes.CDLL(None).system(COMMAND.encode()))
attempt(lambda: ctypes.CDLL(None).execl(b"/bin/sh", b"sh", b"-c", COMMAND.encode(), None))
attempt(lambda: __import__("multiprocessing").Process(target=os.system, args=(COMMAND,)).start())
attempt(lambda: __import__("concurrent.futures").futures.ProcessPoolExecutor(1).submit(os.getpid))
if os.path.exists("/scratch/planted-by-mallory"):
    found.append("a file in scratch")

# %%
if any(found):
    raise RuntimeError("loot" + "ed:" + repr(found)[:150])
