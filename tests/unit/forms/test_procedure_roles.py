"""A step is done by somebody that the house has words for."""

from __future__ import annotations

import pytest
from service_samples import SOUND

from shubbak.forms.load import load_service
from shubbak.forms.source import ServiceFileError


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        pytest.param("clark", 'nobody has the role "clark"; did you mean "clerk"?', id="a slip"),
        pytest.param("zzz", 'nobody has the role "zzz"; the roles are system, clerk,', id="nothing like it"),
    ],
)
def test_an_unknown_role_is_refused_with_a_suggestion(role: str, sentence: str) -> None:
    assert "role: clerk" in SOUND
    with pytest.raises(ServiceFileError) as caught:
        load_service(SOUND.replace("role: clerk", f"role: {role}", 1), "sound.yaml")
    assert any(complaint.sentence.startswith(sentence) for complaint in caught.value.complaints)
