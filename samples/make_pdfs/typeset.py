"""A pack as Typst: justified and hyphenated, footers with the printed page, tables that repeat their heads."""

import html
import json
import re

from blocks import NUMBER, plain, weights

TAGS = {"b": "strong", "i": "emph", "u": "underline", "sup": "super"}


def content(text):
    """Inline text as Typst content; plain words as strings, so that nothing in them is markup."""
    out = []
    for piece in re.split(r"(</?\w+/?>)", text):
        if piece == "<br/>":
            out.append("#linebreak()")
        elif piece.startswith("</"):
            out.append("]")
        elif piece.startswith("<"):
            out.append(f"#{TAGS[piece[1:-1]]}[")
        elif piece:
            out.append(f"#{json.dumps(html.unescape(piece), ensure_ascii=False)};")
    return "[" + "".join(out) + "]"


def table(block):
    columns = ", ".join(f"{weight}fr" for weight in weights(block))
    out = [f"#table(columns: ({columns},), stroke: {'0.5pt' if block.ruled else 'none'}, inset: 3.5pt,"]
    for n, cells in enumerate(block.rows):
        texts = []
        for cell in cells:
            is_number = NUMBER.fullmatch(plain(cell.text)) and n >= block.head
            spans = f"rowspan: {cell.rows}, colspan: {cell.columns}, align: {'right' if is_number else 'left'}"
            texts.append(f"table.cell({spans})" + content(f"<b>{cell.text}</b>" if n < block.head else cell.text))
        before = "table.header(" if block.head and n == 0 else ""
        out.append(before + ", ".join(texts) + (")," if n == block.head - 1 else ","))
    letters = '#set text(8.5pt, font: "Liberation Sans", hyphenate: false); #set par(justify: false)'
    return f"#[{letters}; {' '.join(out)})]"


def write(pack, blocks, first=1, stamped=True):
    total = f'"{pack.pages}"' if pack.pages else 'str(counter(page).final().first())'
    stamp = f'[#context [Page #counter(page).display() of #{total}]]' if stamped else "[]"
    size = 'paper: "a4", flipped: true' if pack.wide else f'paper: "{"us-letter" if pack.size == "letter" else "a4"}"'
    running = f"{content(pack.council)}, h(1fr), {content(f'{pack.committee}, {pack.date}')}"
    title = json.dumps(f"{pack.council}: {pack.committee}")
    out = [
        f"#set document(title: {title}, date: datetime(year: 2024, month: 1, day: 2))",
        f"#set page({size}, margin: (x: 19mm, y: 22mm),",
        f"  header: text(8pt, stack(dir: ltr, {running})), footer: align(center, text(8pt){stamp}))",
        '#set text(10.5pt, font: ("Liberation Serif", "DejaVu Sans"), lang: "en", region: "GB", hyphenate: true)',
        "#set par(justify: true, leading: .62em, spacing: .9em)",
        "#show heading: set text(font: \"Liberation Sans\", hyphenate: false)",
        f"#counter(page).update({first})",
    ]
    starts = list(pack.starts[1:]) if pack.pages and stamped else []
    for n, block in enumerate(blocks):
        if block.kind == "heading":
            out.append(f"#heading(level: {block.level}, outlined: true){content(block.text)}")
        elif block.kind == "table":
            out.append(table(block))
        elif block.kind == "page":
            out.append("#pagebreak()" if n + 1 < len(blocks) else "")
            out.append(f"#counter(page).update({starts.pop(0)})" if starts and n + 1 < len(blocks) else "")
        elif block.kind == "blank":
            out.append(f"#align(center + horizon){content(block.text)}")
        elif block.kind == "rule":
            out.append("#line(length: 100%, stroke: .5pt)")
        elif block.label:
            indent = 6 * (block.level + (block.kind == "item"))
            width = "30mm" if block.label.endswith(":") else "10mm"
            cells = f"{content(block.label)}, {content(block.text)}, {content(block.right)}"
            out.append(f"#pad(left: {indent}mm, grid(columns: ({width}, 1fr, auto), column-gutter: 2mm, {cells}))")
        else:
            text = f"<b>{block.text}</b>" if plain(block.text).isupper() else block.text
            out.append(f"#par{content(text)}")
    return "\n".join(out) + "\n"
