"""What is said of how a file was read, and how much of it may stand on a page for one of the two who wrote."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ReadingNote:
    """A sentence about how a file was read, which tells of nobody's answers but the one's it is for.

    Attributes
    ----------
    text : the sentence.
    couple, partner : whose rows it counts; ``None``: it is about the file alone, and may be read by everybody.
    """

    text: str
    couple: str | None = None
    partner: str | None = None

    def for_reader(self, couple: str, partner: str | None) -> bool:
        """Whether it may stand on a page for this partner (``None``: for both) of this couple."""
        return self.couple is None or (self.couple == couple and self.partner is not None and self.partner == partner)


@dataclass
class Notes:
    """Sentences while a file is read: all that is ``said``, and what of it is ``released`` to single readers."""

    said: list[str] = field(default_factory=list)
    released: list[ReadingNote] = field(default_factory=list)

    def add(self, text: str, released: str | None = None) -> None:
        """Say something of the file.

        released : the same for single readers, where ``text`` names a row's cells or a number of rows; "" if nothing
            of it is for them.
        """
        self.said.append(text)
        sentence = text if released is None else released
        if sentence:
            self.released.append(ReadingNote(sentence))
