"""A pack as HTML for Chromium: grid rows, ruled tables, members in two columns, running head and foot."""

import re

from blocks import NUMBER, plain

STYLE = """
@page { size: %(size)s; margin: 22mm 18mm 20mm 18mm;
  @top-left { content: "%(council)s"; font: 8pt "Liberation Sans" }
  @top-right { content: "%(committee)s, %(date)s"; font: 8pt "Liberation Sans" }
  @bottom-center { content: %(stamp)s; font: 8pt "Liberation Sans" } }
body { font: 10.5pt/1.35 "Liberation Serif"; margin: 0 }
h1, h2, h3 { font-family: "Liberation Sans"; margin: 12pt 0 6pt; break-after: avoid }
h1 { font-size: 15pt; text-align: center } h2 { font-size: 13pt } h3 { font-size: 11pt }
p { margin: 0 0 6pt } p.caps { font-weight: bold }
.row { display: grid; grid-template-columns: 11mm 1fr auto; margin: 0 0 5pt; break-inside: avoid }
.row.wide { grid-template-columns: 30mm 1fr auto } .right { padding-left: 6mm }
.two { columns: 2; margin-bottom: 6pt }
table { border-collapse: collapse; margin: 4pt 0 9pt; font: 9pt "Liberation Sans"; width: 100%% }
th, td { border: .5pt solid black; padding: 2pt 4pt; vertical-align: top; text-align: left; font-weight: normal }
th { background: #ddd; font-weight: bold } td.number { text-align: right } tr { break-inside: avoid }
table.bare td { border: 0; padding: 0 }
.page { break-before: page } .blank { padding-top: 90mm; text-align: center } sup { font-size: 65%% }
"""


def row(block):
    indent = f"margin-left:{7 * (block.level + (block.kind == 'item'))}mm"
    wide = " wide" if block.label.endswith(":") else ""
    return (f'<div class="row{wide}" style="{indent}"><span>{block.label}</span><span>{block.text}</span>'
            f'<span class="right">{block.right}</span></div>')


def table(block):
    out = [f'<table{"" if block.ruled else " class=bare"}>']
    for n, cells in enumerate(block.rows):
        out.append("<thead>" if block.head and n == 0 else "<tbody>" if n == block.head else "")
        name = "th" if n < block.head else "td"
        out.append("<tr>")
        for cell in cells:
            number = ' class="number"' if NUMBER.fullmatch(plain(cell.text)) and name == "td" else ""
            out.append(f'<{name}{number} rowspan="{cell.rows}" colspan="{cell.columns}">{cell.text}</{name}>')
        out.append("</tr>" + ("</thead>" if n == block.head - 1 else ""))
    return "".join(out) + "</tbody></table>"


def write(pack, blocks, first=1, stamped=True):
    size = "A4 landscape" if pack.wide else pack.size
    stamp = '"Page " counter(page) " of " counter(pages)' if stamped else '""'
    style = STYLE % {"size": size, "stamp": stamp, **vars(pack)}
    out, two = [], False
    for n, block in enumerate(blocks):
        is_member = block.kind == "item" and block.text.startswith(("Councillor ", "Ms ")) and block.text.endswith(")")
        is_member = is_member or block.kind == "item" and re.fullmatch(r"Councillor(?: [\w-]+){2,3}", block.text)
        if bool(is_member) != two:
            out.append("</div>" if two else '<div class="two">')
            two = not two
        if block.kind == "heading":
            out.append(f"<h{min(block.level, 3)}>{block.text}</h{min(block.level, 3)}>")
        elif block.kind == "table":
            out.append(table(block))
        elif block.kind == "page":
            out.append('<div class="page"></div>' if n + 1 < len(blocks) else "")
        elif block.kind == "rule":
            out.append("<hr>")
        elif block.label:
            out.append(row(block))
        else:
            kind = "blank" if block.kind == "blank" else "caps" if plain(block.text).isupper() else "text"
            out.append(f'<p class="{kind}">{block.text}</p>')
    title = f"{pack.council}: {pack.committee}, {pack.date}"
    return (f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{style}</style></head><body>{''.join(out)}</body></html>")
