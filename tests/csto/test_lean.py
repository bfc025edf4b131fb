"""Drawings on web pages keep their shape and colours when they are made shorter."""

import re
from pathlib import Path

import pytest

from csto.book.lean import merge_lines
from csto.palette import CSS_VARIABLES

STYLE = Path(__file__).parents[2] / "theme" / "static" / "book.css"

LOOK = 'fill="none" stroke="#000"'


def test_steps_after_the_first_point_stay_relative():
    assert merge_lines(f'<path d="m10 20 3 4-5 6" {LOOK}/>') == f'<path d="M10 20l3 4-5 6" {LOOK}/>'
    assert merge_lines(f'<path d="m1.5-.5.3 4" {LOOK}/>') == f'<path d="M1.5-.5l.3 4" {LOOK}/>'


def test_a_path_with_letters_keeps_them():
    assert merge_lines(f'<path d="m10 20h5" {LOOK}/>') == f'<path d="M10 20h5" {LOOK}/>'


def test_lines_that_look_alike_become_one_path():
    two = f'<path d="m1 2 3 4" {LOOK}/><path d="m9 9v5" {LOOK}/>'
    assert merge_lines(two) == f'<path d="M1 2l3 4M9 9v5" {LOOK}/>'


@pytest.mark.parametrize("mode", [r":root", r':root\[data-theme="dark"\]', r":root:not\([^)]*\)"])
def test_each_mode_defines_all_colours_of_the_charts(mode):
    rules = re.search(mode + r" \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert [v for v in CSS_VARIABLES.values() if f"{v}:" not in rules] == []
