"""A pack as a flat OpenDocument text for LibreOffice: tab stops, page fields, numbered parts."""

import html
import re

from blocks import NUMBER, plain, weights

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office", "text": "text", "table": "table", "style": "style", "fo": "xsl-fo-compatible",
        "meta": "meta", "svg": "svg-compatible",
    }.items()
)
SIZES = {"A4": ("21cm", "29.7cm"), "letter": ("21.59cm", "27.94cm")}
SPANS = {"b": 'fo:font-weight="bold"', "i": 'fo:font-style="italic"',
         "u": 'style:text-underline-style="solid"', "sup": 'style:text-position="super 60%"'}


def spans(text):
    out = re.sub(r"<(b|i|u|sup)>", r'<text:span text:style-name="\1">', text.replace("<br/>", "<text:line-break/>"))
    return re.sub(r"</(?:b|i|u|sup)>", "</text:span>", out)


class Writer:
    def __init__(self, pack):
        self.pack, self.body, self.styles, self.first = pack, [], [], 0
        self.width = 25.7 if pack.wide else 17.0

    def style(self, parent, family="paragraph", extra=""):
        """The name of a style; a new one where a part begins, with the number of its first page."""
        if not self.first and not extra:
            return parent
        name = f"A{len(self.styles)}"
        number = f' style:page-number="{self.first}"' if self.first else ""
        master = ' style:master-page-name="Standard"' if self.first else ""
        self.first = 0
        self.styles.append(
            f'<style:style style:name="{name}" style:family="{family}"{master}'
            + (f' style:parent-style-name="{parent}"' if family == "paragraph" else "")
            + f"><style:{family}-properties{number}{extra}/></style:style>"
        )
        return name

    def paragraph(self, text, name):
        self.body.append(f'<text:p text:style-name="{self.style(name)}">{text}</text:p>')

    def block(self, block):
        if block.kind == "heading":
            level = min(block.level, 3)
            name = self.style(f"H{level}")
            self.body.append(
                f'<text:h text:style-name="{name}" text:outline-level="{level}">{spans(block.text)}</text:h>'
            )
        elif block.kind == "table":
            self.table(block)
        elif block.kind == "rule":
            self.paragraph("", "Rule")
        elif block.label:
            depth = min(block.level + (block.kind == "item"), 4)
            name = "Wide" if block.label.endswith(":") else f"L{depth}"
            right = f"<text:tab/>{block.right}" if block.right else ""
            self.paragraph(f"{block.label}<text:tab/>{spans(block.text)}{right}", name)
        else:
            name = "Blank" if block.kind == "blank" else "Caps" if plain(block.text).isupper() else "Body"
            self.paragraph(spans(block.text), name)

    def table(self, block):
        shares = weights(block)
        name = self.style("", "table", f' style:width="{self.width}cm" table:align="left"')
        out = [f'<table:table table:style-name="{name}">']
        for n, share in enumerate(shares):
            width = share / sum(shares) * self.width
            self.styles.append(
                f'<style:style style:name="{name}c{n}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
            )
            out.append(f'<table:table-column table:style-name="{name}c{n}"/>')
        covered = {}
        for n, cells in enumerate(block.rows):
            out.append("<table:table-header-rows>" if block.head and n == 0 else "")
            out.append("<table:table-row>")
            column, waiting = 0, list(cells)
            while column < len(shares):
                if covered.pop((n, column), None) or not waiting:
                    out.append("<table:covered-table-cell/>")
                    column += 1
                    continue
                cell = waiting.pop(0)
                is_number = NUMBER.fullmatch(plain(cell.text)) and n >= block.head
                style = "Head" if n < block.head else "Number" if is_number else "Cell"
                border = "ruled" if block.ruled else "bare"
                out.append(
                    f'<table:table-cell table:style-name="{border}" table:number-columns-spanned="{cell.columns}"'
                    f' table:number-rows-spanned="{cell.rows}"><text:p text:style-name="{style}">'
                    f"{spans(cell.text)}</text:p></table:table-cell>"
                )
                for down in range(cell.rows):
                    for across in range(cell.columns):
                        covered[(n + down, column + across)] = True
                del covered[(n, column)]
                column += 1
            out.append("</table:table-row>")
            out.append("</table:table-header-rows>" if n == block.head - 1 else "")
        self.body.append("".join(out) + '</table:table><text:p text:style-name="Gap"/>')


