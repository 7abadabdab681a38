"""The packs: how each is read, and what its pages print around the text."""

from dataclasses import dataclass, field
from pathlib import Path

import packs
import web

SAMPLES = Path(__file__).resolve().parent.parent
COUNTY = "Westmarch County Council"


@dataclass
class Pack:
    file: str
    council: str
    committee: str
    date: str
    marks: packs.Marks = field(default_factory=packs.Marks)
    starts: tuple = (1,)  # printed number of the first page of each part
    pages: int = 0  # what the stamp gives as the number of pages; 0: as many as there are
    wide: bool = False
    size: str = "A4"
    tagged: bool = False  # whether LibreOffice writes the structure into the PDF
    scanned: int = 99  # how many pages a scan has at most
    papers: tuple = ()  # what a merged pack is made of: title, producer, first part and the one after the last

    @property
    def stem(self):
        return self.file.split(".")[0]

    def blocks(self):
        text = (SAMPLES / self.file).read_text(encoding="utf-8")
        return web.read(text) if ".html" in self.file else packs.read(text, self.marks)


PACKS = [
    Pack(
        "westmarch-communities-2018.txt", COUNTY, "Communities and Learning Committee", "14 June 2018",
        packs.Marks(
            mend="Agenda Item", beside="Date: Thursday, 14 June 2018", blank="Agenda Item No: 5",
            leaves=("COMMUNITIES AND LEARNING COMMITTEE: MINUTES", "**COMMUNITIES AND LEARNING", "Agenda Item No: 5",
                    "APPENDIX 1", "MOBILE LIBRARY ROUTES", "Appendix A", "**COMMUNITIES AND LEARNING COMMITTEE AGENDA",
                    "COMMUNITIES AND LEARNING COMMITTEE AGENDA PLAN\t", "Appendix 2", "Appendix 3"),
        ),
        starts=(1, 5, 13, 16, 17, 46, 49, 76, 79, 83, 86, 88), pages=112, tagged=True,
        papers=(
            ("Agenda", "chromium", 0, 1), ("2 Minutes and Action Log", "libreoffice", 1, 4),
            ("5 Village Hall Support Scheme 2018-21", "typst", 4, 6),
            ("6 Mobile Library Routes Review", "chromium", 6, 8),
            ("7 Agenda Plan, Workshop Plan and Appointments", "libreoffice", 8, 9),
            ("Appendices 1 to 3", "typst", 9, 12),
        ),
    ),
    Pack(
        "westmarch-finance-2019.txt", COUNTY, "Place and Environment Service", "14 October 2019",
        packs.Marks(leaves=("## APPENDIX",)), wide=True, scanned=5,
        papers=(
            ("Finance and Performance Report", "libreoffice", 0, 1), ("Budget by Service", "chromium", 1, 2),
            ("Notes on Variances", "typst", 2, 3), ("Grants, Virements and Reserves", "libreoffice", 3, 6),
            ("Savings and Performance", "typst", 6, 8),
        ),
    ),
    Pack(
        "ambleford-council-2023.md", "Ambleford Borough Council", "Annual Meeting of the Council", "17 May 2023",
        packs.Marks(rules=True),
    ),
    Pack("westmarch-adults-part2-2021.html.txt", COUNTY, "Adults and Health Committee", "9 March 2021"),
    Pack("lower-penfold-parish-2009.md", "Lower Penfold Parish Council", "Minutes", "2009"),
    Pack(
        "ballymore-district-2024.md", "Municipal District of Ballymore", "Minutes", "13 February 2024",
        packs.Marks(wrap=97, spaced=True),
    ),
    Pack(
        "lakeview-transit-board-2015.txt", "Lakeview Valley Transit District", "Board of Directors",
        "September 15, 2015",
        packs.Marks(wrap=78, columns={"Attendee Name": 4, "Fiscal Year": 3}),
        size="letter",
    ),
    Pack("ambleford-planning-2024.md", "Ambleford Borough Council", "Planning Committee", "14 February 2024"),
    Pack("westmarch-hostile.md", COUNTY, "Audit Sub-Committee", "31 April 2020"),
]
