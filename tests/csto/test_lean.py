"""Drawings on web pages keep their shape when their paths are shortened."""

from csto.book.lean import merge_lines, plain_texts

LOOK = 'fill="none" stroke="#000"'


def test_steps_after_the_first_point_stay_relative():
    assert merge_lines(f'<path d="m10 20 3 4-5 6" {LOOK}/>') == f'<path d="M10 20l3 4-5 6" {LOOK}/>'
    assert merge_lines(f'<path d="m1.5-.5.3 4" {LOOK}/>') == f'<path d="M1.5-.5l.3 4" {LOOK}/>'


def test_a_path_with_letters_keeps_them():
    assert merge_lines(f'<path d="m10 20h5" {LOOK}/>') == f'<path d="M10 20h5" {LOOK}/>'


def test_lines_that_look_alike_become_one_path():
    two = f'<path d="m1 2 3 4" {LOOK}/><path d="m9 9v5" {LOOK}/>'
    assert merge_lines(two) == f'<path d="M1 2l3 4M9 9v5" {LOOK}/>'


def test_a_text_keeps_its_turn_and_its_font():
    font = 'font-family="var(--chart-font)"'
    level, turned = 'transform="rotate(-0 3 4)"', 'transform="rotate(-90 3 4)"'
    drawn = f"<svg><text {level} x='3' {font}>a</text><text {turned} x='3' {font}>b</text></svg>"
    kept = f"<svg {font}><text x='3'>a</text><text {turned} x='3'>b</text></svg>"
    assert plain_texts(drawn) == kept
