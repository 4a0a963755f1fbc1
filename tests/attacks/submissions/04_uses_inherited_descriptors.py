# mechanism: reads, writes, receives descriptors from and sends host commands to all it inherited
# success: a file can be read, a second worker forked, or the host ended

# %%
import os
import stat

found = []
for number in range(256):
    try:
        known = os.fstat(number)
    except OSError:
        continue
    if stat.S_ISREG(known.st_mode):
        try:
            found.append(f"file {number}: {os.pread(number, 200, 0)!r}")
        except OSError:
            pass
        try:
            os.write(number, b"planted")
            found.append(f"wrote to file {number}")
        except OSError:
            pass
    if stat.S_ISDIR(known.st_mode):
        found.append(f"folder {number}: {os.listdir(number)}")
    if stat.S_ISSOCK(known.st_mode) and number != 3:
        try:
            os.write(number, b"K")
            found.append(f"commanded {number}")
            os.set_blocking(number, False)
            found.append(repr(os.read(number, 1000)))
        except OSError:
            pass

# %%
if found:
    raise RuntimeError("loot" + "ed:" + repr(found)[:180])
