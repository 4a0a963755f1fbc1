from autograder.text import in_order, number, printable


def test_printable_shows_control_and_bidirectional_characters():
    assert printable("a\x1b[31m\u202eb\nc", 100) == "a\\u001b[31m\\u202eb c"
    assert printable("abcdef", 4) == "abc…"


def test_number_shows_no_needless_digits():
    assert [number(value) for value in (2.0, 1.5, 1 / 3)] == ["2", "1.5", "0.3333"]


def test_printable_shows_letters_that_cannot_be_seen():
    assert printable("a\u115f\u034fb\u3164", 100) == "a\\u115f\\u034fb\\u3164"
    assert printable("\u4e2d\u00e9e\u0301", 100) == "\u4e2d\u00e9e\u0301"


def test_names_are_sorted_whatever_the_case_of_their_letters():
    assert sorted(["b", "A", "a", "B"], key=in_order) == ["A", "a", "B", "b"]
