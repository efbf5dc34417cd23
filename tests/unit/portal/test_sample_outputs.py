"""A trial's official issues every case once, as a sample that says so."""

from __future__ import annotations

from pathlib import Path

from fakes.issuing_office import case_of, issuing_office

from portal.cases.sample_outputs import SampleOfficial
from portal.store.output_store import outputs_of_case
from shubbak.resources import load_wording
from shubbak.wire.output_said import read_said


def test_what_is_asked_for_on_trial_is_issued_once_as_a_sample(tmp_path: Path) -> None:
    office = issuing_office(tmp_path)
    station = office.enrolled()
    trial = SampleOfficial(office.portal, load_wording())
    assert trial.issue_all() == 0
    case = case_of(office, station)
    assert (trial.issue_all(), trial.issue_all()) == (1, 0)
    with office.portal.database.read() as connection:
        (output,) = outputs_of_case(connection, case)
    assert read_said(output.record.said).sample
    office.close()
