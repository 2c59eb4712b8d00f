"""One thing to translate."""

from __future__ import annotations

from dataclasses import dataclass, field

Key = tuple[str, str, str]


@dataclass
class Message:
    """A text of the source with its context and plural (empty: none), and the files that use it."""

    text: str
    plural: str = ""
    context: str = ""
    notes: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """What makes two uses the same message."""
        return (self.text, self.plural, self.context)


class Messages(dict[Key, Message]):
    """Messages by key; a second use of one adds its file and its notes to the first."""

    def add(self, message: Message) -> None:
        """Take in one use of a message."""
        known = self.setdefault(message.key, message)
        known.files |= message.files
        known.notes |= message.notes
