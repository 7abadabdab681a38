"""Reads the text of a pack into blocks that every producer can set.

A pack is text as converters leave it; a page has none of their marks. So markup
becomes type, tab and pipe rows become tables, wrapped lines are joined, words
broken over cells are mended, and page stamps go: each producer prints its own.
"""

import re

from blocks import LABEL, Block, cell, inline, labelled, plain, table

STAMP = re.compile(r" ?Page \d+ of \d+ ?")
TITLE = re.compile(r"\A---\ntitle: \"(.*)\"\n(?:.*\n)*?---\n")
BULLET = re.compile(r"( *)(?:[-*]|\uf0b7|•) +(.*)", re.S)
RULE = re.compile(r"-{3,}|\* \* \*")


class Marks:
    """What must be known of a pack to read it: how its lines are wrapped, and where its text is broken."""

    def __init__(self, wrap=0, spaced=False, columns=(), mend="", beside="", leaves=(), blank="", rules=False):
        self.wrap = wrap  # lines of at least this length go on in the next
        self.spaced = spaced  # an empty line stands between any two
        self.columns = dict(columns)  # first heading of a table that was broken into columns: their number
        self.mend = mend  # first cell of a table whose words are broken over cells
        self.beside = beside  # first line of a letterhead in two columns
        self.leaves = leaves  # a page begins before a line that begins so
        self.blank = blank  # an empty page stands before the page that begins so
        self.rules = rules  # a line of hyphens is a rule, not a new page


def joins(line, after, marks):
    """Whether a line goes on in the one after it."""
    if BULLET.match(after) or re.match(r"(?:Proposed|Seconded) by", after):
        return False
    if LABEL.match(after) and not (marks.spaced and after[-1] != "." and line[-1] != "."):
        return re.match(r"[A-Z]\. [A-Z]", after) and line.endswith("(Ms.")
    if re.match(r"[a-z]", after) or line.endswith(",") or (line.startswith("From:") and ":" not in after):
        return True
    if not marks.wrap or after.isupper():
        return False
    open_end = line[-1] not in ".:;!?”" and len(line) > 0.85 * marks.wrap
    return open_end or len(line) + len(after.split(" ")[0]) >= marks.wrap


