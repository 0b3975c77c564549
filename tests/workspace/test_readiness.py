from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest

from mbc_prep.cli.main import run_command_line
from mbc_prep.errors import MbcError
from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.exams import Drill
from mbc_prep.workspace.readiness_words import as_lines, headline
from mbc_prep.workspace.table import OpenSitting
from tests.conftest import FakeClock
from tests.small_content import item, write_bank


def sit(workspace: Workspace, opened: OpenSitting, right: int) -> None:
    """Answer every single-choice item, the first ``right`` of them rightly; then submit."""
    for position, entry in enumerate(opened.sitting.entries):
        workspace.answers.visit(opened, position)
        one = opened.items[entry.item_id]
        if one.type == "single_choice":
            key = one.keys[0]
            workspace.answers.choose(opened, key if position < right else (key + 1) % 4)
    workspace.exams.submit(opened, "learner")


def drill(workspace: Workspace, right: int, count: int = 12) -> None:
    sit(workspace, workspace.exams.start_drill(Drill(("surg",), count), seed=3), right)


def mock(workspace: Workspace, right: int, seed: int = 1) -> None:
    sit(workspace, workspace.exams.start_mock("mock-150", "strict", seed=seed), right)


def test_without_answers_it_is_not_measured(workspace: Workspace) -> None:
    view = workspace.readiness.look()
    assert not view.now.measured
    assert view.now.p_pass == view.certification.pass_rate
    assert headline(view).startswith("Not measured yet.")
    assert any("Not measured yet" in told for told in view.missing)
    assert view.next[0].startswith("Sit a mock")


def test_answers_of_submitted_sittings_count_by_domain(workspace: Workspace) -> None:
    drill(workspace, right=12)
    opened = workspace.exams.start_drill(Drill(("em",), 4), seed=1)
    workspace.answers.choose(opened, 0)
    view = workspace.readiness.look()
    assert {level.id: level.answers for level in view.now.domains} == {"surg": 12, "em": 0}
    assert view.mocks == 0
    assert any("No CPC mock yet" in told for told in view.missing)


def test_right_answers_raise_and_wrong_ones_lower_it(
    workspace: Workspace, clock: FakeClock
) -> None:
    drill(workspace, right=0)
    low = workspace.readiness.look().now.p_pass
    clock.advance(40 * 86_400)
    mock(workspace, right=12)
    assert workspace.readiness.look().now.p_pass > low
    assert workspace.readiness.look().mocks == 1


def test_the_same_items_again_are_no_first_answers(workspace: Workspace) -> None:
    drill(workspace, right=6)
    drill(workspace, right=12)
    assert workspace.readiness.look().now.answers == 12


def test_blank_items_are_left_out_with_a_note(workspace: Workspace) -> None:
    opened = workspace.exams.start_drill(Drill(("surg",), 12), seed=3)
    workspace.answers.visit(opened, 3)
    workspace.exams.submit(opened, "learner")
    view = workspace.readiness.look()
    assert not view.now.measured
    assert any("left blank" in note for note in view.notes)


def test_a_changed_key_re_scores_history_visibly(
    workspace: Workspace, clock: FakeClock, paths: Paths
) -> None:
    drill(workspace, right=12)
    before = workspace.readiness.look().now.p_pass
    workspace.close()
    changed = [{**item(f"surg-{n:02}", domain="surg"), "revision": 2} for n in range(12)]
    for entry in changed[:3]:
        first, second, *rest = entry["options"]
        entry["options"] = [
            {**second, "text": first["text"]}, {**first, "text": second["text"]}, *rest
        ]  # fmt: skip
    others = [item(f"em-{n:02}", domain="em", topic="visits") for n in range(5)]
    write_bank(paths.exams.parent, "a", [*changed, *others], ())
    with Workspace.open(paths, clock) as again:
        view = again.readiness.look()
        assert view.notes == ("3 answers re-scored: the key changed.",)
        assert view.now.p_pass < before


def test_a_date_brings_a_plan_and_a_past_one_is_refused(
    workspace: Workspace, clock: FakeClock
) -> None:
    mock(workspace, right=9)
    exam = clock.now().date() + timedelta(days=30)
    view = workspace.readiness.look(on=exam)
    pause = workspace.readiness.look(on=exam, plan="pause")
    assert pause.then.p_pass < view.now.p_pass < view.then.p_pass
    plan = workspace.readiness.day_plan(view)
    assert len(plan) == 30
    assert plan[0].tasks
    assert workspace.readiness.calendar(view).count("BEGIN:VEVENT") == 31
    with pytest.raises(MbcError, match="in the past"):
        workspace.readiness.look(on=date(2020, 1, 1))
    with pytest.raises(MbcError, match="needs an exam date"):
        workspace.readiness.day_plan(workspace.readiness.look())


def test_predictions_are_kept_and_held_against_later_mocks(
    workspace: Workspace, clock: FakeClock
) -> None:
    mock(workspace, right=11)
    view = workspace.readiness.look()
    workspace.readiness.remember(view)
    assert view.track.brier is None
    clock.advance(86_400)
    mock(workspace, right=11, seed=2)
    track = workspace.readiness.look().track
    assert len(track.fared) == 1
    assert track.brier == pytest.approx((view.now.p_pass - track.fared[0].passed) ** 2)


def test_kinds_of_error_come_from_the_chosen_distractors(workspace: Workspace) -> None:
    drill(workspace, right=5)
    made = workspace.readiness.look().mistakes
    assert (made.looked_at, made.wrong) == (12, 7)
    assert sum(kind.count for kind in made.kinds) == 7
    assert sum(kind.points for kind in made.kinds) == pytest.approx(100 * 7 / 12)


def test_every_line_for_the_terminal_is_short_enough(workspace: Workspace) -> None:
    mock(workspace, right=8)
    lines = as_lines(workspace.readiness.look())
    assert any("passes." in line for line in lines)
    assert all(len(line) <= 80 for line in lines if " [" in line)


@pytest.mark.parametrize("answered", [False, True])
def test_the_report_is_one_file_with_everything(workspace: Workspace, answered: bool) -> None:
    if answered:
        mock(workspace, right=8)
        workspace.readiness.remember(workspace.readiness.look())
    view = workspace.readiness.look()
    text = workspace.readiness.report(view, html=False)
    for title in ("Readiness", "Domains", "Mistakes", "Mocks", "Book or wait", "Next"):
        assert f"## {title}" in text
    page = workspace.readiness.report(view, html=True)
    ET.fromstring(page.partition("\n")[2].replace('<meta charset="utf-8">', ""))
    assert "http" not in page


def test_the_command_line(
    workspace: Workspace,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mock(workspace, right=9)
    monkeypatch.setattr("mbc_prep.cli.main.find_paths", lambda: paths)
    assert run_command_line(["readiness", "cpc", "--on", "2099-01-31", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"p_pass", "score_low", "score_mid", "score_high", "domains", "missing", "next"} <= set(
        found
    )
    assert found["exam_date"] == "2099-01-31"
    calendar, report = paths.data / "plan.ics", paths.data / "report.html"
    words = ["readiness", "--on", "2099-01-31", "--ics", str(calendar)]
    assert run_command_line(words) == 0
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert run_command_line(["report", "cpc", "--out", str(report)]) == 0
    assert report.read_text("utf-8").startswith("<!doctype html>")
    capsys.readouterr()
    assert run_command_line(["report", "cpc", "--out", str(report.with_suffix(".pdf"))]) == 2
    assert "must end in .html or .md" in capsys.readouterr().err
    assert run_command_line(["readiness", "nope"]) != 0
