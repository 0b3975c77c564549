"""Small content files for tests, and a folder to put them in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mbc_prep.content.catalog import Catalog
from mbc_prep.paths import Paths

CERTIFICATION = """\
id: {id}
name: Test certification
body: Body
books: CPT
fee: about $1
fee_usd: 1
pass_rate: 0.5
pass_rate_note: weak
retake: paid
renewal: none
where: at home
year_from: 01-15
forms:
  - id: mock-150
    basis: derived
    items: 3
    minutes: 10
    passing: {{rule: percent, percent: 70}}
    item_types: [single_choice]
    order: by_section
    open_book: [icd10cm]
    method: none
    domains:
      - {{id: surg, name: Surgery, count: 2, confidence: high}}
      - {{id: icd, name: ICD-10-CM, count: 1, confidence: high}}
topics:
  - {{id: repair, domain: surg, name: Repair, weight: 2}}
  - {{id: chapter-rules, domain: icd, name: Chapter rules, weight: 1}}
"""

RATIONALE = (
    "The note tells of a wound closed in two layers with buried stitches at one site, the length"
    " is the measured length of the wound, and the rule of the section gives this code."
)
REASON = "Takes the length of the dressing for the length of the closed wound itself."

ITEM = """\
  - id: {id}
    revision: 1
    type: single_choice
    certifications: {{cpc: {domain}}}
    topics: [{topic}]
    difficulty: medium
    cognitive: application
    code_year: 2026
    stem: {stem}
    options:
      - text: "12031"
        key: true
      - text: "12032"
        rationale: {reason}
        error: size_or_sum_error
      - text: "12001"
        rationale: {reason}
        error: component_missed
      - text: "13100"
        rationale: {reason}
        error: over_correction
    rationale: {rationale}
    authority:
      - CPT Surgery guidelines, Integumentary System, Repair
"""

CARD = """\
  - id: {id}
    revision: 1
    kind: basic
    certifications: [{certifications}]
    topic: repair
    front: {front}
    back: It is what this test calls {id}.
    authority: ["CPT Surgery guidelines, Repair"]
    code_year: 2026
    order: {order}
"""


def item(
    item_id: str,
    *,
    domain: str = "surg",
    topic: str = "repair",
    stem: str = "A wound of the arm is closed. Which code?",
) -> str:
    """One item of a bank file."""
    return ITEM.format(
        id=item_id, domain=domain, topic=topic, stem=stem, reason=REASON, rationale=RATIONALE
    )


def bank(*item_ids: str) -> str:
    """A bank file with sound items."""
    return "items:\n" + "".join(item(one) for one in item_ids)


def card(
    card_id: str,
    *,
    certifications: str = "cpc",
    order: int = 0,
    front: str = "What is it?",
) -> str:
    """One card of a deck file."""
    return CARD.format(id=card_id, certifications=certifications, order=order, front=front)


def deck(deck_id: str, *cards: str, after: str = "") -> str:
    """A deck file."""
    head = f"deck:\n  id: {deck_id}\n  name: Deck {deck_id}\n  about: A test.\n"
    return head + (f"  after: [{after}]\n" if after else "") + "cards:\n" + "".join(cards)


@dataclass(frozen=True, slots=True)
class Folder:
    """A content folder in a temporary place."""

    root: Path

    @property
    def paths(self) -> Paths:
        """Paths of a program whose content this is."""
        home = self.root / "home"
        return Paths(home, home, home / "cache", self.root / "decks", self.root / "exams")

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file such as ``exams/bank/a.yaml``."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def open(self) -> Catalog:
        """Open the catalog of this folder."""
        return Catalog.open(self.paths)


def make_folder(root: Path) -> Folder:
    """A folder with one certification, one bank file and one deck."""
    folder = Folder(root)
    folder.write("exams/cpc.yaml", CERTIFICATION.format(id="cpc"))
    folder.write("exams/bank/a.yaml", bank("first", "second"))
    folder.write("decks/basics.yaml", deck("basics", card("one"), card("two")))
    return folder
