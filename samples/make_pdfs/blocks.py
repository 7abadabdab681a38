"""What a pack is made of, whatever sets it: headings, labelled texts, items and tables.

Text of a block is HTML with nothing but <b>, <i>, <u>, <sup> and <br/>.
"""

import html
import re
from dataclasses import dataclass, field


@dataclass
class Cell:
    text: str
    rows: int = 1
    columns: int = 1


@dataclass
class Block:
    """kind: heading, text, item, table, rule, page (a page begins) or blank (a page says that it is)."""

    kind: str
    text: str = ""
    level: int = 0
    label: str = ""
    right: str = ""
    rows: list = field(default_factory=list)
    head: int = 0
    ruled: bool = True


LABEL = re.compile(r"(\d+(?:\.\d+)+\.?(?=\s|$)|\d+\.(?=\s|$)|\(?(?:[a-zA-Z]|[ivx]{1,4})[).](?=\s|$))\s*(.*)", re.S)
PAGES = re.compile(r"(.*\S)\s+(?:<b>)?(\d+ - \d+|\(Pages \d+ - \d+\))(?:</b>)?", re.S)
NUMBER = re.compile(r"\(?[-£€$+]*[\d,.]*\d[k%)]*")
FORM = re.compile(
    r"(?:<b>)?((?:To|Meeting Date|From|Electoral division\(s\)|Forward Plan ref|Purpose|Recommendation):)(?:</b>)? (.*)"
)


def inline(text):
    """Markdown and HTML of a line as the few tags that blocks hold."""
    text = re.sub(r"</?(?:p|div|h\d|a)\b[^>]*>", " ", text)
    text = re.sub(r"<(https?://[^>]*)>", r"\1", text)
    tags = {"strong": "b", "em": "i"}
    kept = []

    def keep(match):
        name = tags.get(match[2].lower(), match[2].lower())
        if name not in ("b", "i", "u", "sup", "br"):
            return " "
        kept.append("<br/>" if name == "br" else f"<{match[1]}{name}>")
        return chr(0xE000 + len(kept) - 1)

    text = re.sub(r"<(/?)(\w+)[^<>]*>", keep, text)
    escapes = {}

    def escape(match):
        escapes[chr(0xF000 + len(escapes))] = match[1]
        return list(escapes)[-1]

    text = re.sub(r"\\([\\*_.+\-])", escape, text)
    text = html.escape(re.sub(r"&#?\w+;", character, text), quote=False)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\*\*\*(.+?)\*\*\*", r"<b><i>\1</i></b>", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?<![\w*])\*(?![\s*])([^*]+?)\*(?!\w)", r"<i>\1</i>", text)
    for mark, plain in escapes.items():
        text = text.replace(mark, plain)
    text = re.sub("[\ue000-\uefff]", lambda match: kept[ord(match[0]) - 0xE000], text)
    text = balanced(" ".join(text.replace("**", "").split()))
    return text.replace("</i></b> <b><i>", " ").replace("</b> <b>", " ")


def character(match):
    found = html.unescape(match[0])
    return match[0] if found == "\ufffd" else found


def balanced(text):
    """The same with every tag closed where it was opened."""
    opened, out = [], []
    for piece in re.split(r"(</?\w+/?>)", text):
        if piece in ("<b>", "<i>", "<u>", "<sup>"):
            opened.append(piece[1:-1])
        elif piece.startswith("</"):
            if not opened or opened[-1] != piece[2:-1]:
                continue
            opened.pop()
        out.append(piece)
    text = "".join(out) + "".join(f"</{name}>" for name in reversed(opened))
    text = re.sub(r"<(\w+)>\s*</\1>", "", text)
    return re.sub(r"^(?:<br/>)+|(?:<br/>)+$", "", text.strip())


def plain(text):
    text = re.sub(r"<br/>", " ", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def cell(text):
    text = re.sub(r"(?i)</(?:p|li)>\s*<(?:p|li)[^>]*>", "<br/>", text)
    return inline(re.sub(r"(?i)<[uo]l[^>]*>|</[uo]l>", "", text))


def labelled(text):
    """A paragraph with its label and its page numbers apart."""
    label, right = "", ""
    if found := LABEL.fullmatch(text):
        label, text = found[1], found[2]
    elif found := re.fullmatch(r"<b>(.*?)</b>(.*)", text, re.S):
        if inner := LABEL.fullmatch(found[1]):
            label, text = inner[1], f"<b>{inner[2]}</b>{found[2]}"
    elif found := FORM.fullmatch(text):
        label, text = found[1], found[2]
    if label and (found := PAGES.fullmatch(text)):
        text, right = balanced(found[1]), found[2]
    return Block("text", text, label=label, right=right)


def table(rows, head=None, ruled=True):
    """A table of texts; rows that repeat the heads are dropped."""
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    if head is None:
        numbers = [any(NUMBER.fullmatch(plain(text)) and plain(text) != "£000" for text in row[1:]) for row in rows]
        head = min(next((n for n, is_one in enumerate(numbers) if is_one), 1), 3) or 1
        if head > 1 and all(rows[0]):
            head = 1
    rows = rows[:head] + [row for n, row in enumerate(rows) if n >= max(head, 1) and row != rows[0] or n == head == 0]
    while width > 1 and not any(row[width - 1] for row in rows):
        width -= 1
        rows = [row[:width] for row in rows]
    cells = []
    for n, row in enumerate(rows):
        line = []
        for text in row:
            over_two = head > 1 and n == 0 and sum(map(bool, row)) < width
            alone = ruled and n >= head and width > 2 and not any(row[1:])
            alone = alone and (row[0].startswith("<b>") or len(row[0]) > 40)
            in_form = head == 0 and len(line) > 1 and line[-1].text
            if not text and line and ((over_two and plain(line[-1].text)) or alone or in_form):
                line[-1].columns += 1
            else:
                line.append(Cell(text))
        cells.append(line)
    return Block("table", rows=cells, head=head if ruled else 0, ruled=ruled)


def weights(block):
    """How wide each column should be, by what its cells hold."""
    width = max(sum(cell.columns for cell in row) for row in block.rows)
    shares = [5] * width
    for row in block.rows:
        if len(row) == width:
            for n, cell in enumerate(row):
                text = plain(cell.text)
                longest = max((len(word) * (1.4 if word.isupper() else 1.1) for word in text.split()), default=0)
                shares[n] = max(shares[n], round(min(longest + 2, 40)), min(len(text) // 2, 30))
    return shares
