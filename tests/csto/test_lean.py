"""Drawings on web pages keep their shape when their paths are shortened."""

from csto.book.lean import merge_lines, plain_texts, without_frame

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


def test_an_edge_that_clips_nothing_goes_and_one_that_clips_stays():
    edge = '<defs><clipPath id="{}"><rect width="{}" height="4"/></clipPath></defs>'
    body = '<g clip-path="url(#a)"><path d="M1 1"/></g><g clip-path="url(#b)"><path d="M2 2"/></g>'
    drawn = f'<svg viewBox="0 0 9 4">{edge.format("a", 9)}{edge.format("b", 3)}{body}</svg>'
    kept = without_frame(drawn)
    assert "#a" not in kept and '<path d="M1 1"/><g clip-path="url(#b)">' in kept
    assert edge.format("b", 3) in kept
