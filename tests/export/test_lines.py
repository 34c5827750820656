"""A reading is one line for every reader of lines."""

import json

import pytest

from khabar.export.reading import reading_lines


@pytest.mark.parametrize("end", ["\u0085", "\u2028", "\u2029"])
def test_a_rare_line_end_in_the_text_does_not_end_the_line(end: str) -> None:
    body = json.dumps({"text": f"أول{end}ثان"}, ensure_ascii=False).encode()
    (line,) = reading_lines([body])
    assert line.decode().splitlines() == [line.decode().rstrip("\n")]
    assert json.loads(line) == json.loads(body)
