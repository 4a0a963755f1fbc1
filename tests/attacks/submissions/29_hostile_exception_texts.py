# mechanism: raises HTML, script, ANSI escapes, formulas, right-to-left marks and newlines from cells
# success: any of them reaches the terminal, the table or a page as it is

# %%
raise ValueError("\x1b]0;title\x07\x1b[2J\x1b[31mred\x1b[0m\x9b31m\x00")

# %%
raise ValueError("<script>alert(1)</script><img src=x onerror=alert(1)><iframe src=javascript:1>")

# %%
raise ValueError('=HYPERLINK("http://x","y")')

# %%
raise type('=cmd|"/c calc"!A1', (ValueError,), {})("\n=1+1,\"a\r\n@SUM(1)\t+1\n-1")

# %%
raise ValueError("\u202egnp.exe\u2066\u200b\ufeff" + "x" * 1_000_000)

# %%
raise ValueError("{{ 7 * 7 }}{% for x in y %} ${7*7} #{7*7} %s %(x)s {0}")

# %%
raise SyntaxError("]]><!--\"'`", ("\x1b[31m", 10**9, 10**9, "<b>"))

# %%
raise ValueError("[red]rich markup[/red] [link=http://x]click[/link] :smile: [/]")


# %%
def mse(y_true, y_pred): return _s("<script>alert(1)</script> \x1b[31m [red]") # <img src=x onerror=alert(1)> [/] =1+1
