"""How much is taken in at once, so that one hostile or broken file cannot fill the memory."""

from __future__ import annotations

MAX_FILE_BYTES = 20_000_000
"""A text, a JSON document or a JSON line of more bytes is set aside; JSON-lines files have no limit."""

MAX_TEXT_CHARS = 1_000_000
"""A report with a longer text is set aside: about 150,000 words, far beyond any news report."""