def read(text, marks):
    """Blocks of a pack in text or Markdown."""
    text = TITLE.sub(r"# \1\n\n", text)
    text = text.replace("\f", "\n\f\n").replace("****", "**\n**")
    if marks.spaced:
        text = re.sub(r"\n+---\n(?:\d*\n+)?", "\n\n", text)
    lines = [STAMP.sub(" ", line).rstrip(" ") for line in text.split("\n")]
    blocks, at = [], 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip(" \t\uf0b7"):
            if line.strip() == "\uf0b7":
                lines[at + 1] = f"\uf0b7 {lines[at + 1]}"
            continue
        if line.startswith(tuple(marks.leaves)) and blocks:
            if line.startswith(marks.blank or "\0"):
                blocks += [Block("page"), Block("blank", "This page is intentionally left blank")]
            blocks.append(Block("page"))
        if line == "\f" or RULE.fullmatch(line):
            blocks.append(Block("rule" if marks.rules else "page"))
        elif line.startswith("|") and at < len(lines) and re.match(r"\| *:?-", lines[at]):
            rows = [line]
            while at < len(lines) and lines[at].startswith("|"):
                rows.append(lines[at])
                at += 1
            rows = [[cell(text) for text in row.strip("| ").split("|")] if row.strip("| ") else [] for row in rows]
            rows = [row for row in rows if any(text.strip(":-") for text in row)]
            blocks += [table(rows, head=1)] if rows else []
        elif "\t" in line.strip("\f"):
            rows = [line]
            while at < len(lines) and ("\t" in lines[at] or (not lines[at] and at + 1 < len(lines)
                                       and lines[at + 1].startswith(("\t\t\t", rows[0])))):
                rows.append(lines[at])
                at += 1
            blocks += tabbed([row for row in rows if row.strip() and not re.fullmatch(r"[-\t]+", row)], marks)
        elif line in marks.columns:
            block, at = columns(lines, at - 1, marks.columns[line])
            blocks.append(block)
        elif marks.beside and line.startswith(marks.beside):
            at, block = letterhead(lines, at - 1)
            blocks.append(block)
        elif found := re.match(r"(#+) *(.*)", line):
            blocks.append(Block("heading", inline(found[2]), level=len(found[1])))
        else:
            while at < len(lines):
                gap = marks.spaced and at + 1 < len(lines) and not lines[at] and bool(lines[at + 1])
                after = lines[at + gap]
                if (re.fullmatch(r"\d+\.|[A-Z]\.|\*{0,2}\([a-z]\)\*{0,2}", line) and at + 1 < len(lines)
                        and not lines[at] and lines[at + 1]):
                    line = line.strip("*") + " " + lines[at + 1]
                    at += 2
                elif after and not re.match(r"[|\f#]|.*\t", after) and joins(line.split("\0")[-1], after, marks):
                    line += "\0" + after.strip()
                    at += 1 + gap
                else:
                    break
            line = line.replace("\0", " ")
            if found := BULLET.fullmatch(line):
                inner = LABEL.fullmatch(inline(found[2]))
                label, text = (inner[1], inner[2]) if inner else ("•", inline(found[2]))
                blocks.append(Block("item", text, label=label, level=len(found[1]) // 2))
            else:
                indent = len(line) - len(line.lstrip())
                block = labelled(inline(line))
                if indent > 1 and block.label:
                    block.kind, block.level = "item", indent // 3
                if block.text or block.label:
                    blocks.append(block)
    return beside(blocks)


SPEAKERS = re.compile(r"(?:Vote on )?(?:Motion|Amendment|Discussion|Staff Present|Others Present):")


def beside(blocks):
    """The same with the words that stand in the margin of a motion beside what they lead."""
    out = []
    for block in blocks:
        before = out[-1] if out else None
        if before and before.text == "Vote on" and block.text == "Motion:":
            before.text = "Vote on Motion:"
        elif before and not before.label and SPEAKERS.fullmatch(before.text) and block.kind == "text":
            before.label, before.text = before.text, block.text
        else:
            out.append(block)
    return out


def tabbed(rows, marks):
    """Rows of cells; a column of paragraph numbers beside text is no table."""
    rows = [row.split("\t") for row in rows]
    if marks.mend and rows[0][0].startswith(marks.mend):
        for row in rows:
            for n in range(len(row) - 1, 1, -1):
                if re.match(r"[a-z ]", row[n]) and row[n - 1]:
                    row[n - 1] += row.pop(n)
    rows = [[cell(text) for text in row] for row in rows]
    if len(rows[0]) == 2 and all(re.fullmatch(r"\d+\.\d|", row[0]) for row in rows):
        return numbered(rows)
    if all(re.fullmatch(r"\d+\.", row[0]) and not any(row[2:]) for row in rows):
        return [Block("text", row[1], label=row[0]) for row in rows]
    is_form = all(plain(row[0]).endswith(":") or not row[0] for row in rows) or "contact" in "".join(rows[0]).lower()
    return [table(rows, head=0 if is_form else None)]


def numbered(rows):
    blocks = []
    for number, text in rows:
        parts = re.split(r"\s(?=•|(?:i|ii|iii|iv)\. )|^(?=•)", text)
        if not number and blocks and re.match(r"[a-z]", parts[0]):
            blocks[-1].text += " " + parts[0]
        elif parts[0]:
            blocks.append(Block("text", parts[0], label=number))
        for part in parts[1:]:
            label, text = part.split(" ", 1)
            blocks.append(Block("item", text, label=label))
    return blocks


def columns(lines, at, count):
    """A table whose columns stand one below the other, in pieces."""
    groups, group = [], []
    while at < len(lines) and lines[at] != "\f":
        if lines[at]:
            group.append(lines[at])
            if len(groups) and len(groups) % count and len(group) > len(groups[-1]):
                break
        elif group:
            groups.append(group)
            group = []
            after = next(n for n in range(at + 1, len(lines)) if not lines[n]) - at - 1
            if len(groups) % count == 0:
                ahead = [len(part.split("\n")) for part in "\n".join(lines[at + 1 :]).split("\n\n")[:count]]
                if len(set(ahead)) != 1 or after < 2:
                    break
        at += 1
    rows = []
    for n in range(0, len(groups), count):
        rows += [list(row) for row in zip(*groups[n : n + count])]
    return table([[inline(text) for text in row] for row in rows], head=1), at


def letterhead(lines, at):
    """The date, hour and place of a meeting beside the address of the office."""
    parts = []
    while not lines[at].isupper() or len(lines[at]) < 8 and any(map(str.isdigit, lines[at])):
        if lines[at]:
            parts.append(inline(lines[at]))
        at += 1
    rows = [[parts[0], "<br/>".join(parts[1:4])], [parts[4], "<br/>".join(parts[5:9])], ["<br/>".join(parts[9:]), ""]]
    return at, table(rows, head=0, ruled=False)
