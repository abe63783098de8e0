"""Pictures of pages, made into the glyphs and rules that `geometry` lays out. Needs the extra govtask-cli[ocr].

    picture ─ straighten ─┬─ ruling (lines of tables) ───────────────────────────▶ rules  ─┐
                          └─ boxes (where text stands) ─ recognition ─ glyphs ───▶ glyphs ─┴─▶ Sheet

Lengths are pixels of the straightened picture until `page` makes points of them.
"""
