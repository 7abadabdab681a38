"""Whether a PDF holds the words of its pack, by poppler's reading of it.

The words of a pack are those of its blocks. What producers print around them is
known and taken away: running heads, stamps, heads of tables repeated on a new
page. A word broken in a narrow cell, or at a hyphen, counts by its letters.
"""

import collections
import re
import subprocess

from blocks import plain


def difference(path, pack, blocks):
    """The words that a PDF lost and those that it added, or nothing where their letters are the same."""
    texts, heads = [], []
    for block in blocks:
        texts += [block.label, plain(block.text), block.right]
        for n, row in enumerate(block.rows):
            cells = [plain(cell.text) for cell in row]
            texts += cells
            heads += cells if n < block.head else []
    expected, found, heads = counted(" ".join(texts)), counted(printed(path, pack)), counted(" ".join(heads))
    lost, added = expected - found, found - expected
    repeated = collections.Counter({word: count for word, count in added.items() if word in heads})
    if letters(lost) <= letters(added) and letters(added - repeated) <= letters(lost):
        return ""
    return f"lost {dict(lost)}, added {dict(added)}"


def letters(words):
    return collections.Counter("".join(words.elements()))


def counted(text):
    return collections.Counter(re.findall(r"[^\W_]+", text))


def printed(path, pack):
    """The text of a PDF without running heads and stamps."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    kept = []
    for line in text.replace("\f", "\n").split("\n"):
        is_head = pack.council in line and line.rstrip().endswith(f"{pack.committee}, {pack.date}")
        if not is_head and not re.fullmatch(r"\s*Page \d+ of \d+\s*", line):
            kept.append(line)
    return "\n".join(kept)