def fixed(width):
    def paragraph(name, layout="", letters="", parent="Body", stops=""):
        return (
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
            f"<style:paragraph-properties {layout}>{stops}</style:paragraph-properties>"
            f"<style:text-properties {letters}/></style:style>"
        )

    out = [
        '<style:style style:name="Body" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-bottom="0.2cm" fo:orphans="2" fo:widows="2"/>'
        '<style:text-properties style:font-name="Sans" fo:font-size="10.5pt" fo:language="en" fo:country="GB"/>'
        "</style:style>",
        paragraph("Caps", 'fo:keep-with-next="always"', SPANS["b"]),
        paragraph("Blank", 'fo:margin-top="10cm" fo:text-align="center"'),
        paragraph("Rule", 'fo:border-bottom="0.5pt solid #000000"'),
        paragraph("Gap", 'fo:margin-bottom="0.1cm"', 'fo:font-size="5pt"'),
        paragraph("Cell", 'fo:margin-bottom="0cm"', 'fo:font-size="8.5pt"'),
        paragraph("Number", 'fo:text-align="end"', parent="Cell"),
        paragraph("Head", "", SPANS["b"], parent="Cell"),
        paragraph("Small", "", 'fo:font-size="8pt"', stops="<style:tab-stops>"
                  f'<style:tab-stop style:position="{width}cm" style:type="right"/></style:tab-stops>'),
    ]
    for level, size in enumerate(("15pt", "13pt", "11.5pt"), 1):
        keep = 'fo:keep-with-next="always" fo:margin-top="0.3cm"'
        out.append(paragraph(f"H{level}", keep, f'fo:font-size="{size}" {SPANS["b"]}'))
    for name, left, hang in [(f"L{n}", 1.1 + 0.9 * n, 1.1) for n in range(5)] + [("Wide", 3.2, 3.2)]:
        stops = (f'<style:tab-stops><style:tab-stop style:position="0cm"/><style:tab-stop'
                 f' style:position="{width - left}cm" style:type="right"/></style:tab-stops>')
        out.append(paragraph(name, f'fo:margin-left="{left}cm" fo:text-indent="-{hang}cm"', stops=stops))
    out += [f'<style:style style:name="{n}" style:family="text"><style:text-properties {s}/></style:style>'
            for n, s in SPANS.items()]
    return "".join(out)


def write(pack, blocks, first=1, stamped=True):
    writer = Writer(pack)
    starts = list(pack.starts) if pack.pages and stamped else [first]
    writer.first = starts.pop(0)
    for n, block in enumerate(blocks):
        if block.kind != "page":
            writer.block(block)
        elif n + 1 < len(blocks):
            writer.first = starts.pop(0) if starts else 0
            if not writer.first:
                writer.body.append('<text:p text:style-name="Break"/>')
    width, height = ("29.7cm", "21cm") if pack.wide else SIZES[pack.size]
    cell = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties'
        f' fo:border="{line}" fo:padding="0.08cm"/></style:style>'
        for name, line in (("ruled", "0.5pt solid #000000"), ("bare", "none"))
    )
    total = str(pack.pages) if pack.pages else "<text:page-count/>"
    stamp = f'Page <text:page-number text:select-page="current"/> of {total}' if stamped else ""
    council, committee = html.escape(pack.council), html.escape(f"{pack.committee}, {pack.date}")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Sans" svg:font-family="Liberation Sans"/></office:font-face-decls>
<office:styles>{fixed(writer.width)}</office:styles>
<office:automatic-styles>
<style:style style:name="Break" style:family="paragraph" style:parent-style-name="Gap">
<style:paragraph-properties fo:break-before="page"/></style:style>
<style:page-layout style:name="Leaf"><style:page-layout-properties fo:page-width="{width}" fo:page-height="{height}"
 fo:margin-left="2cm" fo:margin-right="2cm" fo:margin-top="1.3cm" fo:margin-bottom="1.2cm"/>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.4cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>
{cell}{"".join(writer.styles)}</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Leaf">
<style:header><text:p text:style-name="Small">{council}<text:tab/>{committee}</text:p></style:header>
<style:footer><text:p text:style-name="Small"><text:tab/>{stamp}</text:p></style:footer></style:master-page>
</office:master-styles>
<office:body><office:text>{"".join(writer.body)}</office:text></office:body></office:document>
"""
