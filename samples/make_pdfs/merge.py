"""Merges papers into one pack as bundling software does: stamps over every page, bookmarks, object streams."""

import json

import typst

from produce import run

STAMPS = """#set page({size}, margin: 8mm, fill: none)
#set text(8pt, font: "Liberation Sans")
#for number in ({numbers},) [#align(right + bottom)[Page #number of {total}] #pagebreak(weak: true)]
"""


def pages(pdf):
    return int(run("qpdf", "--show-npages", pdf))


def merge(papers, out, total=0, wide=False):
    """`papers`: title, PDF and printed number of the first page of each."""
    joined = out.with_suffix(".joined.pdf")
    run("qpdf", "--empty", "--pages", *[pdf for _, pdf, _ in papers], "--", joined)
    numbers, firsts, at = [], [], 0
    for _, pdf, first in papers:
        firsts.append(at)
        numbers += range(first or at + 1, (first or at + 1) + pages(pdf))
        at += pages(pdf)
    stamps = out.with_suffix(".stamps.pdf")
    source = out.with_suffix(".stamps.typ")
    size = 'paper: "a4", flipped: true' if wide else 'paper: "a4"'
    source.write_text(STAMPS.format(size=size, numbers=", ".join(map(str, numbers)), total=total or at))
    typst.compile(str(source), output=str(stamps))
    stamped = out.with_suffix(".stamped.pdf")
    run("qpdf", joined, "--overlay", stamps, "--", stamped)
    marks = out.with_suffix(".json")
    marks.write_text(json.dumps(bookmarks(stamped, [title for title, _, _ in papers], firsts)))
    run("qpdf", stamped, f"--update-from-json={marks}", "--object-streams=generate", "--deterministic-id", out)


def bookmarks(pdf, titles, firsts):
    """What qpdf must add to a PDF: an outline with one entry a paper."""
    about = json.loads(run("qpdf", "--json=2", "--json-key=pages", "--json-key=qpdf", pdf))
    head, objects = about["qpdf"]
    leaves = [page["object"] for page in about["pages"]]
    root = objects["trailer"]["value"]["/Root"]
    free = head["maxobjectid"] + 1
    refs = [f"{free + 1 + n} 0 R" for n in range(len(titles))]
    outline = {"/Type": "/Outlines", "/First": refs[0], "/Last": refs[-1], "/Count": len(refs)}
    added = {f"obj:{free} 0 R": {"value": outline}}
    for n, title in enumerate(titles):
        entry = {"/Title": f"u:{title}", "/Parent": f"{free} 0 R", "/Dest": [leaves[firsts[n]], "/Fit"]}
        if n:
            entry["/Prev"] = refs[n - 1]
        if n + 1 < len(refs):
            entry["/Next"] = refs[n + 1]
        added[f"obj:{refs[n]}"] = {"value": entry}
    catalog = {**objects[f"obj:{root}"]["value"], "/Outlines": f"{free} 0 R", "/PageMode": "/UseOutlines"}
    added[f"obj:{root}"] = {"value": catalog}
    return {"version": 2, "qpdf": [{**head, "maxobjectid": free + len(refs)}, added]}
