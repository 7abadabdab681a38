"""Reads a pack in HTML into blocks."""

import html
import re
from html.parser import HTMLParser

from blocks import Block, Cell, balanced, labelled


class Web(HTMLParser):
    """Gathers the blocks of a pack while its tags go by."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.text, self.lists, self.rows, self.cell = [], "", [], None, None
        self.ruled, self.level = True, 0

    def flush(self):
        text, self.text = balanced(" ".join(self.text.split())), ""
        if not text:
            return
        if self.cell is not None:
            self.cell.text += ("<br/>" if self.cell.text else "") + text
        elif self.level:
            self.blocks.append(Block("heading", text, level=self.level))
        elif self.lists:
            label = self.lists[-1]
            if isinstance(label, int):
                self.lists[-1] += 1
                label = f"{chr(label)})"
            self.blocks.append(Block("item", text, label=label, level=len(self.lists) - 1))
        else:
            self.blocks.append(labelled(text))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("b", "i", "u", "sup"):
            self.text += f"<{tag}>"
        elif tag == "br":
            if self.cell is None:
                self.flush()
            else:
                self.text += "<br/>"
        elif tag != "p" or self.text:
            self.flush()
        if re.fullmatch(r"h\d", tag):
            self.level = int(tag[1])
        elif tag in ("ul", "ol"):
            self.lists.append("•" if tag == "ul" else ord("a"))
        elif tag == "hr":
            self.blocks.append(Block("page"))
        elif tag == "table":
            self.rows, self.ruled = [], True
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = Cell("", int(attributes.get("rowspan", 1)), int(attributes.get("colspan", 1)))
            self.rows[-1].append(self.cell)
            self.text = "<b>" if tag == "th" else ""

    def handle_endtag(self, tag):
        if tag in ("b", "i", "u", "sup"):
            self.text += f"</{tag}>"
            return
        self.flush()
        if re.fullmatch(r"h\d", tag):
            self.level = 0
        elif tag in ("ul", "ol"):
            self.lists.pop()
        elif tag in ("td", "th"):
            self.cell = None
        elif tag == "table":
            bold = [all(cell.text.startswith("<b>") for cell in row if cell.text) for row in self.rows]
            head = next((n for n, is_bold in enumerate(bold) if not is_bold), 0)
            is_form = self.rows[0][0].text.endswith(":</b>")
            self.blocks.append(Block("table", rows=self.rows, head=0 if is_form else head))
            self.rows = None

    def handle_data(self, data):
        self.text += html.escape(data, quote=False)


def read(text):
    web = Web()
    web.feed(text)
    return web.blocks
