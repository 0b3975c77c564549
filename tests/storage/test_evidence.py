from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mbc_prep.exam.answering import choose
from mbc_prep.storage.database import Database
from mbc_prep.storage.evidence import EvidenceLog, Prediction
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.sittings import Sittings

from .conftest import NOW, Learner, new_sitting


@pytest.fixture
def log(database: Database) -> EvidenceLog:
    return EvidenceLog(database)


def test_only_items_met_in_submitted_sittings_are_evidence(
    database: Database, log: EvidenceLog
) -> None:
    sittings = Sittings(database)
    sitting = sittings.start(new_sitting(3))
    answered = choose(sitting.entries[0], 2, "single_choice")
    sittings.save_entry(sitting.id, 0, answered, "answer", sitting.clock, NOW)
    seen = replace(sitting.entries[1], seen=True)
    sittings.save_entry(sitting.id, 1, seen, "seen", sitting.clock, NOW)
    assert log.answered() == ()
    stored = sittings.load(sitting.id)
    marked = tuple(replace(entry, correct=1.0) for entry in stored.entries)
    at = NOW + timedelta(hours=1)
    sittings.submit(replace(stored, entries=marked), won=1.0, worth=3, passed=False, at=at)
    first, second = sorted(log.answered(), key=lambda row: row.position)
    assert (first.item_id, first.choice, first.blank, first.won) == ("item-0", "[2]", False, 1.0)
    assert (second.item_id, second.blank) == ("item-1", True)
    assert first.mock
    assert first.at_ms == to_ms(at)
    assert first.certification == "cpc"


def test_memories_of_rated_cards(learner: Learner, log: EvidenceLog) -> None:
    learner.rate("a-1")
    (memory,) = log.memories()
    kept = learner.log.memory("a-1")
    assert kept is not None
    assert (memory.card_id, memory.reps, memory.lapses) == ("a-1", 1, 0)
    assert memory.stability == kept.stability


def test_predictions_come_back_in_order_and_by_certification(log: EvidenceLog) -> None:
    exam = from_ms(to_ms(NOW + timedelta(days=30)))
    later = Prediction(from_ms(to_ms(NOW)), "cpc", "today", exam, 0.6, 0.5, 0.7, 0.8, 40)
    earlier = replace(later, at=later.at - timedelta(days=1), p_pass=0.5)
    for one in (later, earlier, replace(later, certification="ccs")):
        log.add_prediction(one)
    assert log.predictions("cpc") == (earlier, later)
