"""Pages as glyphs and rules, made into paragraphs and tables. Knows no file format: PDF and OFD feed it.

    glyphs ─ lines ─┐                        ┌─ furniture (page numbers, running heads) ─▶ notes
                    ├─ layout (reading order)┼─ paragraphs ─▶ Paragraph
    rules ─ lattice ┘                        └─ tables ─▶ Table

Lengths are points (1/72 inch); x runs to the right, y down from the top of the page as it is read.
"""
