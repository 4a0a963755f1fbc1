# mechanism: process_vm_readv, ptrace, pidfd_getfd, kcmp and /proc/N/mem on parents and siblings
# success: memory or descriptors of another process can be read, and a warning shows it

# %%
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
found = []
buffer = ctypes.create_string_buffer(4096)
local = struct.pack("PP", ctypes.addressof(buffer), 4096)
remote = struct.pack("PP", id(object()) & ~4095, 4096)
for pid in [0, os.getppid(), *range(2, 50)]:
    if libc.syscall(310, pid, local, 1, remote, 1, 0) > 0:  # process_vm_readv
        found.append(f"memory of {pid}")
    if libc.syscall(101, 16, pid, 0, 0) == 0:  # ptrace, attach
        found.append(f"traced {pid}")
    handle = libc.syscall(434, pid, 0)  # pidfd_open
    if handle >= 0:
        for number in range(32):
            if libc.syscall(438, handle, number, 0) >= 0:  # pidfd_getfd
                found.append(f"descriptor {number} of {pid}")
    if libc.syscall(312, os.getpid(), pid, 0, 3, 3) >= 0:  # kcmp
        found.append(f"compared with {pid}")

# %%
if found:
    raise RuntimeError("loot" + "ed:" + repr(found)[:180])
