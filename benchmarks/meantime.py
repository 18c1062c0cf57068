"""MEANTIME articles as text with TIMEX3 (Minard et al. 2016), for the benchmark of dates.

A file is a list of tokens and of marks on them. Only title, date line and the four sentences after are
annotated, so only they are read. The day of the document is the date line's, which is given, not scored.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

_ANNOTATED = 5  # the last annotated sentence, counted from 0
_LAYER = "intra-doc_annotation"  # the other folder holds the same articles once more
_GLUED_LEFT = re.compile(r"[.,;:!?%)\]]|'s|’s|n't")
_GLUING_RIGHT = frozenset("($[#")


def is_meantime(folder: Path) -> bool:
    """Whether a folder holds the corpus."""
    return (folder / _LAYER).is_dir()


def read_meantime(folder: Path) -> Iterator[tuple[str, str, list[tuple[int, int, str, str]]]]:
    """Day, text and annotations (start, end, value, type) of every article with a day."""
    for path in xml_files(folder):
        day, text, found = _article(ET.fromstring(path.read_bytes()))
        if day:
            yield day, text, found


def xml_files(folder: Path) -> list[Path]:
    """The articles' files."""
    return sorted((folder / _LAYER).rglob("*.xml"))


def _article(root: ET.Element) -> tuple[str, str, list[tuple[int, int, str, str]]]:
    text, places, day_line = read_tokens(root)
    found, day = [], ""
    for mark in root.iter("TIMEX3"):
        here = [places[a.get("t_id", "")] for a in mark.findall("token_anchor") if a.get("t_id") in places]
        if mark.get("functionInDocument") == "CREATION_TIME":
            day = _iso(mark.get("value", ""))
        elif here:
            start, end = min(a for a, _ in here), max(b for _, b in here)
            found.append((start, end, mark.get("value", ""), mark.get("type", "")))
    found = [item for item in found if not day_line[0] <= item[0] < day_line[1]]
    blank = text[: day_line[0]] + " " * (day_line[1] - day_line[0]) + text[day_line[1] :]
    return day, blank, sorted(found)


def read_tokens(root: ET.Element) -> tuple[str, dict[str, tuple[int, int]], tuple[int, int]]:
    """Text of the annotated sentences, the place of each token, and that of the date line."""
    text, places, sentence, line = "", {}, 0, (0, 0)
    for token in root.iter("token"):
        number, word = int(token.get("sentence", "0")), token.text or ""
        if number > _ANNOTATED:
            break
        if number != sentence:
            text += "\n\n" if number <= 2 else " "
            sentence = number
        elif text and not _GLUED_LEFT.fullmatch(word) and text[-1] not in _GLUING_RIGHT:
            text += " "
        places[token.get("t_id", "")] = (len(text), len(text) + len(word))
        if number == 1:
            line = (line[0] or len(text), len(text) + len(word))
        text += word
    return text, places, line


def _iso(value: str) -> str:
    """A day as ISO has it, also where it was written the other way round."""
    turned = re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", value)
    return f"{turned[3]}-{turned[2]}-{turned[1]}" if turned else value
